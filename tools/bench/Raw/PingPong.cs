using System.Globalization;
using Weft.Bench.Processes;

namespace Weft.Bench.Raw;

/// <summary>The yardstick: 64 bytes to another process and back, over TCP with blocking sockets.</summary>
internal static class PingPong
{
    /// <summary>The median round trip in nanoseconds.</summary>
    /// <param name="times">How many.</param>
    /// <param name="apart">
    /// Whether each process has a processor of its own. Otherwise the scheduler may put both on one, as it likes to do with two processes that wait for each other; a round trip is two context
    /// switches then, which no message between machines could be.
    /// </param>
    public static double Measure(int times, bool apart)
    {
        apart &= Processors.CanSeparate;
        using LineProcess server = new(Built.Bench, [EchoServer.CommandName, .. Processor(apart, 0)]);
        string port = server.ReadLine();
        using LineProcess client = new(Built.Bench, [PingClient.CommandName, port, times.ToString(CultureInfo.InvariantCulture), .. Processor(apart, 1)]);
        return double.Parse(client.ReadLine(), CultureInfo.InvariantCulture);
    }

    private static string[] Processor(bool apart, int number) => apart ? [number.ToString(CultureInfo.InvariantCulture)] : [];
}
