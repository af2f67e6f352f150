using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Runtime.Collections;
using Weft.Runtime.Collections.Legacy;
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
        if (Table(self) is { } table)
        {
            HashtableShims.set_Item(table, key, value);
        }
        else if (List(self) is { } list)
        {
            SortedListShims.set_Item(list, key, value);
        }
        else if (Replica(self) is { } replica)
        {
            replica.SetItem(self, key, value);
        }
        else
        {
            self[key] = value;
            LookAgain(self);
        }
    }

    /// <summary>See <see cref="IDictionary.Add"/>.</summary>
    public static void Add(IDictionary self, object key, object? value)
    {
        if (Table(self) is { } table)
        {
            HashtableShims.Add(table, key, value);
        }
        else if (List(self) is { } list)
        {
            SortedListShims.Add(list, key, value);
        }
        else if (Replica(self) is { } replica)
        {
            replica.Add(self, key, value);
        }
        else
        {
            self.Add(key, value);
            LookAgain(self);
        }
    }

    /// <summary>See <see cref="IDictionary.Remove"/>.</summary>
    public static void Remove(IDictionary self, object key)
    {
        if (Table(self) is { } table)
        {
            HashtableShims.Remove(table, key);
        }
        else if (List(self) is { } list)
        {
            SortedListShims.Remove(list, key);
        }
        else if (Replica(self) is { } replica)
        {
            replica.Remove(self, key);
        }
        else
        {
            self.Remove(key);
            LookAgain(self);
        }
    }

    /// <summary>See <see cref="IDictionary.Clear"/>.</summary>
    public static void Clear(IDictionary self)
    {
        if (Table(self) is { } table)
        {
            HashtableShims.Clear(table);
        }
        else if (List(self) is { } list)
        {
            SortedListShims.Clear(list);
        }
        else if (Replica(self) is { } replica)
        {
            replica.Clear(self);
        }
        else
        {
            self.Clear();
            LookAgain(self);
        }
    }

    // A class that derives from one of these may implement the interface anew; what it comes down to looks for itself, as the runtime's own classes do.
    private static Hashtable? Table(IDictionary self, [CallerMemberName] string member = "") => self is Hashtable table and not SharedHashtable && !Overrides.Implements(table, typeof(IDictionary), member) ? table : null;

    private static SortedList? List(IDictionary self, [CallerMemberName] string member = "") => self is SortedList list and not SharedSortedList && !Overrides.Implements(list, typeof(IDictionary), member) ? list : null;

    private static IUntypedMapReplica? Replica(IDictionary self) => self is Hashtable or SortedList ? null : Adopted.Find<IUntypedMapReplica>(self);

    private static void LookAgain(IDictionary self)
    {
        if (self is not (Hashtable or SortedList))
        {
            Adopted.LookAgain(self);
        }
    }
}
