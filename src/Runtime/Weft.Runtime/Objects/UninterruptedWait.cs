namespace Weft.Runtime.Objects;

/// <summary>
/// Short waits for other threads of the runtime, in the middle of what must not end half-way. Every way to sleep, one of no length too, can be interrupted; an interruption that comes meanwhile
/// is delivered by the thread's next wait.
/// </summary>
internal struct UninterruptedWait
{
    private SpinWait _spin;
    private bool _interrupted;

    /// <summary>Lets other threads run for a moment.</summary>
    internal void Spin()
    {
        try
        {
            _spin.SpinOnce(sleep1Threshold: -1);
        }
        catch (ThreadInterruptedException)
        {
            _interrupted = true;
        }
    }

    /// <summary>Sleeps, or wakes early.</summary>
    internal void Sleep(int milliseconds)
    {
        try
        {
            Thread.Sleep(milliseconds);
        }
        catch (ThreadInterruptedException)
        {
            _interrupted = true;
        }
    }

    /// <summary>The wait is over.</summary>
    internal readonly void End()
    {
        if (_interrupted)
            Thread.CurrentThread.Interrupt();
    }
}
