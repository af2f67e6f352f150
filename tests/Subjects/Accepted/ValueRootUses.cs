using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using static Accepted.ValueRoots;

namespace Accepted;

/// <summary>Roots whose types are copied: read, written, worked on atomically and through their addresses.</summary>
public sealed class ValueRootUses : Construct
{
    private static readonly object s_gate = new();
    private readonly Gauge _gauge = new();
    private readonly Meter _meter = new("plain");

    public override string Act()
    {
        List<object?> log = [s_count, s_count++, ++s_count, s_seed--, s_early, s_name, s_text, s_maybe, s_flag = true, s_letter++, s_big += 2, Cluster];
        Simple();
        log.AddRange(Atomic());
        log.AddRange(Addressed());
        log.AddRange(Stepped());
        log.AddRange(Instances());
        log.Add(Early.Read);
        Parallel.For(0, 50, _ => Interlocked.Increment(ref s_count));
        Parallel.For(0, 50, _ =>
        {
            lock (s_gate)
                s_wide++;
        });
        return string.Join(" ", log.Select(item => item ?? "none"));
    }

    private static void Simple()
    {
        s_byte += 200;
        s_short = -5;
        s_single += 0.5f;
        s_double *= 2;
        s_money = 1.50m;
        s_day = DayOfWeek.Friday;
        s_when = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        s_span += TimeSpan.FromSeconds(90);
        s_id = new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        s_maybe = (s_maybe ?? 40) + 2;
        s_text = s_text + "text";
        s_name += "d";
        s_version = new Version(1, 2);
        s_hot = 6;
        s_type = typeof(Mark);
        s_uri = new Uri("https://example.org/");
        s_culture = CultureInfo.GetCultureInfo("de-CH");
        s_huge = BigInteger.Pow(s_huge + 7, 40);
        s_date = new DateOnly(2026, 2, 3);
        s_perhaps = new Spot { X = (s_perhaps?.X ?? 1) + 1, Mark = new Mark("perhaps") };
        s_shade = s_shade == Shade.Dark ? Shade.Light : Shade.Dark;
        s_entry = new("key", [1, 2]);
        s_entry.Value![1]++;
        s_pair = (s_pair.Left + 1, "right");
        s_spot.Mark = new Mark("marked");
        lock (s_gate)
            s_name += "!";
    }

    private static object?[] Atomic() =>
    [
        Interlocked.Increment(ref s_count), Interlocked.Add(ref s_count, 10), Interlocked.Decrement(ref s_count), Interlocked.Exchange(ref s_seed, 3), Interlocked.CompareExchange(ref s_seed, 5, 3), Interlocked.CompareExchange(ref s_seed, 9, 3),
        Interlocked.Increment(ref s_big), Interlocked.Add(ref s_big, -3), Interlocked.Read(ref s_big), Interlocked.And(ref s_bits, 6u), Interlocked.Or(ref s_bits, 1u), Interlocked.Or(ref s_wide, 1UL << 60), Interlocked.And(ref s_wide, 0xFUL),
        Interlocked.Exchange(ref s_byte, (byte)9), Interlocked.CompareExchange(ref s_short, (short)8, (short)-5), Interlocked.Exchange(ref s_flag, false), Interlocked.CompareExchange(ref s_letter, 'z', 'b'),
        Interlocked.Exchange(ref s_single, 2.5f), Interlocked.CompareExchange(ref s_double, 4.5, 3.0), Interlocked.CompareExchange(ref s_day, DayOfWeek.Monday, DayOfWeek.Friday),
        Interlocked.Exchange(ref s_text, "other"), Interlocked.CompareExchange(ref s_text, null, "no such"), Interlocked.CompareExchange<string?>(ref s_text, "third", s_text),
        Interlocked.Increment(ref s_seed > 4 ? ref s_seed : ref s_count), Interlocked.Increment(ref s_seed > 1000 ? ref s_seed : ref s_count),
        Interlocked.Increment(ref s_hot), Interlocked.Increment(ref s_spot.X), Interlocked.Exchange(ref s_pair.Right, "left"), Volatile.Read(ref s_big), Written(), Interlocked.Exchange(ref s_version, new Version(2, 0)),
    ];

    private static long Written()
    {
        Volatile.Write(ref s_big, Volatile.Read(ref s_big) + 1);
        return s_big;
    }

