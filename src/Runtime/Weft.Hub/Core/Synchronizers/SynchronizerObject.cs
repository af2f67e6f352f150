using System.Collections.ObjectModel;
using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>What a synchronizer tells the core to send.</summary>
internal interface ISyncOutput
{
    /// <summary>Answers a request.</summary>
    void Reply(Member to, ulong requestId, SyncOutcome outcome, long number, ReadOnlySpan<byte> value = default);
}

/// <summary>One request of a member, without its value.</summary>
internal readonly record struct SyncCall(Member Member, ulong RequestId, SyncOperation Operation, long Amount, bool Try, long Now)
{
    /// <summary>Whoever waits for the answer.</summary>
    public SynchronizerObject.Waiter Waiter => new(Member, RequestId, Now);
}

/// <summary>
/// An object that the hub keeps and that nodes ask about: threads and asynchronous operations wait for it in one queue of the whole cluster, in the order in which their requests came.
/// </summary>
internal abstract class SynchronizerObject(ulong id, ulong typeId) : StoredObject(id, typeId, ObjectKind.Synchronizer)
{
    private readonly List<Waiter> _suspended = [];

    /// <summary>Whether its state was changed in this call of the core.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>The call of the core that changed it last; what tells of that change waits until it is stored.</summary>
    public ulong ChangedAt { get; set; }

    /// <summary>Answers that may have been lost with the hub: their requests are made again.</summary>
    public SyncAnswers Answers { get; } = new();

    /// <summary>Those that wait, first come first.</summary>
    protected LinkedList<Waiter> Waiters { get; } = [];

    /// <summary>All that wait, in any order.</summary>
    public virtual IReadOnlyCollection<Waiter> Waiting => Waiters;

    /// <summary>How many permits each member has taken and nobody has given back, by the member's number.</summary>
    public virtual IReadOnlyDictionary<int, int> Taken => ReadOnlyDictionary<int, int>.Empty;

    /// <summary>Whether what one waits for the next does not get.</summary>
    protected virtual bool ServesOneAtATime => false;

    /// <summary>Whether those that wait are part of the state.</summary>
    protected virtual bool StoresWaits => false;

    /// <summary>Reads the state of a creation.</summary>
    public static SynchronizerObject Read(ulong id, ulong typeId, ref WireReader reader, List<ulong> references)
    {
        SyncState state = ReadValues(ref reader, references);
        return (SyncForm)state.Number(0) switch
        {
            SyncForm.Semaphore => new SemaphoreObject(id, typeId, state),
            SyncForm.Event => new EventObject(id, typeId, state),
            SyncForm.Countdown => new CountdownObject(id, typeId, state),
            SyncForm.Barrier => new BarrierObject(id, typeId, state),
            SyncForm.Channel => new ChannelObject(id, typeId, state),
            _ => throw new ProtocolException($"{state.Number(0)} is no form of a synchronizer."),
        };
    }

    /// <summary>Reads what <see cref="WriteStored"/> has written.</summary>
    public static SynchronizerObject ReadStored(ulong id, ulong typeId, ref WireReader reader, Func<int, Member?> members)
    {
        SynchronizerObject stored = Read(id, typeId, ref reader, []);
        stored.ReadHeld(ref reader, members);
        for (int count = stored.StoresWaits ? reader.Count() : 0; count > 0; count--)
        {
            (Member? member, ulong requestId) = (members((int)reader.Unsigned()), reader.Unsigned());
            if (member is not null)
                stored.Waiters.AddLast(new Waiter(member, requestId, Since: 0));
        }
        stored.Answers.Read(ref reader, members);
        return stored;
    }

    /// <summary>The call of the core that changed it ends.</summary>
    public void Settle() => IsChanged = false;

    /// <summary>Writes all that the store must have of it.</summary>
    public void WriteStored(WireWriter writer)
    {
        WriteSnapshot(writer);
        WriteHeld(writer);
        if (StoresWaits)
        {
            writer.Unsigned((uint)Waiters.Count);
            foreach (Waiter waiter in Waiters)
            {
                writer.Unsigned((uint)waiter.Member.Number);
                writer.Unsigned(waiter.RequestId);
            }
        }
        Answers.Write(writer);
    }

    /// <summary>Whether a request that comes again waits already.</summary>
    public bool IsWaiting(Member member, ulong requestId) => StoresWaits && Waiters.Contains(new Waiter(member, requestId, Since: 0));

    /// <summary>Does what a request asks for, now or later.</summary>
    /// <exception cref="ProtocolException">This object has no such operation.</exception>
    public abstract void Handle(in SyncCall call, ReadOnlySpan<byte> value, ISyncOutput output);

    /// <summary>A request is taken back; nothing happens if it is answered already.</summary>
    public virtual void Cancel(Member member, ulong requestId, ISyncOutput output)
    {
        for (LinkedListNode<Waiter>? node = Waiters.First; node is not null; node = node.Next)
        {
            if (node.Value.Member != member || node.Value.RequestId != requestId)
                continue;
            Waiters.Remove(node);
            NoteWaits();
            output.Reply(member, requestId, SyncOutcome.Cancelled, 0);
            return;
        }
    }

