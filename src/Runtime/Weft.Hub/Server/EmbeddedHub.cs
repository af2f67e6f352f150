using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Weft.Hub.Core;
using Weft.Hub.Storage;

namespace Weft.Hub.Server;

/// <summary>
/// The entry for a node that hosts the hub. The node loads this assembly into a context of its own and calls <see cref="Start"/> by name, so its types are those of the
/// framework only.
/// </summary>
public static class EmbeddedHub
{
    private const int PatienceMilliseconds = 10_000;
    private const int PauseMilliseconds = 20;

    /// <summary>Starts a hub in this process.</summary>
    /// <param name="listen">Where: <c>address:port</c>.</param>
    /// <param name="clusterName">The cluster's name; empty: that of the first node.</param>
    /// <param name="reconnectWindowMs">How long a cut node keeps its leases.</param>
    /// <param name="nodeTimeoutMs">Silence after which a connected node counts as dead.</param>
    /// <param name="dataFolder">Where the hub keeps what the nodes share; empty: in memory.</param>
    /// <param name="log">Takes lines for the log; called on any thread.</param>
    /// <param name="stop">Gives it up; a hub that has started meanwhile is ended.</param>
    /// <returns>Ends the hub when disposed.</returns>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    /// <exception cref="SocketException">The address is taken: somebody else hosts the hub.</exception>
    /// <exception cref="FormatException">The address is none.</exception>
    /// <exception cref="HubStoreException">The data folder cannot be used.</exception>
    public static IDisposable Start(string listen, string clusterName, int reconnectWindowMs, int nodeTimeoutMs, string dataFolder, Action<string> log, CancellationToken stop)
    {
        HubOptions options = new()
        {
            Listen = ParseAddress(listen),
            ClusterName = string.IsNullOrEmpty(clusterName) ? null : clusterName,
            ReconnectWindow = TimeSpan.FromMilliseconds(reconnectWindowMs),
            NodeTimeout = TimeSpan.FromMilliseconds(nodeTimeoutMs),
            Log = log,
        };
        try
        {
            stop.ThrowIfCancellationRequested();
            HostedHub hub = HostedHub.Start(options, string.IsNullOrEmpty(dataFolder) ? null : dataFolder, hasNode: true);
            if (!stop.IsCancellationRequested)
                return hub;
            hub.Dispose();
            throw new OperationCanceledException(stop);
        }
        catch (HubStoreException failure) when (failure.Code == HubDiagnostics.StoreInUse)
        {
            log($"another process has the data folder {dataFolder}; its hub is waited for at {listen}, for {PatienceMilliseconds / 1000} s at most");
            if (!ComesToListen(options.Listen, stop))
                throw;
            // As if it had been a moment earlier: the node connects to that one.
            throw new SocketException((int)SocketError.AddressAlreadyInUse);
        }
    }

    // Another process has the folder, which it takes before the address.
    private static bool ComesToListen(IPEndPoint address, CancellationToken stop)
    {
        long until = Environment.TickCount64 + PatienceMilliseconds;
        while (!IsTaken(address))
        {
            if (Environment.TickCount64 > until)
                return false;
            if (stop.WaitHandle.WaitOne(PauseMilliseconds))
                throw new OperationCanceledException(stop);
        }
        return true;
    }

    private static bool IsTaken(IPEndPoint address)
    {
        try
        {
            using Socket probe = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(address);
            return false;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
    }

    /// <summary>Reads <c>host:port</c>; a name is resolved, and <c>*</c> is every address of the machine.</summary>
    /// <exception cref="FormatException">The text is no address.</exception>
    public static IPEndPoint ParseAddress(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
            throw new FormatException($"'{text}' is no address; write HOST:PORT.");
        string host = text[..colon].Trim('[', ']');
        if (host == "*")
            return new IPEndPoint(IPAddress.Any, port);
        if (IPAddress.TryParse(host, out IPAddress? address))
            return new IPEndPoint(address, port);
        IPAddress[] resolved = Dns.GetHostAddresses(host);
        return resolved.Length > 0 ? new IPEndPoint(resolved[0], port) : throw new FormatException($"The host '{host}' has no address.");
    }
}
