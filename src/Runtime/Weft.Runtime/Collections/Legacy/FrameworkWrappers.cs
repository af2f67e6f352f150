using System.Collections;
using System.Reflection;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>
/// What <see cref="ArrayList.Synchronized(ArrayList)"/>, <see cref="ArrayList.FixedSize(ArrayList)"/>, <see cref="ArrayList.GetRange"/> and the like give: private classes of the framework that work on a collection by its
/// virtual members. Where the collection does not tell of such calls itself, or the wrapper's lock has to be one of the cluster, a stand-in is put between the two.
/// </summary>
internal static class FrameworkWrappers
{
    private static readonly Dictionary<Type, FieldInfo> Inner = Find(
        (typeof(ArrayList), "SyncArrayList", "_list"), (typeof(ArrayList), "SyncIList", "_list"),
        (typeof(ArrayList), "FixedSizeArrayList", "_list"), (typeof(ArrayList), "FixedSizeList", "_list"),
        (typeof(ArrayList), "ReadOnlyArrayList", "_list"), (typeof(ArrayList), "ReadOnlyList", "_list"),
        (typeof(ArrayList), "IListWrapper", "_list"), (typeof(ArrayList), "Range", "_baseList"),
        (typeof(Queue), "SynchronizedQueue", "_q"), (typeof(Stack), "SyncStack", "_s"),
        (typeof(Hashtable), "SyncHashtable", "_table"), (typeof(SortedList), "SyncSortedList", "_list"));

    /// <summary>The wrappers that refer to a collection and, where they lock, to its root: they can be shared as what they are. A range has a size of its own, which changes.</summary>
    internal static IEnumerable<(Type Class, string Field, string? Root)> Shareable =>
        Inner.Where(entry => entry.Key.Name != "Range").Select(entry => (entry.Key, entry.Value.Name, entry.Key.GetField("_root", BindingFlags.Instance | BindingFlags.NonPublic)?.Name));

    internal static bool IsWrapper(Type type) => type.IsNestedPrivate && Inner.ContainsKey(type);

    /// <summary>What a wrapper works on, through however many others; null where the collection is no wrapper.</summary>
    internal static object? TargetOf(object? collection)
    {
        object? target = null;
        while (Activation.IsActive && collection is not null && IsWrapper(collection.GetType()))
            target = collection = Unwrapped(Inner[collection.GetType()].GetValue(collection), Locks(collection.GetType()));
        return target;
    }

    /// <summary>Has a wrapper work through the cluster, if what it wraps is shared. Whether it did not before.</summary>
    internal static bool Attend(object wrapper)
    {
        bool isNew = false;
        for (object? current = wrapper; current is not null && IsWrapper(current.GetType());)
        {
            FieldInfo field = Inner[current.GetType()];
            object? inner = field.GetValue(current);
            if (inner is not null && !IsWrapper(inner.GetType()) && inner is not IStandIn && Headers.Of(inner) is not null)
            {
                object attended = StandInFor(inner, Locks(current.GetType()));
                isNew |= !ReferenceEquals(inner, attended);
                field.SetValue(current, inner = attended);
            }
            (inner as ArrayListStandIn)?.TakeVersion();
            current = Unwrapped(inner, Locks(current.GetType()));
        }
        return isNew;
    }

    internal static bool Locks(Type wrapper) => wrapper.Name.StartsWith("Sync", StringComparison.Ordinal);

    /// <summary>What a wrapper holds on this node instead of what it wraps.</summary>
    internal static object StandInFor(object inner, bool locks) => inner switch
    {
        IStandIn => inner,
        _ when !locks && (inner is IHeaderOwner or IWoven || IsWrapper(inner.GetType())) => inner,
        ArrayList list => locks ? new SynchronizedArrayList(list) : new ArrayListStandIn(list),
        Queue queue => new SynchronizedQueue(queue),
        Stack stack => new SynchronizedStack(stack),
        Hashtable table => new SynchronizedHashtable(table),
        SortedList list => new SynchronizedSortedList(list),
        IList list => new ListStandIn(list, locks),
        _ => inner,
    };

    /// <summary>What a wrapper wraps, where a stand-in was put between the two.</summary>
    internal static object? Unwrapped(object? inner, bool locks) => inner is IStandIn standIn && standIn.Locks == locks ? standIn.Target : inner;

    private static Dictionary<Type, FieldInfo> Find(params ReadOnlySpan<(Type Outer, string Name, string Field)> wrappers)
    {
        Dictionary<Type, FieldInfo> found = [];
        foreach ((Type outer, string name, string field) in wrappers)
        {
            // Another version of the framework may have others: those cannot be shared, and work on what they wrap by its virtual members.
            if (outer.GetNestedType(name, BindingFlags.NonPublic) is { } wrapper && wrapper.GetField(field, BindingFlags.Instance | BindingFlags.NonPublic) is { } inner)
                found.Add(wrapper, inner);
        }
        return found;
    }
}
