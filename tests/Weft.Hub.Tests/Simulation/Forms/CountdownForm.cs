using Weft.Linearizability;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation.Forms;

/// <summary>
/// A countdown: <c>signal</c> some times (gives what is left; -1 where that is less), <c>add</c> (gives what is left; -1 where nothing is), <c>reset</c>, <c>wait</c>, <c>try</c> (1 or 0), <c>count</c> and
/// <c>initial</c>.
/// </summary>
internal sealed class CountdownForm(Random random) : SimulatedForm(random)
{
    private readonly int _count = random.Next(4);

    public override (SyncForm Form, byte[][] Values) Created => (SyncForm.Countdown, Numbers(_count, _count));

    public override string Initial => $"{_count},{_count}";

    public override SimulatedCall Next(SimulatedThread thread)
    {
        int amount = Random.Next(1, 3);
        return Random.Next(12) switch
        {
            < 4 => new SimulatedCall("signal", SyncOperation.Release, amount, amount),
            4 => new SimulatedCall("add", SyncOperation.Add, amount, amount),
            < 7 => new SimulatedCall("reset", SyncOperation.Reset, amount, amount),
            7 => new SimulatedCall("count", SyncOperation.Read, Amount: 0),
            8 => OneIn(2) ? new SimulatedCall("initial", SyncOperation.Read, Amount: 1) : new SimulatedCall("try", SyncOperation.Wait, Try: true),
            _ => new SimulatedCall("wait", SyncOperation.Wait),
        };
    }

    public override IReadOnlyList<Operation> MayFollowFromDeathOf(IReadOnlyList<SimulatedThread> threads) => [];

    protected override long OutputOf(Operation begun, SyncReply reply) => begun.Name switch
    {
        "wait" or "try" => reply.Outcome == SyncOutcome.Done ? 1 : 0,
        _ => reply.Outcome == SyncOutcome.Done ? reply.Number : -1,
    };

    protected override bool Do(ref string state, Operation operation, ref long? output)
    {
        int comma = state.IndexOf(',', StringComparison.Ordinal);
        (long count, long initial) = (Parse(state[..comma]), Parse(state[(comma + 1)..]));
        switch (operation.Name)
        {
            case "signal":
                output = operation.Input > count ? -1 : count -= operation.Input;
                break;
            case "add":
                output = count == 0 ? -1 : count += operation.Input;
                break;
            case "reset":
                output = count = initial = operation.Input;
                break;
            case "wait" or "try":
                output = count == 0 ? 1 : 0;
                return count == 0 || operation.Name == "try";
            case "count" or "initial":
                output = operation.Name == "count" ? count : initial;
                return true;
            default:
                throw Unknown(operation);
        }
        state = $"{count},{initial}";
        return true;
    }
}
