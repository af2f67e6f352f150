using Weft.Hub.Tests.Support;
using Weft.Linearizability;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation.Forms;

/// <summary>
/// A barrier. To arrive takes two steps, since others see who waits: <c>arrive</c>, and <c>pass</c> (gives what <see cref="Phase"/> tells of the phase that has begun) or, if the action is to be run,
/// <c>turn</c> (gives the phase); one that was taken back is a <c>withdraw</c>. Whoever cannot arrive has a step of its own: <c>decline</c>, <c>none</c>, <c>late</c>. Further <c>end</c> of the action, <c>add</c>,
/// <c>remove</c> and what is read. A call that may wait or be told to run the action has a number.
/// </summary>
internal sealed class BarrierForm(Random random) : SimulatedForm(random)
{
    private const int AmountsBelow = 10;

    private readonly bool _hasAction = random.Next(2) == 0;
    private readonly int _participants = random.Next(1, 4);

    public override (SyncForm Form, byte[][] Values) Created => (SyncForm.Barrier, [.. Numbers(_participants, 0), _hasAction ? EntryBuilder.Text("action") : EntryBuilder.Null, EntryBuilder.Null]);

    public override string Initial => new BarrierState { Participants = _participants }.ToString();

    public override SimulatedCall Next(SimulatedThread thread)
    {
        long number = NewNumber();
        int amount = Random.Next(1, 3);
        if (thread.Turn != 0)
        {
            bool fails = OneIn(3);
            return new SimulatedCall("end", SyncOperation.EndPhase, Phase(thread.Turn, fails), fails ? 1 : 0, Value: fails ? EntryBuilder.Text("failed") : null);
        }
        return Random.Next(20) switch
        {
            0 => new SimulatedCall("add", SyncOperation.Add, amount, amount),
            < 3 => new SimulatedCall("remove", SyncOperation.Remove, (number * AmountsBelow) + amount, amount),
            3 => new SimulatedCall("participants", SyncOperation.Read, Amount: 0),
            4 => new SimulatedCall("missing", SyncOperation.Read, Amount: 1),
            5 => new SimulatedCall("phase", SyncOperation.Read, Amount: 2),
            _ => new SimulatedCall("arrive", SyncOperation.Arrive, number, Try: OneIn(6)),
        };
    }

    public override IReadOnlyList<Operation> Answered(SimulatedThread thread, Operation begun, SyncReply reply)
    {
        bool isTurn = reply.Outcome == SyncOutcome.YourTurn;
        thread.Turn = begun.Name switch { "arrive" when isTurn => begun.Input, "remove" when isTurn => begun.Input / AmountsBelow, "end" => 0, _ => thread.Turn };
        return begun.Name == "arrive" ? Arrived(begun, reply) : [begun with { Output = OutputOf(begun, reply) }];
    }

    public override void Undone(SimulatedThread thread, Operation operation)
    {
        thread.Turn = operation switch
        {
            { Name: "end" } => operation.Input / 2,
            { Name: "turn" } or { Name: "remove", Output: not null } => 0,
            _ => thread.Turn,
        };
    }

    public override IReadOnlyList<Operation> Cancelled(Operation begun) =>
        begun.Name != "arrive" ? [] : [begun with { Returned = long.MaxValue }, begun with { Name = "withdraw", Output = 0 }];

    public override IReadOnlyList<Operation> StillWaits(Operation begun) => [.. begun.Name == "arrive" ? [begun with { Output = 0 }] : (Operation[])[], .. base.StillWaits(begun)];

    // A node that died while it ran the action runs it no more.
    public override bool Fits(SyncMachine machine, IReadOnlyList<SimulatedThread> alive)
    {
        var runner = new WireWriter();
        machine.WriteHeld(runner);
        return runner.Written[0] != 0 == alive.Any(static thread => thread.Turn != 0);
    }

    // Who waits may have been seen, though that he need not any more died with his node.
    public override IReadOnlyList<Operation> MayRemainOf(IReadOnlyList<Operation> lost) =>
        [.. lost.Where(static each => each.Name == "arrive").SelectMany(static each => (Operation[])[May(each.Process, "arrive", each.Input, each.Called), May(each.Process, "withdraw", each.Input, each.Called)])];

