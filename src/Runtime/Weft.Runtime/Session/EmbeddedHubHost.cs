using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.Loader;

namespace Weft.Runtime.Session;

/// <summary>
/// Hosts the hub in this process where the address is free: from the folder <c>weft-hub</c>, in a load context of its own, so that its dependencies never meet
/// the application's.
/// </summary>
internal static class EmbeddedHubHost
{
    private const string Folder = "weft-hub";

    // The hub lives as long as the process.
    private static IDisposable? _hub;

    /// <summary>Whether this process hosts the hub.</summary>
    internal static bool IsHosting => _hub is not null;

    /// <summary>Starts the hub unless another process has the address already.</summary>
    /// <param name="address">Where.</param>
    /// <param name="options">How.</param>
    /// <param name="stop">Gives it up.</param>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    /// <exception cref="ClusterJoinException">The hub's files are not there, or it does not start.</exception>
    internal static void TryStart(HubAddress address, ClusterOptions options, CancellationToken stop)
    {
        if (IsTaken(address))
            return;
        string path = FindHub();
        HubLoadContext context = new(path);
        NodeLog log = new(options.NodeName + "/hub", options.LogLevel);
        try
        {
            Type host = context.LoadFromAssemblyPath(path).GetType("Weft.Hub.Server.EmbeddedHub", throwOnError: true)!;
            MethodInfo start = host.GetMethod("Start", BindingFlags.Public | BindingFlags.Static)
                ?? throw new MissingMethodException(host.FullName, "Start");
            _hub = (IDisposable?)start.Invoke(null, [address.ToString()["tcp://".Length..], options.ClusterName, (int)options.ReconnectWindow.TotalMilliseconds, (int)options.NodeTimeout.TotalMilliseconds, options.Data ?? "", (Action<string>)log.Info, stop]);
        }
        catch (TargetInvocationException e) when (e.InnerException is OperationCanceledException)
        {
            throw new OperationCanceledException(stop);
        }
        catch (TargetInvocationException e) when (IsAddressInUse(e.InnerException))
        {
            log.Info($"another process took {address} first and hosts the hub");
        }
        catch (Exception e) when (e is TargetInvocationException or TypeLoadException or MissingMethodException or BadImageFormatException or IOException or InvalidCastException)
        {
            Exception cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            throw new ClusterJoinException($"{RuntimeCodes.EmbeddedHubFailed}: the embedded hub at {path} does not start at {address}: {cause.Message}", cause);
        }
    }

    private static bool IsTaken(HubAddress address)
    {
        try
        {
            IPAddress ip = IPAddress.TryParse(address.Host, out IPAddress? parsed) ? parsed : Dns.GetHostAddresses(address.Host)[0];
            using TcpListener probe = new(ip, address.Port);
            probe.Start();
            return false;
        }
        catch (SocketException)
        {
            // Somebody listens there, or the address is another machine's: either way this process does not host.
            return true;
        }
    }

    private static bool IsAddressInUse(Exception? e) =>
        e is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } || (e?.InnerException is { } inner && IsAddressInUse(inner));

    private static string FindHub()
    {
        string beside = Path.GetDirectoryName(typeof(EmbeddedHubHost).Assembly.Location) ?? "";
        string[] candidates = [Path.Combine(AppContext.BaseDirectory, Folder, "Weft.Hub.dll"), Path.Combine(beside, Folder, "Weft.Hub.dll"), Path.Combine(AppContext.BaseDirectory, "Weft.Hub.dll")];
        return Array.Find(candidates, File.Exists)
            ?? throw new ClusterJoinException($"{RuntimeCodes.EmbeddedHubMissing}: `hub: embedded` needs the hub's files in {candidates[0]}, and they are not there. `weft weave` puts them beside the application, the package Weft.Hub puts them into it; or start a hub with `weft hub` and give its address.");
    }

    private sealed class HubLoadContext(string path) : AssemblyLoadContext("weft-hub")
    {
        private readonly string _folder = Path.GetDirectoryName(path)!;

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string candidate = Path.Combine(_folder, assemblyName.Name + ".dll");
            return File.Exists(candidate) ? LoadFromAssemblyPath(candidate) : null;
        }
    }
}
