using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Weft.Protocol;

namespace Weft.Runtime.Locks;

/// <summary>Static lock objects and types that are cluster locks by name.</summary>
internal static class NamedLocks
{
    private static readonly ConditionalWeakTable<object, LeasedLock> ByObject = [];
    private static readonly ConcurrentDictionary<LockId, NamedObject> ByName = new();
    private static volatile bool _inUse;

    /// <summary>Whether any lock has a name; monotone.</summary>
    internal static bool InUse => _inUse;

    internal static LeasedLock? Find(object obj) => _inUse && ByObject.TryGetValue(obj, out LeasedLock? found) ? found : null;

    internal static void Add(object obj, string name)
    {
        LockId id = LockId.OfName(name);
        NamedObject named = ByName.GetOrAdd(id, static i => new NamedObject(new LeasedLock(i, leased: false)));
        // A static field has one value: the newest object is the one whose monitor a recall takes.
        named.Object = new WeakReference<object>(obj);
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
