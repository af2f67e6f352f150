using System.Net;
using System.Net.Sockets;

namespace Weft.Build.Tests;

/// <summary>Ports for hubs.</summary>
internal static class Ports
{
    /// <summary>One that nobody listens at.</summary>
    internal static int Free()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
