using System.Diagnostics;
using System.Globalization;

namespace Weft.Peers;

/// <summary>Uses a map of other processes as it is told line by line, and prints the mean time of an operation in nanoseconds after each.</summary>
internal static class MapClient
{
    public static async Task<int> Run(IRemoteMap map)
    {
        await using (map)
        {
            Console.WriteLine("ready");
            while (await Console.In.ReadLineAsync() is { } line)
            {
                string[] parts = line.Split(' ');
                Console.WriteLine((await Measure(map, parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture))).ToString(CultureInfo.InvariantCulture));
            }
        }
        return 0;
    }

    private static async Task<double> Measure(IRemoteMap map, string what, int times)
    {
        long start = Stopwatch.GetTimestamp();
        long sum = 0;
        for (int turn = 0; turn < times; turn++)
        {
            if (what == "get")
                sum += await map.Get(turn & 31);
            else
                await map.Set(turn & 31, turn);
        }
        GC.KeepAlive(sum);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / times;
    }
}
