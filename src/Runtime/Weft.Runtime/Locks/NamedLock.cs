using System.Collections.Concurrent;
using Weft.Protocol;

namespace Weft.Runtime.Locks;

/// <summary>A lock that the configuration names: its gate in this process and, in a clustered one, its lease.</summary>
internal sealed class NamedLock
{
    private static readonly ConcurrentDictionary<string, NamedLock> ByName = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<LockId, NamedLock> ById = new();

    private NamedLock(string name)
    {
        Gate = new ReaderWriterGate(name);
        // Static lock objects have names too: those of their fields.
        Lease = new SharedLease(LockId.OfName($"named {name}"), leased: false);
    }

    internal ReaderWriterGate Gate { get; }

    internal SharedLease Lease { get; }

    internal static NamedLock Of(string name) => ByName.TryGetValue(name, out NamedLock? known) ? known : ByName.GetOrAdd(name, static text =>
    {
        NamedLock made = new(text);
        return ById.GetOrAdd(made.Lease.Id, made);
    });

    /// <summary>The session is over.</summary>
    internal static void EndSession()
    {
        foreach (NamedLock named in ById.Values)
            named.Lease.EndSession();
    }

    internal static NamedLock? Find(LockId id) => ById.GetValueOrDefault(id);
}
