namespace Weft.Runtime.Objects;

/// <summary>
/// Tells whether the reader thread is in the middle of a frame, so that a copy of a shared collection never shows one half of a transaction.
/// </summary>
internal sealed class FrameSequence
{
    private const int Attempts = 100;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private int _sequence;

    /// <summary>Called by the reader thread.</summary>
    internal void Begin() => Interlocked.Increment(ref _sequence);

    /// <summary>Called by the reader thread.</summary>
    internal void End() => Interlocked.Increment(ref _sequence);

    /// <summary>Waits, for a limited time, until the frame has been applied that the reader thread is in the middle of.</summary>
    internal void WaitForEnd() => WaitForEnd(Volatile.Read(ref _sequence));

    /// <summary>Takes a copy as it is between two frames. Where frame after frame changes the collection, and where one takes long, as it is.</summary>
    /// <param name="argument">What to copy.</param>
    /// <param name="take">Makes a copy, and tells its version.</param>
    /// <param name="version">The version of what is there.</param>
    internal (T Copy, long Version) Between<TArgument, T>(TArgument argument, Func<TArgument, (T Copy, long Version)> take, Func<TArgument, long> version)
    {
        for (int attempt = 1; ; attempt++)
        {
            int before = Volatile.Read(ref _sequence);
            (T Copy, long Version) taken = take(argument);
            int after = Volatile.Read(ref _sequence);
            if ((before == after && (before & 1) == 0) || attempt == Attempts || !WaitForEnd(after) || version(argument) == taken.Version)
                return taken;
        }
    }

    private bool WaitForEnd(int sequence) => (sequence & 1) == 0 || SpinWait.SpinUntil(() => Volatile.Read(ref _sequence) != sequence, Limit);
}