    private object?[] Addressed()
    {
        Bump(ref s_count, 1000);
        Bump(ref s_flag ? ref s_seed : ref s_count, 3);
        Parsed("17", out s_seed);
        int.TryParse("21", out Reached());
        s_spot.Move(3);
        s_spot.X += 4;
        ref Spot spot = ref s_spot;
        spot.Y++;
        spot.Move(1);
        ref int count = ref s_count;
        count += 5;
        Kept += 7;
        (s_seed, s_count) = (s_count, s_seed);
        decimal.TryParse("3.25", CultureInfo.InvariantCulture, out s_money);
        System.Reflection.FieldInfo reflected = typeof(ValueRoots).GetField(nameof(s_span))!;
        reflected.SetValue(null, (TimeSpan)reflected.GetValue(null)! + TimeSpan.FromHours(1));
        Unsafe.As<int, uint>(ref Kept) |= 64;
        return [s_count, s_seed, s_kept, s_spot.Sum(), Look(in s_spot), Seen.X, s_text!.Length, s_when.Year, s_maybe.HasValue, s_pair.ToString(), s_day.ToString(), Failing()];

        static ref int Reached() => ref Kept;
    }

    private static string Failing()
    {
        try
        {
            Throw(ref s_seed);
            return "not thrown";
        }
        catch (InvalidOperationException)
        {
            return "thrown at " + s_seed;
        }
    }

    private static void Throw(ref int place)
    {
        place = 77;
        throw new InvalidOperationException();
    }

    private static object?[] Stepped()
    {
        ImmutableInterlocked.Update(ref s_numbers, static (items, item) => items.Add(item), 4);
        Parallel.For(0, 20, item => ImmutableInterlocked.Update(ref s_numbers, (items, add) => items.Add(add), item));
        ImmutableArray<int> before = ImmutableInterlocked.InterlockedExchange(ref s_holder.Items, [1, 2]);
        return [s_numbers.Length, s_numbers.Sum(), before.IsDefault, s_holder.Items.Length, LazyInitializer.EnsureInitialized(ref s_version, static () => new Version(9, 9))];
    }

    private object?[] Instances()
    {
        MainMeter first = new("first"), again = new("first"), second = new("second");
        first.Reading++;
        again.Raise();
        Interlocked.Add(ref second.Reading, 5);
        first.At.Move(2);
        _meter.Raise();
        _meter.At.Move(4);
        Interlocked.Increment(ref _meter.Reading);
        Bump(ref _meter.Reading, 10);
        _gauge.Level += 2;
        Interlocked.Increment(ref _gauge.Level);
        Interlocked.CompareExchange(ref _gauge.Label, "label", null);
        return [_meter.Reading, _meter.At.X, second.Reading, second.At.X, second.At.Y, _gauge.Level, _gauge.Unit, _gauge.Label, Missing(null)];
    }

    private static string Missing(Gauge? nothing)
    {
        try
        {
            Interlocked.Exchange(ref nothing!.Level, int.Parse("no number"));
            return "none thrown";
        }
        catch (NullReferenceException)
        {
            return "null";
        }
    }

    public override string Show() =>
        $"{s_count} {s_seed} {s_kept} {s_big} {s_bits} {s_wide} {s_byte} {s_short} {s_flag} {s_letter} {s_single} {s_double} {s_money} {s_day} {s_when:O} {s_span} {s_id} {s_maybe} {s_text} {s_name} {s_version} {s_hot} {s_pair} "
        + $"{s_spot.X},{s_spot.Y},{s_spot.Mark?.Name} {string.Join(",", s_numbers.Order())} {string.Join(",", s_holder.Items)} {Cluster} {s_early} {_gauge.Level} {_gauge.Label} {_meter.Reading} {_meter.At.X} "
        + $"{s_type?.FullName} {s_uri} {s_culture?.Name} {s_huge} {s_date:O} {s_perhaps?.X} {s_perhaps?.Mark?.Name} {s_shade} {s_entry.Key} {string.Join(",", s_entry.Value ?? [])}";

    private static void Bump(ref int place, int by) => place += by;

    private static void Parsed(string text, out int place) => place = int.Parse(text);

    /// <summary>Reads in a type initializer what was written before it runs.</summary>
    private static class Early
    {
        internal static readonly string Read;

        static Early() => Read = s_seed + s_seed.ToString() + s_day.ToString();
    }

    private static int Look(in Spot spot) => spot.X * spot.Y;
}
