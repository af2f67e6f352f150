using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections.Pools;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="ConcurrentBag{T}"/>'s constructors and members. The unshared case costs one load for each look.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Concurrent.ConcurrentBag`1")]
public static class ConcurrentBagShims<T>
{
    /// <summary>See <see cref="ConcurrentBag{T}.ConcurrentBag()"/>.</summary>
    public static ConcurrentBag<T> Create() => Activation.IsActive ? new SharedConcurrentBag<T>() : [];

    /// <summary>See <see cref="ConcurrentBag{T}.ConcurrentBag(IEnumerable{T})"/>.</summary>
    public static ConcurrentBag<T> Create(IEnumerable<T> collection) => Activation.IsActive ? new SharedConcurrentBag<T>(collection) : new ConcurrentBag<T>(collection);

    /// <summary>See <see cref="ConcurrentBag{T}.Add"/>.</summary>
    public static void Add(ConcurrentBag<T> self, T item)
    {
        if (ConcurrentBagReplica<T>.IsShared(self, out ConcurrentBagReplica<T>? replica))
        {
            replica.Add(self, item);
            return;
        }
        self.Add(item);
        ConcurrentBagReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="ConcurrentBag{T}.TryTake"/>.</summary>
    public static bool TryTake(ConcurrentBag<T> self, [MaybeNullWhen(false)] out T result)
    {
        if (ConcurrentBagReplica<T>.IsShared(self, out ConcurrentBagReplica<T>? replica))
            return replica.TryTake(self, out result);
        bool taken = self.TryTake(out result);
        ConcurrentBagReplica<T>.LookAgain(self);
        return taken;
    }

    /// <summary>See <see cref="ConcurrentBag{T}.Clear"/>.</summary>
    public static void Clear(ConcurrentBag<T> self)
    {
        if (ConcurrentBagReplica<T>.IsShared(self, out ConcurrentBagReplica<T>? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        ConcurrentBagReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="ConcurrentBag{T}.TryPeek"/>.</summary>
    public static bool TryPeek(ConcurrentBag<T> self, [MaybeNullWhen(false)] out T result) => Current(self).TryPeek(out result);

    /// <summary>See <see cref="ConcurrentBag{T}.Count"/>.</summary>
    public static int get_Count(ConcurrentBag<T> self) => Current(self).Count;

    /// <summary>See <see cref="ConcurrentBag{T}.IsEmpty"/>.</summary>
    public static bool get_IsEmpty(ConcurrentBag<T> self) => Current(self).IsEmpty;

    /// <summary>See <see cref="ConcurrentBag{T}.ToArray"/>.</summary>
    public static T[] ToArray(ConcurrentBag<T> self) => Current(self).ToArray();

    /// <summary>See <see cref="ConcurrentBag{T}.CopyTo"/>.</summary>
    public static void CopyTo(ConcurrentBag<T> self, T[] array, int index)
    {
        int count = Current(self).Count;
        self.CopyTo(array, index);
        ArrayWrites.Written(array, index, count);
    }

    /// <summary>See <see cref="ConcurrentBag{T}.GetEnumerator"/>.</summary>
    public static IEnumerator<T> GetEnumerator(ConcurrentBag<T> self) => Current(self).GetEnumerator();

    // The bag, with what other nodes have done to it.
    private static ConcurrentBag<T> Current(ConcurrentBag<T> self)
    {
        ConcurrentBagReplica<T>.CatchUp(self);
        return self;
    }
}
