using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Barriers;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Collections.Pools;

/// <summary>The content of a <see cref="ConcurrentBag{T}"/>, in no order.</summary>
internal readonly struct ConcurrentBagContent<T> : IPoolContent<ConcurrentBag<T>, T>
{
    public static IEqualityComparer<T> Sameness => Sameness<T>.Instance;

    public static Replica MakeReplica(SharedHeader header, ConcurrentBag<T> pool) => new ConcurrentBagReplica<T>(header, pool);

    public static ConcurrentBag<T> Create(ref WireReader comparer)
    {
        comparer.Byte();
        return CreateDefault();
    }

    public static ConcurrentBag<T> CreateDefault() => new SharedConcurrentBag<T>();

    public static void WriteComparer(ConcurrentBag<T> pool, WireWriter writer) => writer.Byte((byte)ValueTag.Null);

    public static void VisitComparer(ConcurrentBag<T> pool, ReferenceVisitor visitor)
    {
    }

    public static bool NeedsUserCode(WireReader comparer) => false;

    public static bool UsesUserCode(ConcurrentBag<T> pool) => false;

    public static long Stamp(ConcurrentBag<T> pool) => ContentStamp.Unknown;

    public static T[] Copy(ConcurrentBag<T> pool) => pool.ToArray();

    public static void Add(ConcurrentBag<T> pool, T item) => pool.Add(item);

    public static bool TryTake(ConcurrentBag<T> pool, [MaybeNullWhen(false)] out T item) => pool.TryTake(out item);

    public static bool Remove(ConcurrentBag<T> pool, T item)
    {
        List<T> others = [];
        bool removed = false;
        while (!removed && pool.TryTake(out T? taken))
        {
            removed = Sameness.Equals(taken, item);
            if (!removed)
                others.Add(taken);
        }
        foreach (T other in others)
            pool.Add(other);
        return removed;
    }

    public static void Clear(ConcurrentBag<T> pool) => pool.Clear();
}

/// <summary>Operations of this node on one shared <see cref="ConcurrentBag{T}"/>: each update runs under the one lease of its content, and is on its way before other threads see it.</summary>
internal sealed class ConcurrentBagReplica<T>(SharedHeader header, ConcurrentBag<T> bag) : PoolReplica<ConcurrentBag<T>, T, ConcurrentBagContent<T>>(header, bag)
{
    private const ushort ContentPart = 1;

    protected override bool IsLeased => true;

    /// <summary>The replica of a shared bag, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ConcurrentBagReplica<T>? Of(ConcurrentBag<T> bag) => IsShared(bag, out ConcurrentBagReplica<T>? replica) ? replica : null;

    /// <summary>Whether a bag is shared; gives its replica.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShared(ConcurrentBag<T> bag, [NotNullWhen(true)] out ConcurrentBagReplica<T>? replica)
    {
        if (ObjectMark.IsSet(bag))
        {
            replica = Looks<ConcurrentBag<T>, SharedConcurrentBag<T>, ConcurrentBagReplica<T>>.Find(bag);
            return replica is not null;
        }
        replica = null;
        return false;
    }

    /// <summary>Before a bag is read: performs what other nodes have done to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CatchUp(ConcurrentBag<T> bag)
    {
        if (ObjectMark.IsSet(bag))
            Looks<ConcurrentBag<T>, SharedConcurrentBag<T>, ConcurrentBagReplica<T>>.Drain(bag);
    }

    /// <summary>After a change of a bag that was found unshared: reports it if it has become shared meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(ConcurrentBag<T> bag)
    {
        if (ObjectMark.IsSet(bag))
            Looks<ConcurrentBag<T>, SharedConcurrentBag<T>, ConcurrentBagReplica<T>>.ReportLate(bag);
    }

    internal void Add(ConcurrentBag<T> bag, T item) => Atomically(bag, (this, bag, item), static a =>
    {
        SharedWrites.Share(a.Item1.Header, a.item);
        a.Item1.RecordAdd(a.item);
        ThreadTransaction.Current.Publish();
        a.bag.Add(a.item);
        return true;
    });

    /// <summary>Of a bag that is empty here nothing is asked; see <see cref="ConcurrentQueueReplica{T}.TryDequeue"/>.</summary>
    internal bool TryTake(ConcurrentBag<T> bag, [MaybeNullWhen(false)] out T item)
    {
        Drain(bag);
        item = default;
        if (bag.IsEmpty)
            return false;
        (bool taken, item) = Atomically(bag, (this, bag), static a =>
        {
            SharedWrites.Check(a.Item1.Header);
            bool found = a.Item1.TryTakeOut(a.bag, out T? there);
            ThreadTransaction.Current.Publish();
            return (found, there!);
        });
        return taken;
    }

    internal override void Clear(ConcurrentBag<T> bag) => Atomically(bag, (this, bag), static a =>
    {
        SharedWrites.Check(a.Item1.Header);
        a.Item1.RecordClear();
        ThreadTransaction.Current.Publish();
        a.bag.Clear();
        return true;
    });

    private TResult Atomically<TArgument, TResult>(ConcurrentBag<T> bag, TArgument argument, Func<TArgument, TResult> update)
    {
        PlaceLock content = PlaceLock.Enter(Header, ContentPart);
        try
        {
            // What came before the lease is in the queue of operations at the latest.
            Drain(bag);
            return update(argument);
        }
        finally
        {
            content.Exit();
        }
    }
}
