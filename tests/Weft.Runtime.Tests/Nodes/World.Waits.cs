using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Waiting for pulses.</content>
internal static partial class World
{
    private static readonly Item Alone = new() { Name = "alone" };
    private static int s_waitersInside;

    /// <summary>Takes turns with other nodes: waits until the count has this remainder, counts, and wakes all.</summary>
    internal static void TakeTurns(int remainder, int nodes, int turns)
    {
        Item root = Root!;
        for (int i = 0; i < turns; i++)
        {
            MonitorShims.Enter(root.Gate);
            while (root.Count % nodes != remainder)
                MonitorShims.Wait(root.Gate);
            root.Count++;
            MonitorShims.PulseAll(root.Gate);
            MonitorShims.Exit(root.Gate);
        }
    }

    /// <summary>Waits once, for as long as it takes, and then notes its name in the root.</summary>
    internal static string WaitAndSign(string name, int milliseconds)
    {
        Item root = Root!;
        MonitorShims.Enter(root.Gate);
        MonitorShims.Enter(root.Gate);
        Interlocked.Increment(ref s_waitersInside);
        try
        {
            bool pulsed = MonitorShims.Wait(root.Gate, milliseconds);
            bool held = Monitor.IsEntered(root.Gate);
            root.Name += " " + name;
            return $"{pulsed} {held}";
        }
        catch (ThreadInterruptedException)
        {
            return $"interrupted {Monitor.IsEntered(root.Gate)}";
        }
        finally
        {
            MonitorShims.Exit(root.Gate);
            MonitorShims.Exit(root.Gate);
        }
    }

    /// <summary>How many threads have come into the lock to wait: who gets it after one of them knows that it waits.</summary>
    internal static int WaitersInside() => Volatile.Read(ref s_waitersInside);

    internal static void Pulse(bool all)
    {
        object gate = Root!.Gate;
        MonitorShims.Enter(gate);
        if (all)
            MonitorShims.PulseAll(gate);
        else
            MonitorShims.Pulse(gate);
        MonitorShims.Exit(gate);
    }

    internal static string LockedName()
    {
        MonitorShims.Enter(Root!.Gate);
        try
        {
            return Root.Name!;
        }
        finally
        {
            MonitorShims.Exit(Root.Gate);
        }
    }

    internal static bool WaitUnshared(Action waiting)
    {
        MonitorShims.Enter(Alone);
        try
        {
            waiting();
            return MonitorShims.Wait(Alone, 60_000) && Alone.Count == 17;
        }
        finally
        {
            MonitorShims.Exit(Alone);
        }
    }

    /// <summary>Enters the lock before it is shared, so that who waits for it waits by then.</summary>
    internal static void ShareAlone()
    {
        MonitorShims.Enter(Alone);
        Root!.Next = Alone;
        MonitorShims.Exit(Alone);
    }

    internal static void PulseNext()
    {
        Item next = Root!.Next!;
        MonitorShims.Enter(next);
        next.Count = 17;
        MonitorShims.Pulse(next);
        MonitorShims.Exit(next);
    }

    internal static string WaitWrongly()
    {
        List<string> seen = [];
        foreach (Action wrong in (Action[])[
            () => MonitorShims.Wait(Root!.Gate), () => MonitorShims.Pulse(Root!.Gate), () => MonitorShims.PulseAll(Root!.Gate), () => MonitorShims.Wait(Root!.Gate, -2),
            () => MonitorShims.Wait(null!), () => MonitorShims.Pulse(null!)])
        {
            try
            {
                wrong();
            }
            catch (Exception e) when (e is SynchronizationLockException or ArgumentException)
            {
                seen.Add(e.GetType().Name);
            }
        }
        return string.Join(" ", seen);
    }
}
