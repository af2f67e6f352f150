using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Weft.Bench.Report;

namespace Weft.Bench.Raw;

/// <summary>The asking process of the raw ping-pong; prints the median round trip in nanoseconds.</summary>
internal static class PingClient
{
    public const string CommandName = "ping-client";
    private const int Warming = 500;

    public static int Run(int port, int times, int? processor)
    {
        Processors.StayOn(processor);
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
        Console.WriteLine(Statistics.Median(samples).ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
