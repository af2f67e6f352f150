using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Collections;
using Weft.Runtime.Collections.Pools;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of <see cref="IProducerConsumerCollection{T}"/> that change a collection which other code has made.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Concurrent.IProducerConsumerCollection`1", Untouched = "*")]
public static class ProducerConsumerShims<T>
{
    /// <summary>See <see cref="IProducerConsumerCollection{T}.TryAdd"/>.</summary>
    public static bool TryAdd(IProducerConsumerCollection<T> self, T item)
    {
        switch (self)
        {
            case ConcurrentQueue<T> queue and not SharedConcurrentQueue<T>:
                ConcurrentQueueShims<T>.Enqueue(queue, item);
                return true;
            case ConcurrentStack<T> stack and not SharedConcurrentStack<T>:
                ConcurrentStackShims<T>.Push(stack, item);
                return true;
            case ConcurrentBag<T> bag and not SharedConcurrentBag<T>:
                ConcurrentBagShims<T>.Add(bag, item);
                return true;
            default:
                return self.TryAdd(item);
        }
    }

    /// <summary>See <see cref="IProducerConsumerCollection{T}.TryTake"/>.</summary>
    public static bool TryTake(IProducerConsumerCollection<T> self, [MaybeNullWhen(false)] out T item) => self switch
    {
        ConcurrentQueue<T> queue and not SharedConcurrentQueue<T> => ConcurrentQueueShims<T>.TryDequeue(queue, out item),
        ConcurrentStack<T> stack and not SharedConcurrentStack<T> => ConcurrentStackShims<T>.TryPop(stack, out item),
        ConcurrentBag<T> bag and not SharedConcurrentBag<T> => ConcurrentBagShims<T>.TryTake(bag, out item),
        _ => self.TryTake(out item),
    };
}

/// <summary>Replaces the members of <see cref="IDictionary"/> that change a dictionary which other code has made.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.IDictionary", Untouched = "*")]
public static class UntypedDictionaryShims
{
    /// <summary>See <see cref="IDictionary.this"/>.</summary>
    public static void set_Item(IDictionary self, object key, object? value)
    {
        if (Adopted.Find<IUntypedMapReplica>(self) is { } replica)
        {
            replica.SetItem(self, key, value);
            return;
        }
        self[key] = value;
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="IDictionary.Add"/>.</summary>
    public static void Add(IDictionary self, object key, object? value)
    {
        if (Adopted.Find<IUntypedMapReplica>(self) is { } replica)
        {
            replica.Add(self, key, value);
            return;
        }
        self.Add(key, value);
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="IDictionary.Remove"/>.</summary>
    public static void Remove(IDictionary self, object key)
    {
        if (Adopted.Find<IUntypedMapReplica>(self) is { } replica)
        {
            replica.Remove(self, key);
            return;
        }
        self.Remove(key);
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="IDictionary.Clear"/>.</summary>
    public static void Clear(IDictionary self)
    {
        if (Adopted.Find<IUntypedMapReplica>(self) is { } replica)
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        Adopted.LookAgain(self);
    }
}
