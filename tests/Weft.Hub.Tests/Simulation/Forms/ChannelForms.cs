using System.Collections;
using Weft.Hub.Tests.Support;
using Weft.Linearizability;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation.Forms;

/// <summary>
/// A channel, or a collection that blocks: <c>put</c> (0, or the item that gave way), <c>take</c>, <c>peek</c>, <c>item</c> and <c>room</c> (waits for one; 1), <c>end</c> (waits for it), <c>complete</c>
/// (0; tells why, by a number from 3 on), <c>count</c>, <c>closed</c>. Gives -1 where it would have had to wait, the negative of why where it is closed, or -2.
/// </summary>
/// <param name="random">Decides everything.</param>
/// <param name="capacity">How many items it holds; -1 for any number.</param>
/// <param name="mode">What happens with another.</param>
/// <param name="lastFirst">Whether the last item is taken first.</param>
internal abstract class ConveyorForm(Random random, int capacity, ChannelFullMode mode, bool lastFirst) : SimulatedForm(random)
{
    private const long NotNow = -1;
    private const long Closed = -2;

    public sealed override (SyncForm Form, byte[][] Values) Created =>
        (SyncForm.Channel, [.. Numbers(capacity, (long)mode, lastFirst ? 1 : 0, 0), EntryBuilder.Null, EntryBuilder.Null, EntryBuilder.Null]);

    public sealed override string Initial => "0:";

    public sealed override IReadOnlyList<Operation> MayFollowFromDeathOf(IReadOnlyList<SimulatedThread> threads) => [];

    protected SimulatedCall Put(bool isTry)
    {
        long item = NewNumber();
        return new SimulatedCall(Named("put", isTry), SyncOperation.Put, item, Try: isTry, Value: EntryBuilder.Number(item));
    }

    protected static SimulatedCall Take(bool isTry) => new(Named("take", isTry), SyncOperation.Take, Try: isTry);

    protected SimulatedCall Complete(bool tellsWhy)
    {
        long why = tellsWhy ? 2 + NewNumber() : 0;
        return new SimulatedCall("complete", SyncOperation.Complete, why, Value: tellsWhy ? EntryBuilder.Number(why) : null);
    }

    protected static string Named(string name, bool isTry) => isTry ? $"try {name}" : name;

    protected override long OutputOf(Operation begun, SyncReply reply) => reply.Outcome switch
    {
        SyncOutcome.NotNow => NotNow,
        SyncOutcome.Closed => reply.Value.IsEmpty || (ValueTag)reply.Value.Span[0] == ValueTag.Null ? Closed : -ReadNumber(reply.Value.Span),
        _ => begun.Name switch
        {
            "count" or "closed" => reply.Number,
            "complete" => 0,
            "item" or "try item" or "room" or "try room" => 1,
            _ => reply.Value.IsEmpty ? 0 : ReadNumber(reply.Value.Span),
        },
    };

    protected sealed override bool Do(ref string state, Operation operation, ref long? output)
    {
        // What a call gives that finds it closed; 0 while it is open.
        long end = Parse(state[..state.IndexOf(':', StringComparison.Ordinal)]);
        bool closed = end != 0;
        List<long> items = [.. Items(state)];
        bool isTry = operation.Name.StartsWith("try ", StringComparison.Ordinal);
        output = (isTry ? operation.Name[4..] : operation.Name) switch
        {
            "put" => closed ? end : Put(items, operation.Input),
            "take" => items.Count > 0 ? Take(items) : closed ? end : NotNow,
            "peek" => items.Count > 0 ? items[lastFirst ? ^1 : 0] : closed ? end : NotNow,
            "item" => items.Count > 0 ? 1 : closed ? end : NotNow,
            "room" => closed ? end : IsFull(items) && mode == ChannelFullMode.Wait ? NotNow : 1,
            "end" => closed && items.Count == 0 ? end : NotNow,
            "complete" => closed ? Closed : 0,
            "count" => items.Count,
            "closed" => closed ? 1 : 0,
            _ => throw Unknown(operation),
        };
        if (!closed && operation.Name == "complete")
            end = operation.Input == 0 ? Closed : -operation.Input;
        state = $"{Text(end)}:{string.Join(',', items)}";
        return output != NotNow || isTry || operation.Name == "peek";
    }

    // Where the order of the items is that in which they were put.
    public override bool CanGoOn(string state, IReadOnlyList<Operation> operations, BitArray done) =>
        lastFirst || mode != ChannelFullMode.Wait || new TakingOutlook(operations, done, newFirst: false).IsOpen(Items(state));

    private bool IsFull(List<long> items) => capacity >= 0 && items.Count >= capacity;

    private long Put(List<long> items, long item)
    {
        long gone = 0;
        if (IsFull(items) && mode == ChannelFullMode.Wait)
            return NotNow;
        if (IsFull(items) && mode == ChannelFullMode.DropWrite)
            return item;
        if (IsFull(items))
            gone = Remove(items, last: mode == ChannelFullMode.DropNewest);
        items.Add(item);
        return gone;
    }

    private long Take(List<long> items) => Remove(items, lastFirst);

    private static long Remove(List<long> items, bool last)
    {
        long item = items[last ? ^1 : 0];
        items.RemoveAt(last ? items.Count - 1 : 0);
        return item;
    }

    private static IEnumerable<long> Items(string state) => state[(state.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Parse);

    private static long ReadNumber(ReadOnlySpan<byte> value)
    {
        var reader = new WireReader(value);
        reader.Byte();
        return reader.Signed();
    }
}

/// <summary>A channel that is never closed, for items alone: long ones come of it.</summary>
internal sealed class QueueForm(Random random) : ConveyorForm(random, random.Next(3) == 0 ? 2 : -1, ChannelFullMode.Wait, lastFirst: false)
{
    public override SimulatedCall Next(SimulatedThread thread) => OneIn(2) ? Put(isTry: false) : Take(isTry: OneIn(4));
}

/// <summary>A channel of any kind, or a collection that blocks, over a queue or a stack.</summary>
internal sealed class ChannelForm : ConveyorForm
{
    private readonly int _beforeEnd;

    public ChannelForm(Random random)
        : this(random, random.Next(3) == 0) => _beforeEnd = random.Next(1, 12);

    private ChannelForm(Random random, bool lastFirst)
        : base(random, lastFirst || random.Next(4) > 0 ? random.Next(1, 4) : -1, lastFirst ? ChannelFullMode.Wait : (ChannelFullMode)random.Next(4), lastFirst)
    {
    }

    public override SimulatedCall Next(SimulatedThread thread)
    {
        bool isTry = OneIn(4);
        return Random.Next(16) switch
        {
            < 5 => Put(isTry),
            < 10 => Take(isTry),
            < 12 => new SimulatedCall(Named("item", isTry), SyncOperation.AwaitItem, Try: isTry),
            < 14 => new SimulatedCall(Named("room", isTry), SyncOperation.AwaitRoom, Try: isTry),
            14 when OneIn(_beforeEnd) => Complete(OneIn(2)),
            14 => OneIn(2) ? new SimulatedCall("peek", SyncOperation.Peek, Try: true) : new SimulatedCall("count", SyncOperation.Read, Amount: 0),
            _ => OneIn(3) ? new SimulatedCall(Named("end", isTry), SyncOperation.AwaitEnd, Try: isTry) : new SimulatedCall("closed", SyncOperation.Read, Amount: 1),
        };
    }
}
