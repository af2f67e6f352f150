using System.Collections.Immutable;
using static Accepted.AtomicRoots;

namespace Accepted;

/// <summary>Atomic operations on roots: static ones and one of the instance, made once, compared and exchanged.</summary>
public sealed class RootAtomics : Construct
{
    private readonly MarkOwner _owner = new();
    private readonly Place _place = new();
    private int _made;

    private Mark Lazy => s_lazy ?? Interlocked.CompareExchange(ref s_lazy, Make("lazy"), null) ?? s_lazy;

    private Mark Own => Volatile.Read(ref _owner.Own) ?? Interlocked.CompareExchange(ref _owner.Own, Make("own"), null) ?? _owner.Own!;

    public override string Act()
    {
        Mark first = new("first"), second = new("second");
        List<object?> log =
        [
            Lazy.Name, Lazy.Name, Interlocked.CompareExchange(ref s_lazy, first, null)!.Name, Interlocked.CompareExchange(ref s_lazy, first, second)!.Name, Own.Name, Own.Name,
            Interlocked.CompareExchange(ref _owner.Own, Make("never"), null)!.Name,
            Interlocked.Exchange(ref s_swapped, first)?.Name, Interlocked.Exchange(ref s_swapped, second)?.Name, Interlocked.CompareExchange(ref s_swapped, first, first)?.Name,
            Interlocked.CompareExchange(ref s_swapped, _made > 5 ? second : first, second)?.Name, Volatile.Read(ref s_swapped)?.Name,
            Interlocked.CompareExchange(ref s_any, first, null) is null, ReferenceEquals(Interlocked.CompareExchange(ref s_any, second, null), first), ReferenceEquals(Volatile.Read(ref s_any), first),
            Before?.Name, s_early?.Name, Interlocked.CompareExchange(ref s_early, first, null)?.Name, Missing(null), Nothing(), Put(new Desk("a"), "plain"), Put(new Desk("a"), "other"), Put(new TopDesk("a"), "a"), Put(new TopDesk("b"), "b"),
            LazyInitializer.EnsureInitialized(ref s_ensured, () => Make("ensured")).Name, LazyInitializer.EnsureInitialized(ref s_ensured, static () => new Mark("never")).Name,
        ];
        Volatile.Write(ref s_swapped, second);
        Parallel.For(0, 20, _ =>
        {
            Mark? known = s_swapped;
            while (Interlocked.CompareExchange(ref s_swapped, new Mark(known!.Name + "."), known) is var found && !ReferenceEquals(found, known))
                known = found;
        });
        log.AddRange(Made());
        log.AddRange(Updated());
        log.AddRange(On(_place));
        log.AddRange(On(new MainPlace()));
        return string.Join(" ", log.Select(item => item ?? "none"));
    }

    private object?[] Made() =>
    [
        LazyInitializer.EnsureInitialized(ref s_board).Size, ReferenceEquals(LazyInitializer.EnsureInitialized(ref s_board), s_board),
        LazyInitializer.EnsureInitialized(ref s_locked, ref s_gate, () => Make("locked")).Name, LazyInitializer.EnsureInitialized(ref s_locked, ref s_gate, () => Make("never")).Name,
        LazyInitializer.EnsureInitialized(ref s_flagged, ref s_set, ref s_gate, () => Make("flagged"))!.Name, LazyInitializer.EnsureInitialized(ref s_flagged, ref s_set, ref s_gate, () => Make("never"))!.Name,
    ];

    private static object?[] Updated()
    {
        Parallel.For(0, 20, item => ImmutableInterlocked.Update(ref s_list!, static (items, add) => items.Add(add), item));
        bool unchanged = ImmutableInterlocked.Update(ref s_list!, static items => items);
        return
        [
            s_list!.Count, s_list.Sum(), unchanged, ImmutableInterlocked.TryAdd(ref s_map!, "a", 1), ImmutableInterlocked.TryAdd(ref s_map!, "a", 2), ImmutableInterlocked.GetOrAdd(ref s_map!, "b", static key => key.Length),
            ImmutableInterlocked.AddOrUpdate(ref s_map!, "a", 5, static (_, old) => old + 10), ImmutableInterlocked.TryUpdate(ref s_map!, "b", 7, 1), s_map!.Count,
        ];
    }

    private static object?[] On(Place place) =>
    [
        Interlocked.CompareExchange(ref place.Held, new Mark("held"), null)?.Name, Interlocked.CompareExchange(ref place.Held, new Mark("never"), null)?.Name, Volatile.Read(ref place.Held)?.Name,
        LazyInitializer.EnsureInitialized(ref place.Made, static () => new Mark("made")).Name, LazyInitializer.EnsureInitialized(ref place.Made, static () => new Mark("never")).Name,
        ImmutableInterlocked.Update(ref place.Items!, static items => items.Add(3)), place.Items!.Count,
    ];

    public override string Show() => $"{s_board?.Size} {s_locked?.Name} {s_flagged?.Name} {s_set} {string.Join(",", s_list!.Order())} {string.Join(",", s_map!.OrderBy(item => item.Key, StringComparer.Ordinal))} {_place.Held?.Name} {_place.Made?.Name} {_place.Items?.Count} "
        + $"{_made} {s_lazy?.Name} {s_swapped?.Name} {(s_any as Mark)?.Name} {s_early?.Name} {s_ensured?.Name} {_owner.Own?.Name}";

    private static string Put(Desk desk, string name) =>
        $"{Interlocked.CompareExchange(ref desk.Own, new Mark(name), null)?.Name ?? "-"}{Interlocked.CompareExchange(ref desk.Own, new Mark("never"), null)?.Name}{LazyInitializer.EnsureInitialized(ref desk.Own, () => null!).Name}";

    private static string Nothing()
    {
        try
        {
            return LazyInitializer.EnsureInitialized(ref s_ensured, () => null!).Name;
        }
        catch (InvalidOperationException)
        {
            return "nothing";
        }
    }

    private static string Missing(MarkOwner? nothing)
    {
        bool reached = false;
        try
        {
            Interlocked.Exchange(ref nothing!.Own, Reach(ref reached));
            return "none thrown";
        }
        catch (NullReferenceException)
        {
            return "thrown" + reached;
        }
    }

    private static Mark? Reach(ref bool reached)
    {
        reached = true;
        return null;
    }

    private Mark Make(string name) => new(name + ++_made);
}
