using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Barriers;

namespace Weft.Runtime.Locks;

/// <summary>Static lock objects and types that are cluster locks by name.</summary>
internal static class NamedLocks
{
    private static readonly ConditionalWeakTable<object, LeasedLock> ByObject = [];
    private static readonly ConcurrentDictionary<LockId, NamedObject> ByName = new();
    private static volatile bool _inUse;

    internal static LeasedLock? Find(object obj) => _inUse && ObjectMark.IsSet(obj) && ByObject.TryGetValue(obj, out LeasedLock? found) ? found : null;

    internal static void Add(object obj, string name)
    {
        LockId id = LockId.OfName(name);
        NamedObject named = ByName.GetOrAdd(id, static i => new NamedObject(new LeasedLock(i, leased: false)));
        // A static field has one value: the newest object is the one whose monitor a recall takes.
        named.Object = new WeakReference<object>(obj);
        // Before the table: whoever finds the mark asks there.
        ObjectMark.Set(obj);
        ByObject.AddOrUpdate(obj, named.Lease);
        _inUse = true;
    }

    /// <summary>The session is over.</summary>
    internal static void EndSession()
    {
        foreach (NamedObject named in ByName.Values)
            named.Lease.EndSession();
    }

    internal static LeasedLock? Find(LockId id) => ByName.GetValueOrDefault(id)?.Lease;

    /// <summary>The object whose monitor stands for a named lock on this node.</summary>
    internal static object? ObjectOf(LockId id) =>
        ByName.TryGetValue(id, out NamedObject? named) && named.Object is { } weak && weak.TryGetTarget(out object? obj) ? obj : null;

    private sealed class NamedObject(LeasedLock lease)
    {
        internal LeasedLock Lease { get; } = lease;

        internal volatile WeakReference<object>? Object;
    }
}
