using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Weft.Bench.Processes;
using Weft.Bench.Report;

namespace Weft.Bench.Raw;

/// <summary>The yardstick: 64 bytes to another process and back, over TCP with blocking sockets.</summary>
internal static class PingPong
{
    private const int Warming = 500;

    /// <summary>The median round trip in nanoseconds.</summary>
    public static double Measure(int times)
    {
        using LineProcess server = new(Built.Bench, [EchoServer.CommandName]);
        int port = int.Parse(server.ReadLine(), CultureInfo.InvariantCulture);
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);

        byte[] message = new byte[EchoServer.MessageSize];
        List<double> samples = new(times);
        for (int i = 0; i < times + Warming; i++)
        {
            long start = Stopwatch.GetTimestamp();
            socket.Send(message);
            EchoServer.Receive(socket, message);
            if (i >= Warming)
                samples.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }
        return Statistics.Median(samples);
    }
}
