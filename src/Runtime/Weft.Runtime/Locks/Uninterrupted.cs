namespace Weft.Runtime.Locks;

/// <summary>
/// Steps that must not end half-way because somebody interrupts the thread: what was granted would be lost, or what is to be given back kept. An interruption that comes meanwhile is delivered by
/// the thread's next wait.
/// </summary>
internal static class Uninterrupted
{
    /// <summary>Enters a monitor of the runtime's own, which is held for a few instructions.</summary>
    internal static void Enter(object gate) => Do(gate, Monitor.Enter);

    /// <summary>Enters a lock of the runtime's own, until the scope is disposed.</summary>
    internal static Lock.Scope Enter(Lock gate)
    {
        bool interrupted = false;
        while (true)
        {
            try
            {
                Lock.Scope scope = gate.EnterScope();
                if (interrupted)
                    Thread.CurrentThread.Interrupt();
                return scope;
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        }
    }

    /// <summary>Takes a step that, where it is interrupted, has done nothing.</summary>
    internal static void Do<TState>(TState state, Action<TState> step) => Get((state, step), static both =>
    {
        both.step(both.state);
        return true;
    });

    /// <summary>Takes a step that gives something and, where it is interrupted, has done nothing.</summary>
    internal static TResult Get<TState, TResult>(TState state, Func<TState, TResult> step)
    {
        bool interrupted = false;
        while (true)
        {
            try
            {
                TResult result = step(state);
                if (interrupted)
                    Thread.CurrentThread.Interrupt();
                return result;
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        }
    }
}
