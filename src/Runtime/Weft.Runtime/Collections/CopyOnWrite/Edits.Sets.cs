using Weft.Runtime.Collections.CopyOnWrite;

namespace Weft.Runtime.Collections;

/// <content>Changes of several items at once, and copies with their version, for contents that are replaced at each write.</content>
internal abstract partial class SetReplica<TSet, T, TContent>
{
    /// <summary>A copy of the items, and the version that it is of.</summary>
    internal (T[] Items, long Version) Take(TSet set) => Read(set, (this, set), static a => (TContent.Copy(a.set), (long)a.Item1.Version));

    /// <summary>Removes and adds items, which are shared already. Publishes nothing.</summary>
    /// <returns>The version of the items then, if the given one was theirs before.</returns>
    internal long Edit(TSet set, T[] removed, T[] added, long version) => Read(set, (this, set, removed, added, version), static a =>
    {
        bool isOf = a.version == a.Item1.Version;
        foreach (T item in a.removed)
            a.Item1.RemoveLatched(a.set, item);
        foreach (T item in a.added)
            a.Item1.AddLatched(a.set, item);
        return isOf ? a.Item1.Version : ContentForm<TSet>.Outdated;
    });
}
