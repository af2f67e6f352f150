using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Accepted;

/// <summary>Roots whose types are copied.</summary>
public static class ValueRoots
{
    public static int s_count;
    public static int s_seed = 7;
    public static int s_kept;
    public static long s_big = 1L << 40;
    public static uint s_bits = 12;
    public static ulong s_wide;
    public static byte s_byte;
    public static short s_short;
    public static bool s_flag;
    public static char s_letter = 'a';
    public static float s_single;
    public static double s_double = 1.5;
    public static decimal s_money;
    public static DayOfWeek s_day;
    public static DateTime s_when;
    public static TimeSpan s_span;
    public static Guid s_id;
    public static int? s_maybe;
    public static string? s_text;
    public static string s_name = "name";
    public static Version? s_version;
    public static volatile int s_hot;
    public static Type? s_type;
    public static Uri? s_uri;
    public static CultureInfo? s_culture;
    public static BigInteger s_huge;
    public static DateOnly s_date;
    public static Spot? s_perhaps;
    public static Shade s_shade = Shade.Dark;
    public static KeyValuePair<string, int[]?> s_entry;
    public static (int Left, string? Right) s_pair;
    public static Spot s_spot;
    public static ImmutableArray<int> s_numbers = [];
    public static ImmutableInterlockedHolder s_holder;
    public static readonly Guid Cluster = new("00112233-4455-6677-8899-aabbccddeeff");
    public static int s_early = Interlocked.Add(ref s_early, 5);

    public static ref int Kept => ref s_kept;

    public static ref readonly Spot Seen => ref s_spot;
}

/// <summary>A struct that refers to an object.</summary>
public struct Spot
{
    public int X;
    public int Y;
    public Mark? Mark;

    public void Move(int by)
    {
        X += by;
        Y -= by;
    }

    public readonly int Sum() => X + Y;
}

/// <summary>An enum of the program.</summary>
public enum Shade : byte
{
    Light,
    Dark,
}

/// <summary>A struct around an immutable array.</summary>
public struct ImmutableInterlockedHolder
{
    public ImmutableArray<int> Items;
}

/// <summary>An object whose fields are roots on each instance.</summary>
public sealed class Gauge
{
    public int Level = 3;
    public readonly string Unit = "bar";
    public string? Label;
}

/// <summary>A shared object whose field is a root only in a subclass, for each name.</summary>
public class Meter
{
    public int Reading = 100;
    public Spot At;

    public Meter(string name)
    {
        Name = name;
        Reading++;
        Interlocked.Add(ref Reading, 10);
        At.Move(Reading > 0 ? 1 : 2);
        if (Reading.ToString().Length > 2)
            Reading--;
    }

    public string Name { get; }

    public void Raise() => Reading++;
}

/// <summary>One whose field is a root.</summary>
public sealed class MainMeter : Meter
{
    public MainMeter(string name) : base(name)
    {
        Reading = 50;
        At = new Spot { X = 1, Y = 2 };
        ref Spot at = ref At;
        at.X += 5;
        at.Move(2);
    }
}