    // Those who wait have gone, and the action has failed.
    public override IReadOnlyList<Operation> MayFollowFromDeathOf(IReadOnlyList<SimulatedThread> threads)
    {
        List<Operation> all = [];
        foreach (SimulatedThread thread in threads)
        {
            Operation? open = thread.Open is null ? null : thread.Begun;
            if (open?.Name == "arrive")
                all.Add(May(thread.Name, "withdraw", open.Input, thread.Since));
            // The one that it knew of, if what it did then died with its node, and the one of which it did not hear any more.
            foreach (long turn in (long[])[thread.Turn, open?.Name switch { "arrive" => open.Input, "remove" => open.Input / AmountsBelow, _ => 0 }])
            {
                if (turn != 0)
                    all.Add(May(thread.Name, "end", Phase(turn, flag: true), thread.Since));
            }
        }
        return all;
    }

    protected override long OutputOf(Operation begun, SyncReply reply) => (begun.Name, reply.Outcome) switch
    {
        ("remove", SyncOutcome.Overflow) => -1,
        ("remove", SyncOutcome.NotNow) => -2,
        ("remove", _) => Phase(reply.Number, reply.Outcome == SyncOutcome.YourTurn),
        _ => reply.Number,
    };

    protected override bool Do(ref string state, Operation operation, ref long? output)
    {
        var barrier = BarrierState.Parse(state);
        (output, bool can) = Do(barrier, operation);
        state = barrier.ToString();
        return can;
    }

    protected override bool HasToWait(string state, Operation operation) => operation.Name == "arrive" && BarrierState.Parse(state).Waiting.Contains(operation.Input);

    private static IReadOnlyList<Operation> Arrived(Operation begun, SyncReply reply)
    {
        Operation arrived = begun with { Output = 0 };
        return reply.Outcome switch
        {
            SyncOutcome.Overflow => [arrived with { Name = "late" }],
            SyncOutcome.NotNow => [arrived with { Name = reply.Number < 0 ? "none" : "decline" }],
            SyncOutcome.YourTurn => [arrived, begun with { Name = "turn", Output = reply.Number }],
            _ => [arrived, begun with { Name = "pass", Output = Phase(reply.Number, reply.Outcome == SyncOutcome.Failed) }],
        };
    }

    private (long? Output, bool Can) Do(BarrierState barrier, Operation operation)
    {
        long number = operation.Input;
        bool runs = barrier.Runner != 0;
        return operation.Name switch
        {
            "arrive" => (0, Arrive(barrier, number)),
            "pass" => barrier.Released.Remove(number, out long phase) ? (phase, true) : (null, false),
            "turn" => (barrier.Phase, barrier.Runner == number),
            "withdraw" => (0, Withdraw(barrier, number)),
            "decline" => (0, !runs && barrier.Participants > 0 && barrier.Missing > 1),
            "none" => (0, barrier.Participants == 0),
            "late" => (0, runs && barrier.Participants > 0),
            "end" when barrier.Runner == number / 2 => (barrier.Finish(failed: number % 2 != 0), true),
            "end" => (null, false),
            "add" => (barrier.Add(number), true),
            "remove" => (Remove(barrier, number / AmountsBelow, number % AmountsBelow), true),
            "participants" => (barrier.Participants, true),
            "missing" => (runs ? 0 : barrier.Missing, true),
            "phase" => (barrier.Phase, true),
            _ => throw Unknown(operation),
        };
    }

    private bool Arrive(BarrierState barrier, long number)
    {
        if (barrier.Runner != 0 || barrier.Participants == 0 || barrier.Withdrawn.Contains(number))
            return false;
        if (barrier.Missing > 1)
        {
            barrier.Waiting.Add(number);
            return true;
        }
        if (_hasAction)
        {
            barrier.Runner = number;
            return true;
        }
        barrier.Waiting.Add(number);
        barrier.Finish(failed: false);
        return true;
    }

    // One that never came to the barrier does not come any more.
    private static bool Withdraw(BarrierState barrier, long number)
    {
        if (!barrier.Waiting.Remove(number))
            barrier.Withdrawn.Add(number);
        return !barrier.Released.ContainsKey(number) && barrier.Runner != number;
    }

    private long Remove(BarrierState barrier, long number, long amount)
    {
        if (amount > barrier.Participants)
            return -1;
        if (barrier.Runner == 0 && amount > barrier.Missing)
            return -2;
        barrier.Participants -= amount;
        bool completes = barrier.Runner == 0 && barrier.Participants > 0 && barrier.Missing == 0;
        if (completes && _hasAction)
            barrier.Runner = number;
        else if (completes)
            barrier.Finish(failed: false);
        return Phase(barrier.Phase, completes && _hasAction);
    }

    /// <summary>A number and a flag in one number.</summary>
    internal static long Phase(long phase, bool flag) => (2 * phase) + (flag ? 1 : 0);
}
