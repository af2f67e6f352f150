namespace Weft.Runtime.Locks;

/// <summary>What excludes the threads of one node at a lock object: a <see cref="Lock"/> by itself, any other object by its monitor.</summary>
internal static class LocalGate
{
    internal static void Enter(object obj)
    {
        if (obj is Lock gate)
            gate.Enter();
        else
            Monitor.Enter(obj);
    }

    internal static bool TryEnter(object obj, int milliseconds = 0) => obj is Lock gate ? gate.TryEnter(milliseconds) : Monitor.TryEnter(obj, milliseconds);

    internal static void Exit(object obj)
    {
        if (obj is Lock gate)
            gate.Exit();
        else
            Monitor.Exit(obj);
    }

    internal static bool IsEntered(object obj) => obj is Lock gate ? gate.IsHeldByCurrentThread : Monitor.IsEntered(obj);
}
