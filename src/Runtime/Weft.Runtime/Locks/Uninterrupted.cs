namespace Weft.Runtime.Locks;

/// <summary>
/// Steps that must not end half-way because somebody interrupts the thread: what was granted would be lost, or what is to be given back kept. An interruption that comes meanwhile is delivered by
/// the thread's next wait.
/// </summary>
internal static class Uninterrupted
{
    /// <summary>Enters a monitor of the runtime's own, which is held for a few instructions.</summary>
    internal static void Enter(object gate) => Do(gate, Monitor.Enter);

    /// <summary>Takes a step that, where it is interrupted, has done nothing.</summary>
    internal static void Do<TState>(TState state, Action<TState> step)
    {
        bool interrupted = false;
        while (true)
        {
            try
            {
                step(state);
                break;
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        }
        if (interrupted)
            Thread.CurrentThread.Interrupt();
    }
}
