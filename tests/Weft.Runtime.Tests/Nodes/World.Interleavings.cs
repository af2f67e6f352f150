using System.Runtime.CompilerServices;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Interleavings that a simpler design gets wrong.</content>
internal static partial class World
{
    /// <summary>Makes a chain of items and shares it.</summary>
    internal static void ShareChain(int length)
    {
        Item? first = null;
        for (int i = length; i > 0; i--)
            first = new Item { Name = $"link {i}", Count = i, Next = first };
        Root!.Next = first;
    }

    internal static bool HasChain() => Root?.Next is { } first && first.Name == "link 1";

    /// <summary>Several threads walk at once over objects that nobody has read here yet.</summary>
    /// <returns>How many fields they read as null or default.</returns>
    internal static int WalkHollowChain(int threads)
    {
        int wrong = 0, seen = 0;
        Run(threads, 1, _ =>
        {
            int number = 0;
            for (Item? item = Root!.Next; item is not null; item = item.Next)
            {
                number++;
                if (item.Name != $"link {number}" || item.Count != number)
                    Interlocked.Increment(ref wrong);
            }
            Interlocked.Add(ref seen, number);
        });
        return wrong + (seen % threads) + (seen == 0 ? 1 : 0);
    }

    /// <summary>
    /// A thread shares an object in a section that it does not end, so that its changes are held back; another one refers to that object under another lock, and publishes first.
    /// </summary>
    internal static void ReferToHeldBackObject(Action published)
    {
        Item holder = Root!;
        using ManualResetEventSlim shared = new();
        using ManualResetEventSlim end = new();
        Item fresh = new() { Name = "fresh", Count = 7 };
        Thread first = new(() =>
        {
            MonitorShims.Enter(holder.Gate);
            holder.Next = fresh;
            holder.Count = 99;
            shared.Set();
            end.Wait();
            MonitorShims.Exit(holder.Gate);
        });
        first.Start();
        shared.Wait();
        MonitorShims.Enter(holder);
        holder.Anything = fresh;
        MonitorShims.Exit(holder);
        published();
        end.Set();
        first.Join();
    }

    /// <summary>What another node sees meanwhile.</summary>
    internal static string SeeReferredObject() => Root!.Anything is Item item ? $"{item.Name} {item.Count} {Root.Count}" : "none";

    internal static void ShareFilledList() => Root!.Anything = new List<int>([1, 2, 3]);

    /// <summary>The list, as code that is not woven sees it right after a woven read of the field.</summary>
    internal static string ReadListUnseen() => Root?.Anything is List<int> list ? UnseenText(list) : "none";

    internal static bool HasTally() => Root?.Anything is Tally;

    /// <summary>A thread that holds the object's monitor waits for a change which another node makes atomically.</summary>
    internal static bool SpinInMonitor(Action inside)
    {
        Tally tally = Shared;
        int before = tally.Count;
        MonitorShims.Enter(tally);
        try
        {
            inside();
            return SpinWait.SpinUntil(() => tally.Count != before, TimeSpan.FromSeconds(60));
        }
        finally
        {
            MonitorShims.Exit(tally);
        }
    }

    /// <summary>A thread leaves a lock while the queue cannot take what it has changed: whether another thread of the node comes in, and what it sees once it does.</summary>
    internal static string LeaveWhileQueueIsHeld()
    {
        Item root = Root!;
        ref Latch gate = ref GateOf(Activation.Node.Outbound);
        using ManualResetEventSlim inside = new(), leave = new();
        Thread first = new(() =>
        {
            MonitorShims.Enter(root);
            root.Count = 7;
            inside.Set();
            leave.Wait();
            MonitorShims.Exit(root);
        });
        first.Start();
        inside.Wait();
        bool enters;
        gate.Enter();
        try
        {
            leave.Set();
            Assert.That(() => HasPending(Headers.Of(root)!) && (first.ThreadState & ThreadState.WaitSleepJoin) == 0, Is.True.After(60_000, 1));
            enters = Monitor.TryEnter(root, TimeSpan.FromMilliseconds(50));
        }
        finally
        {
            gate.Exit();
        }
        first.Join();
        return $"{enters} {root.Count}";
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string UnseenText(List<int> list) => string.Join(",", list);
}
