using Weft.Linearizability;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation.Forms;

/// <summary>An event: <c>set</c>, <c>reset</c>, <c>wait</c>, <c>try</c> (1 or 0), <c>read</c> (likewise). A wait resets an automatic one.</summary>
/// <param name="random">Decides everything.</param>
/// <param name="automatic">Whether it is.</param>
internal sealed class EventForm(Random random, bool automatic) : SimulatedForm(random)
{
    private readonly int _set = random.Next(2);

    public override (SyncForm Form, byte[][] Values) Created => (SyncForm.Event, Numbers(_set, automatic ? 1 : 0));

    public override string Initial => Text(_set);

    public override SimulatedCall Next(SimulatedThread thread) => Random.Next(10) switch
    {
        < 3 => new SimulatedCall("set", SyncOperation.Release),
        3 => new SimulatedCall("reset", SyncOperation.Reset),
        4 => new SimulatedCall("read", SyncOperation.Read, Amount: 0),
        5 => new SimulatedCall("try", SyncOperation.Wait, Try: true),
        _ => new SimulatedCall("wait", SyncOperation.Wait),
    };

    public override IReadOnlyList<Operation> MayFollowFromDeathOf(IReadOnlyList<SimulatedThread> threads) => [];

    protected override long OutputOf(Operation begun, SyncReply reply) => begun.Name switch
    {
        "read" => reply.Number,
        "try" or "wait" => reply.Outcome == SyncOutcome.Done ? 1 : 0,
        _ => 0,
    };

    protected override bool Do(ref string state, Operation operation, ref long? output)
    {
        bool set = state == "1";
        switch (operation.Name)
        {
            case "set" or "reset":
                (output, state) = (0, operation.Name == "set" ? "1" : "0");
                return true;
            case "read":
                output = set ? 1 : 0;
                return true;
            case "wait" or "try":
                output = set ? 1 : 0;
                state = set && !automatic ? "1" : "0";
                return set || operation.Name == "try";
            default:
                throw Unknown(operation);
        }
    }
}
