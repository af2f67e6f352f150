using System.Globalization;

namespace Probe;

/// <summary>Roots of copied types: numbers, a text and a struct, with no object around them.</summary>
public static class Counters
{
    private static int s_ticks;
    private static long s_guarded = 1000;
    private static int s_floor = 5;
    private static string s_title = "first";
    private static Point s_corner;
    private static readonly object s_gate = new();
    private static readonly MainDial s_dial = new();

    public static string Run(string verb, params ReadOnlySpan<int> numbers)
    {
        switch (verb)
        {
            case "tick":
                for (int i = 0; i < numbers[0]; i++)
                    Interlocked.Increment(ref s_ticks);
                return "";
            case "guard":
                for (int i = 0; i < numbers[0]; i++)
                {
                    lock (s_gate)
                    {
                        s_guarded++;
                        s_corner.Move(1, 2);
                    }
                }
                return "";
            case "set":
                s_floor = numbers[0];
                s_dial.Level = numbers[0] + 1;
                s_title = "number " + numbers[0].ToString(CultureInfo.InvariantCulture);
                return "";
            case "ticks":
                return Volatile.Read(ref s_ticks).ToString(CultureInfo.InvariantCulture);
            case "guarded":
                lock (s_gate)
                    return $"{s_guarded} {s_corner}";
            default:
                return $"{s_floor} {s_title} {s_dial.Level}";
        }
    }
}

/// <summary>What each node makes for itself.</summary>
public class Dial
{
    public int Level;

    protected Dial() => Level = 3;
}

/// <summary>One whose level is a root.</summary>
public sealed class MainDial : Dial
{
    public MainDial()
    {
        if (Level == 3)
            Level = 4;
    }
}
