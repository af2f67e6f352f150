namespace Weft.Runtime.Synchronizers;

/// <summary>
/// Which shared semaphores the current asynchronous flow holds, for <c>unlocked-writes: error</c>; not noted otherwise. A permit is noted before the wait for it begins, so that it is
/// there in the flow that waits, and counts once it is granted.
/// </summary>
internal static class HeldPermits
{
    private static readonly AsyncLocal<Permit?> Innermost = new();

    /// <summary>Whether the flow holds any.</summary>
    internal static bool Any
    {
        get
        {
            for (Permit? permit = Innermost.Value; permit is not null; permit = permit.Outer)
            {
                if (permit.Granted)
                    return true;
            }
            return false;
        }
    }

    /// <summary>The flow is about to wait; null where nobody asks.</summary>
    internal static Permit? Begin(object semaphore)
    {
        if (Activation.Joined is not { Options.UnlockedWritesAreErrors: true })
            return null;
        Permit? outer = Innermost.Value;
        while (outer is { Granted: false, Pending: false })
            outer = outer.Outer;
        return Innermost.Value = new Permit(semaphore, outer);
    }

    /// <summary>The flow has given a permit.</summary>
    internal static void End(object semaphore)
    {
        if (Activation.Joined is not { Options.UnlockedWritesAreErrors: true })
            return;
        for (Permit? permit = Innermost.Value; permit is not null; permit = permit.Outer)
        {
            if (!permit.Granted || permit.Semaphore != semaphore)
                continue;
            permit.Granted = false;
            return;
        }
    }

    internal sealed class Permit(object semaphore, Permit? outer)
    {
        internal object Semaphore { get; } = semaphore;

        internal Permit? Outer { get; } = outer;

        internal volatile bool Granted;

        internal volatile bool Pending = true;

        internal void Answer(bool granted) => (Granted, Pending) = (granted, false);
    }
}