    /// <summary>A member is cut off: where one is served at a time its requests wait outside of the queue, lest something goes to a node that may be dead.</summary>
    public virtual void Suspend(Member member)
    {
        if (!ServesOneAtATime)
            return;
        _suspended.AddRange(Waiters.Where(waiter => waiter.Member == member));
        RemoveWaits(member);
    }

    /// <summary>A member that was cut off is back: its requests go to the end of the queue.</summary>
    public virtual void Resume(Member member, ISyncOutput output)
    {
        Waiter[] back = [.. _suspended.Where(waiter => waiter.Member == member)];
        _suspended.RemoveAll(waiter => waiter.Member == member);
        foreach (Waiter waiter in back)
            Handle(new SyncCall(member, waiter.RequestId, SyncOperation.Wait, 1, Try: false, waiter.Since), default, output);
    }

    /// <summary>A member is gone.</summary>
    public virtual void Forget(Member member, ISyncOutput output)
    {
        _suspended.RemoveAll(waiter => waiter.Member == member);
        RemoveWaits(member);
    }

    public override void Apply(EntryKind operation, ref WireReader reader) => throw new InvalidOperationException("A synchronizer is not changed by groups.");

    /// <summary>Writes the whole state: count and values.</summary>
    public virtual void WriteSnapshot(WireWriter writer) => WriteState(writer);

    public override void CollectReferences(List<ulong> references)
    {
    }

    /// <summary>Lets the request wait, or answers it where it does not want to.</summary>
    protected void WaitOrDecline(in SyncCall call, ISyncOutput output)
    {
        if (call.Try)
        {
            output.Reply(call.Member, call.RequestId, SyncOutcome.NotNow, 0);
            return;
        }
        Waiters.AddLast(call.Waiter);
        NoteWaits();
    }

    /// <summary>To be called before what tells of a change is sent, and for a new one, whose creation says less than the store must have.</summary>
    public void Changed() => IsChanged = true;

    /// <summary>Writes what the state of a creation does not have.</summary>
    protected virtual void WriteHeld(WireWriter writer)
    {
    }

    /// <summary>Reads what <see cref="WriteHeld"/> has written.</summary>
    protected virtual void ReadHeld(ref WireReader reader, Func<int, Member?> members)
    {
    }

    private static SyncState ReadValues(ref WireReader reader, List<ulong> references)
    {
        int count = reader.Count();
        var values = new List<StoredValue>(Math.Min(count, 64));
        for (int i = 0; i < count; i++)
            values.Add(new StoredValue(ReadValue(ref reader, references)));
        return new SyncState(values);
    }

    private void NoteWaits()
    {
        if (StoresWaits)
            Changed();
    }

    private void RemoveWaits(Member member)
    {
        for (LinkedListNode<Waiter>? node = Waiters.First; node is not null;)
        {
            LinkedListNode<Waiter>? next = node.Next;
            if (node.Value.Member == member)
            {
                Waiters.Remove(node);
                NoteWaits();
            }
            node = next;
        }
    }

    /// <summary>Answers all that wait.</summary>
    protected void AnswerAll(ISyncOutput output, SyncOutcome outcome, long number, ReadOnlySpan<byte> value = default)
    {
        Waiter[] all = [.. Waiters];
        Waiters.Clear();
        NoteWaits();
        foreach (Waiter waiter in all)
            output.Reply(waiter.Member, waiter.RequestId, outcome, number, value);
    }

    protected ProtocolException NoSuchOperation(in SyncCall call) => new($"{call.Member} asks for {call.Operation} of object {Id:x}, a {GetType().Name}, which has none.");

    /// <summary>An amount of at least 1 that fits the framework's counts.</summary>
    protected static int RequireCount(in SyncCall call, int least = 1) =>
        call.Amount >= least && call.Amount <= int.MaxValue ? (int)call.Amount : throw new ProtocolException($"{call.Member} sent {call.Amount} as the amount of {call.Operation}.");

    /// <summary>A request that waits.</summary>
    /// <param name="Member">Whose it is.</param>
    /// <param name="RequestId">Its number.</param>
    /// <param name="Since">When it came; does not tell one from another.</param>
    internal readonly record struct Waiter(Member Member, ulong RequestId, long Since)
    {
        public bool Equals(Waiter other) => Member == other.Member && RequestId == other.RequestId;

        public override int GetHashCode() => HashCode.Combine(Member, RequestId);
    }
}

/// <summary>The values of a synchronizer's creation.</summary>
internal readonly struct SyncState(List<StoredValue> values)
{
    public int Count => values.Count;

    public StoredValue this[int index] => index < values.Count ? values[index] : throw new ProtocolException($"A synchronizer's state has {values.Count} values, and {index + 1} are needed.");

    public long Number(int index)
    {
        StoredValue value = this[index];
        var reader = new WireReader(value.Bytes);
        return (ValueTag)reader.Byte() == ValueTag.Signed ? reader.Signed() : throw new ProtocolException($"Value {index} of a synchronizer's state is no number.");
    }

    public int Count32(int index, int least = 0) =>
        Number(index) is var number && number >= least && number <= int.MaxValue ? (int)number : throw new ProtocolException($"Value {index} of a synchronizer's state is {Number(index)}.");

    public static void Write(WireWriter writer, long number)
    {
        writer.Byte((byte)ValueTag.Signed);
        writer.Signed(number);
    }
}
