using System.Collections.Concurrent;
using System.Diagnostics;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Transactions;

/// <summary>
/// Where shared objects were written outside any clustered lock, with counts. To find the place costs far more than the write, so of a place that is well known only each
/// <see cref="Stride"/>th write is looked at, and stands for the others; the sum is exact for each field and collection.
/// </summary>
internal sealed class UnlockedWrites
{
    private const int AlwaysSeen = 64;
    private const int Stride = 64;
    private const int MaxSites = 4096;

    private readonly ConcurrentDictionary<(TypeDescriptor? Type, string What), Target> _targets = new();
    private long _sites;

    internal long Count => _targets.Values.Sum(static each => Volatile.Read(ref each.Count));

    /// <summary>The current thread writes.</summary>
    /// <param name="type">What is written; null where the other tells it all.</param>
    /// <param name="what">The field or member.</param>
    internal void Note(TypeDescriptor? type, string what)
    {
        Target target = _targets.GetOrAdd((type, what), static _ => new Target());
        long count = Interlocked.Increment(ref target.Count);
        if (count > AlwaysSeen && count % Stride != 0 && Volatile.Read(ref target.LastNew) + AlwaysSeen < count)
            return;
        string site = Here();
        if (target.Sites.TryGetValue(site, out StrongCount? known))
        {
            Interlocked.Increment(ref known.Seen);
            return;
        }
        if (Interlocked.Increment(ref _sites) > MaxSites)
            return;
        target.Sites.GetOrAdd(site, static _ => new StrongCount()).Seen++;
        Volatile.Write(ref target.LastNew, count);
    }

    /// <summary>All sites so far; what was not looked at is divided among the sites of its target as what was.</summary>
    internal IReadOnlyList<UnlockedSite> Sites()
    {
        List<UnlockedSite> sites = [];
        foreach (((TypeDescriptor? type, string what), Target target) in _targets)
        {
            long count = Volatile.Read(ref target.Count);
            long seen = Math.Max(1, target.Sites.Values.Sum(static each => Volatile.Read(ref each.Seen)));
            foreach ((string site, StrongCount each) in target.Sites)
                sites.Add(new(type is null ? what : $"{type.WireName}: {what}", site, (ulong)Math.Max(1, Math.Round((double)count * Volatile.Read(ref each.Seen) / seen))));
        }
        return sites;
    }

    /// <summary>The nearest method of the program, which is where the write stands.</summary>
    internal static string Here()
    {
        StackTrace trace = new(fNeedFileInfo: true);
        for (int i = 0; i < trace.FrameCount; i++)
        {
            if (trace.GetFrame(i) is not { } frame || frame.GetMethod() is not { } method || method.DeclaringType is not { } type)
                continue;
            if (type.Assembly == typeof(UnlockedWrites).Assembly || method.Name.StartsWith("$weft_", StringComparison.Ordinal))
                continue;
            string place = frame.GetFileName() is { } file ? $" in {System.IO.Path.GetFileName(file)}:{frame.GetFileLineNumber()}" : "";
            return $"{type.FullName}.{method.Name}{place}";
        }
        return "unknown";
    }

    private sealed class Target
    {
        internal long Count;
        internal long LastNew;

        internal ConcurrentDictionary<string, StrongCount> Sites { get; } = new(StringComparer.Ordinal);
    }

    private sealed class StrongCount
    {
        internal long Seen;
    }
}
