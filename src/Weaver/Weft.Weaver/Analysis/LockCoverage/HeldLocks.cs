using System.Collections.Immutable;

namespace Weft.Weaver.Analysis.LockCoverage;

/// <summary>The locks that are certainly held at one place, with how often each was taken.</summary>
internal sealed class HeldLocks
{
    private readonly ImmutableDictionary<LockName, int> _counts;

    private HeldLocks(ImmutableDictionary<LockName, int> counts) => _counts = counts;

    internal static HeldLocks None { get; } = new(ImmutableDictionary<LockName, int>.Empty);

    internal IEnumerable<LockName> Names => _counts.Keys;

    internal bool IsEmpty => _counts.IsEmpty;

    internal static HeldLocks Of(IEnumerable<LockName> names) => new(names.Distinct().ToImmutableDictionary(name => name, _ => 1));

    internal HeldLocks With(LockName name) => new(_counts.SetItem(name, (_counts.TryGetValue(name, out int count) ? count : 0) + 1));

    /// <summary>Without one level of a lock. One that cannot be named may be any of them.</summary>
    internal HeldLocks Without(LockName? name)
    {
        if (name is null)
            return None;
        if (!_counts.TryGetValue(name, out int count))
            return this;
        return new(count == 1 ? _counts.Remove(name) : _counts.SetItem(name, count - 1));
    }

    /// <summary>Without any level of a lock.</summary>
    internal HeldLocks WithoutAll(LockName? name) => name is null ? None : _counts.ContainsKey(name) ? new(_counts.Remove(name)) : this;

    /// <summary>What is held on both ways that lead to a place.</summary>
    internal HeldLocks Meet(HeldLocks other)
    {
        if (ReferenceEquals(this, other))
            return this;
        ImmutableDictionary<LockName, int> result = _counts;
        foreach (KeyValuePair<LockName, int> entry in _counts)
        {
            int common = Math.Min(entry.Value, other._counts.TryGetValue(entry.Key, out int count) ? count : 0);
            if (common != entry.Value)
                result = common == 0 ? result.Remove(entry.Key) : result.SetItem(entry.Key, common);
        }
        return ReferenceEquals(result, _counts) ? this : new(result);
    }
}
