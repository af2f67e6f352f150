using Weft.Linearizability;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation.Forms;

/// <summary>A semaphore: <c>enter</c>, <c>try</c> (1 or 0), <c>leave</c> of some permits (gives how many there were before, or -1 and less where there would be too many), <c>count</c>, and permits of the dead that come <c>back</c>.</summary>
/// <param name="random">Decides everything.</param>
/// <param name="permits">How many there are at first.</param>
/// <param name="most">How many there may be.</param>
internal abstract class PermitForm(Random random, int permits, int most) : SimulatedForm(random)
{
    public sealed override (SyncForm Form, byte[][] Values) Created => (SyncForm.Semaphore, Numbers(permits, permits, most));

    public sealed override string Initial => Text(permits);

    protected int Permits => permits;

    public override void Undone(SimulatedThread thread, Operation operation) =>
        thread.Held += operation switch { { Name: "leave", Output: null or >= 0 } => (int)operation.Input, { Name: "enter" or "try", Output: 1 } => -1, _ => 0 };

    public sealed override IReadOnlyList<Operation> MayFollowFromDeathOf(IReadOnlyList<SimulatedThread> threads) =>
        [.. Enumerable.Repeat(May(threads[0].Name, "back", 0, threads.Min(static thread => thread.Since)), Math.Min(permits, Taken(threads)))];

    /// <summary>How many permits the hub may have noted as taken by these threads of one node.</summary>
    protected abstract int Taken(IReadOnlyList<SimulatedThread> threads);

    protected SimulatedCall Enter() => OneIn(4) ? new("try", SyncOperation.Wait, Try: true) : new("enter", SyncOperation.Wait);

    protected static SimulatedCall Leave(SimulatedThread thread, int amount)
    {
        thread.Held -= amount;
        return new SimulatedCall("leave", SyncOperation.Release, amount, amount);
    }

    protected override long OutputOf(Operation begun, SyncReply reply) => begun.Name switch
    {
        "enter" or "try" => reply.Outcome == SyncOutcome.Done ? 1 : 0,
        _ => reply.Outcome == SyncOutcome.Done ? reply.Number : -1 - reply.Number,
    };

    public override IReadOnlyList<Operation> Answered(SimulatedThread thread, Operation begun, SyncReply reply)
    {
        IReadOnlyList<Operation> done = base.Answered(thread, begun, reply);
        thread.Held += begun.Name switch { "leave" when done[0].Output < 0 => (int)begun.Input, "enter" or "try" when done[0].Output == 1 => 1, _ => 0 };
        return done;
    }

    protected sealed override bool Do(ref string state, Operation operation, ref long? output)
    {
        long count = Parse(state);
        switch (operation.Name)
        {
            case "enter" or "try":
                output = count > 0 ? 1 : 0;
                state = Text(Math.Max(0, count - 1));
                return count > 0 || operation.Name == "try";
            case "leave":
                bool fits = count + operation.Input <= most;
                (output, state) = (fits ? count : -1 - count, Text(fits ? count + operation.Input : count));
                return true;
            case "count":
                output = count;
                return true;
            case "back":
                state = Text(count + 1);
                return count < permits;
            default:
                throw Unknown(operation);
        }
    }
}

/// <summary>A semaphore whose permits are given by those who took them: a lock, where there is one.</summary>
internal sealed class LockForm(Random random) : PermitForm(random, random.Next(1, 3), int.MaxValue)
{
    public override SimulatedCall Next(SimulatedThread thread) => thread.Held > 0 && !OneIn(3) ? Leave(thread, 1) : Enter();

    public override bool Fits(SyncMachine machine, IReadOnlyList<SimulatedThread> alive) => machine.Taken.Values.Sum() == alive.Sum(static thread => thread.Held);

    // Those that it held, and those that it was about to get.
    protected override int Taken(IReadOnlyList<SimulatedThread> threads) => threads.Any(static thread => thread.IsInDoubt) ? Permits : threads.Sum(static thread => thread.Held + (thread.Open is null ? 0 : 1));
}

/// <summary>A semaphore with a maximum, whose permits anybody gives, some at a time.</summary>
internal sealed class SemaphoreForm(Random random) : PermitForm(random, random.Next(4), random.Next(3, 6))
{
    public override SimulatedCall Next(SimulatedThread thread) => Random.Next(10) switch
    {
        < 4 => Leave(thread, Random.Next(1, 4)),
        9 => new SimulatedCall("count", SyncOperation.Read, Amount: 0),
        _ => Enter(),
    };

    // Whoever gave them, the hub may have noted those of others as given.
    protected override int Taken(IReadOnlyList<SimulatedThread> threads) => Permits;
}
