using System.Net;
using System.Net.Sockets;

namespace Weft.Cli.Processes;

/// <summary>Finds TCP ports that nobody listens on.</summary>
internal static class FreePorts
{
    public static int[] Find(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        try
        {
            // All are held until the last is found, so that no port comes twice.
            foreach (TcpListener listener in listeners)
                listener.Start();
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (TcpListener listener in listeners)
                listener.Dispose();
        }
    }
}
