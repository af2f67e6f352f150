using System.Runtime.CompilerServices;

namespace Weft.Runtime.Objects;

/// <summary>
/// Exclusion for some instructions, at the price of one interlocked operation: never held over user code or a wait. Not reentrant. A thread that waits for it cannot be interrupted, so a
/// section under it is either not begun or done.
/// </summary>
internal struct Latch
{
    private int _taken;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enter()
    {
        if (Interlocked.CompareExchange(ref _taken, 1, 0) != 0)
            Wait();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Exit() => Volatile.Write(ref _taken, 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wait()
    {
        UninterruptedWait wait = default;
        do
            wait.Spin();
        while (Volatile.Read(ref _taken) != 0 || Interlocked.CompareExchange(ref _taken, 1, 0) != 0);
        wait.End();
    }
}
