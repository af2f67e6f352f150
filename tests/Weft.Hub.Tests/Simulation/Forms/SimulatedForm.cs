using System.Globalization;
using Weft.Hub.Tests.Support;
using Weft.Linearizability;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation.Forms;

/// <summary>
/// One form of synchronizer in a simulated history: what it is at first, what threads do with it, what their answers say, and the sequential object that explains them.
/// </summary>
/// <param name="random">Decides everything.</param>
internal abstract class SimulatedForm(Random random) : ISequentialModel
{
    private static readonly Func<Random, SimulatedForm>[] All =
    [
        static random => new LockForm(random), static random => new QueueForm(random), static random => new SemaphoreForm(random), static random => new EventForm(random, automatic: false),
        static random => new EventForm(random, automatic: true), static random => new CountdownForm(random), static random => new BarrierForm(random), static random => new ChannelForm(random),
    ];

    private const string Still = "still ";

    private long _lastNumber;

    /// <summary>The state that its creation has.</summary>
    public abstract (SyncForm Form, byte[][] Values) Created { get; }

    public abstract string Initial { get; }

    protected Random Random => random;

    /// <summary>How many forms there are.</summary>
    public static int Count => All.Length;

    /// <summary>Any of them.</summary>
    public static SimulatedForm Any(Random random) => All[random.Next(All.Length)](random);

    /// <summary>What a thread does next.</summary>
    public abstract SimulatedCall Next(SimulatedThread thread);

    /// <summary>What the history has of a call that was answered; <paramref name="begun"/> is it without its result, and its end is now.</summary>
    public virtual IReadOnlyList<Operation> Answered(SimulatedThread thread, Operation begun, SyncReply reply) => [begun with { Output = OutputOf(begun, reply) }];

    /// <summary>A call was taken back, or died with its node before anybody heard of it: it has not happened. Of several the last comes first.</summary>
    public virtual void Undone(SimulatedThread thread, Operation operation)
    {
    }

    /// <summary>What the history has of a call that was taken back; its end is now.</summary>
    public virtual IReadOnlyList<Operation> Cancelled(Operation begun) => [];

    /// <summary>What may have happened, once, of operations that died with their node before anybody heard of them.</summary>
    public virtual IReadOnlyList<Operation> MayRemainOf(IReadOnlyList<Operation> lost) => [];

    /// <summary>What the death of a node may have done, each once, beside what its threads had asked for.</summary>
    public abstract IReadOnlyList<Operation> MayFollowFromDeathOf(IReadOnlyList<SimulatedThread> threads);

    /// <summary>What the history has of a call that waits still when nothing happens any more; its end is now.</summary>
    public virtual IReadOnlyList<Operation> StillWaits(Operation begun) => [begun with { Name = Still + begun.Name, Output = 0, Called = begun.Returned }];

    /// <summary>Whether nothing of the dead is left at the hub when nothing happens any more.</summary>
    /// <param name="machine">What the hub has.</param>
    /// <param name="alive">All threads of the other nodes.</param>
    public virtual bool Fits(SyncMachine machine, IReadOnlyList<SimulatedThread> alive) => true;

    public string? Step(string state, Operation operation)
    {
        if (operation.Name.StartsWith(Still, StringComparison.Ordinal))
            return HasToWait(state, operation with { Name = operation.Name[Still.Length..] }) ? state : null;
        long? output = operation.Output;
        return Do(ref state, operation, ref output) && (operation.IsPending || operation.Output == output) ? state : null;
    }

    public virtual bool CanGoOn(string state, IReadOnlyList<Operation> operations, System.Collections.BitArray done) => true;

    /// <summary>Does one operation on the sequential object.</summary>
    /// <param name="state">Its state, which changes.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="output">What it gives, if anything.</param>
    /// <returns>False where it has to wait, or cannot have come to its result.</returns>
    protected abstract bool Do(ref string state, Operation operation, ref long? output);

    /// <summary>Whether a call has to wait in this state.</summary>
    protected virtual bool HasToWait(string state, Operation operation)
    {
        long? output = null;
        return !Do(ref state, operation, ref output);
    }

    /// <summary>What a call gave.</summary>
    protected virtual long OutputOf(Operation begun, SyncReply reply) => throw new InvalidOperationException($"{begun} has no result.");

    /// <summary>A number that no other call of this history has.</summary>
    protected long NewNumber() => ++_lastNumber;

    protected bool OneIn(int count) => random.Next(count) == 0;

    /// <summary>An operation that may have happened since, or not at all.</summary>
    protected static Operation May(string process, string name, long input, long since) => new(process, SimulatedCall.Key, name, input, null, since, long.MaxValue);

    protected static byte[][] Numbers(params long[] numbers) => [.. numbers.Select(EntryBuilder.Number)];

    protected static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    protected static long Parse(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    protected static ArgumentException Unknown(Operation operation) => new($"The model has no operation {operation.Name}.", nameof(operation));
}

/// <summary>What a thread does.</summary>
/// <param name="Name">Its name in the history.</param>
/// <param name="Operation">What it asks for.</param>
/// <param name="Input">Its argument in the history.</param>
/// <param name="Amount">See <see cref="SyncRequest.Amount"/>.</param>
/// <param name="Try">See <see cref="SyncRequest.Try"/>.</param>
/// <param name="Value">See <see cref="SyncRequest.Value"/>.</param>
internal sealed record SimulatedCall(string Name, SyncOperation Operation, long Input = 0, long Amount = 1, bool Try = false, byte[]? Value = null)
{
    public const string Key = "object";
}

/// <summary>A thread of a node.</summary>
internal sealed class SimulatedThread(string name)
{
    public string Name { get; } = name;

    /// <summary>The request that is under way, and whether it was taken back.</summary>
    public SyncRequest? Open { get; set; }

    public bool IsCancelled { get; set; }

    /// <summary>The operation that it began last.</summary>
    public Operation? Begun { get; set; }

    /// <summary>How many permits it has taken and not given.</summary>
    public int Held { get; set; }

    /// <summary>By which of its calls it was told to run the action of a barrier; 0 for none.</summary>
    public long Turn { get; set; }

    /// <summary>Whether its node died while the hub had not stored all that it did.</summary>
    public bool IsInDoubt { get; set; }

    /// <summary>Since when what it asked last, or what its node's death did, may have happened.</summary>
    public long Since { get; set; }
}
