#if NET
using System.Runtime;

namespace Weft.MSBuild;

/// <summary>
/// Lets a weave go on without garbage collections, as far as its memory is small beside the machine's: nearly all that it makes lives until its end, and each
/// collection would follow it all again, which is a quarter of the time of a weave.
/// </summary>
internal sealed class CollectionPause : IDisposable
{
    private const long Most = 512L << 20;
    private const long Least = 64L << 20;

    private readonly bool _began;

    private CollectionPause(bool began) => _began = began;

    /// <summary>Begins a pause, or none where there is little memory or another pause.</summary>
    internal static CollectionPause Begin()
    {
        long budget = Math.Min(Most, Budget());
        try
        {
            return new(budget >= Least && GCSettings.LatencyMode != GCLatencyMode.NoGCRegion && GC.TryStartNoGCRegion(budget, disallowFullBlockingGC: true));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentOutOfRangeException)
        {
            // A weave of another thread was faster, or the heap of this process has a limit of its own: collections go on.
            return new(false);
        }
    }

    public void Dispose()
    {
        // Whoever allocated more than was set aside has ended the pause already.
        if (!_began || GCSettings.LatencyMode != GCLatencyMode.NoGCRegion)
            return;
        try
        {
            GC.EndNoGCRegion();
        }
        catch (InvalidOperationException)
        {
            // It ended between the question and the answer, which is what was wanted.
            return;
        }
    }

    /// <summary>What each of as many weaves as there are processors could take, with half of what is free left for others.</summary>
    private static long Budget()
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo(GCKind.Any);
        return (memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes) / (2 * Environment.ProcessorCount);
    }
}
#else
namespace Weft.MSBuild;

/// <summary>Stands for the pause where the runtime has none, or sets aside too little for one.</summary>
internal sealed class CollectionPause : IDisposable
{
    internal static CollectionPause Begin() => new();

    public void Dispose()
    {
    }
}
#endif
