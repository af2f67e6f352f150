using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Weft.Bench.Processes;

/// <summary>A Redis server in a process of its own, which keeps nothing on disk.</summary>
internal sealed class RedisProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private RedisProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>Starts the server; null where Redis is not installed.</summary>
    public static RedisProcess? TryStart()
    {
        int port = FreePort();
        string number = port.ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = new("redis-server", ["--port", number, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--loglevel", "warning", "--logfile", "/dev/null"]);
        try
        {
            Process process = Process.Start(start) ?? throw new InvalidOperationException("redis-server did not start.");
            RedisProcess redis = new(process, port);
            redis.WaitUntilOpen();
            return redis;
        }
        catch (Win32Exception e)
        {
            Console.Error.WriteLine($"Redis is left out: redis-server cannot be started ({e.Message}). Install the package redis-server to compare with it.");
            return null;
        }
    }

    /// <summary>A port that nobody listens on now.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
        _process.Dispose();
    }

    private void WaitUntilOpen()
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < s_patience)
        {
            try
            {
                using TcpClient client = new("127.0.0.1", Port);
                return;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                // It does not listen yet.
                Thread.Sleep(20);
            }
        }
        Dispose();
        throw new TimeoutException("redis-server does not listen.");
    }
}
