using System.Globalization;
using System.Net;

namespace Weft.Hub.Server;

/// <summary>
/// The entry for a node that hosts the hub. The node loads this assembly into a context of its own and calls <see cref="Start"/> by name, so its types are those of the
/// framework only.
/// </summary>
public static class EmbeddedHub
{
    /// <summary>Starts a hub in this process.</summary>
    /// <param name="listen">Where: <c>address:port</c>.</param>
    /// <param name="clusterName">The cluster's name; empty: that of the first node.</param>
    /// <param name="reconnectWindowMs">How long a cut node keeps its leases.</param>
    /// <param name="nodeTimeoutMs">Silence after which a connected node counts as dead.</param>
    /// <param name="log">Takes lines for the log; called on any thread.</param>
    /// <returns>Ends the hub when disposed.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">The address is taken: somebody else hosts the hub.</exception>
    /// <exception cref="FormatException">The address is none.</exception>
    public static IDisposable Start(string listen, string clusterName, int reconnectWindowMs, int nodeTimeoutMs, Action<string> log) =>
        HubServer.Start(new HubOptions
        {
            Listen = ParseAddress(listen),
            ClusterName = string.IsNullOrEmpty(clusterName) ? null : clusterName,
            ReconnectWindow = TimeSpan.FromMilliseconds(reconnectWindowMs),
            NodeTimeout = TimeSpan.FromMilliseconds(nodeTimeoutMs),
            Log = log,
        });

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
