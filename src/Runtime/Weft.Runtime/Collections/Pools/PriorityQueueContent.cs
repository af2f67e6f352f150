using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Pools;

/// <summary>The content of a <see cref="PriorityQueue{TElement, TPriority}"/>, in no order.</summary>
internal readonly struct PriorityQueueContent<TElement, TPriority> : IPoolContent<PriorityQueue<TElement, TPriority>, (TElement Element, TPriority Priority)>
{
    public static IEqualityComparer<(TElement Element, TPriority Priority)> Sameness => Sameness<TElement, TPriority>.Instance;

    public static Replica MakeReplica(SharedHeader header, PriorityQueue<TElement, TPriority> pool) => new PriorityQueueReplica<TElement, TPriority>(header, pool);

    public static PriorityQueue<TElement, TPriority> Create(ref WireReader comparer) => new SharedPriorityQueue<TElement, TPriority>(PortableComparers.ReadOrder<TPriority>(ref comparer).Order);

    public static PriorityQueue<TElement, TPriority> CreateDefault() => new SharedPriorityQueue<TElement, TPriority>();

    public static void WriteComparer(PriorityQueue<TElement, TPriority> pool, WireWriter writer) => PortableComparers.Write(writer, KeyComparison<TPriority>.ByOrder(pool.Comparer));

    public static void VisitComparer(PriorityQueue<TElement, TPriority> pool, ReferenceVisitor visitor) => PortableComparers.Visit(KeyComparison<TPriority>.ByOrder(pool.Comparer), visitor);

    public static bool NeedsUserCode(WireReader comparer) => KeyTraits<TPriority>.OrderNeedsUserCode || PortableComparers.IsOfProgram(comparer);

    public static bool UsesUserCode(PriorityQueue<TElement, TPriority> pool) => KeyTraits<TPriority>.OrderNeedsUserCode || PortableComparers.IsOfProgram(pool.Comparer);

    public static long Stamp(PriorityQueue<TElement, TPriority> pool) => ContentStamp.Of(Version(pool), pool.Count);

    public static (TElement Element, TPriority Priority)[] Copy(PriorityQueue<TElement, TPriority> pool) => [.. pool.UnorderedItems];

    public static void Add(PriorityQueue<TElement, TPriority> pool, (TElement Element, TPriority Priority) item) => pool.Enqueue(item.Element, item.Priority);

    public static bool TryTake(PriorityQueue<TElement, TPriority> pool, out (TElement Element, TPriority Priority) item)
    {
        bool taken = pool.TryDequeue(out TElement? element, out TPriority? priority);
        item = (element!, priority!);
        return taken;
    }

    public static bool Remove(PriorityQueue<TElement, TPriority> pool, (TElement Element, TPriority Priority) item)
    {
        // What another node takes is first here too, most of the time.
        if (pool.TryPeek(out TElement? first, out TPriority? priority) && Sameness.Equals((first, priority), item))
        {
            pool.Dequeue();
            return true;
        }
        List<(TElement, TPriority)> content = [.. pool.UnorderedItems];
        int index = content.FindIndex(each => Sameness.Equals(each, item));
        if (index < 0)
            return false;
        content.RemoveAt(index);
        pool.Clear();
        pool.EnqueueRange(content);
        return true;
    }

    public static void Clear(PriorityQueue<TElement, TPriority> pool) => pool.Clear();

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(PriorityQueue<TElement, TPriority> queue);
}
