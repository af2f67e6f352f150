using System.Collections.ObjectModel;

namespace Weft.Protocol;

/// <summary>
/// What decides about one semaphore, event, countdown, barrier or channel: requests go in, answers come out, now or later; those that wait do so in one queue, in the order in which they came.
/// The hub has one for each object, and a node to which the object is lent another: both run this code, and from the same requests in the same order they come to the same state. Not thread-safe.
/// </summary>
internal abstract class SyncMachine
{
    private readonly List<SyncWaiter> _suspended = [];

    /// <summary>Whether its state was changed since <see cref="Settle"/>.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Whether anything of it was changed since <see cref="Begin"/>, who waits included.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>All that wait, in any order.</summary>
    public virtual IReadOnlyCollection<SyncWaiter> Waiting => Waiters;

    /// <summary>How many permits each member has taken and nobody has given back, by the member's number.</summary>
    public virtual IReadOnlyDictionary<int, int> Taken => ReadOnlyDictionary<int, int>.Empty;

    /// <summary>A value of the state that may refer to an object; null for none.</summary>
    public virtual StoredValue? Receiver => null;

    /// <summary>Whether those that wait are part of what is stored.</summary>
    public virtual bool StoresWaits => false;

    /// <summary>What is kept alive for the sake of the items; null for nothing.</summary>
    public virtual object? Kept => null;

    /// <summary>Those that wait, first come first.</summary>
    protected LinkedList<SyncWaiter> Waiters { get; } = [];

    /// <summary>Whether what one waits for the next does not get.</summary>
    protected virtual bool ServesOneAtATime => false;

    /// <summary>Makes one from the state of a creation, or of a snapshot.</summary>
    /// <param name="state">The state.</param>
    /// <param name="keep">Gives what has to stay alive for the sake of an item; null at the hub.</param>
    public static SyncMachine Make(SyncState state, Func<ReadOnlySpan<byte>, object?>? keep = null) => (SyncForm)state.Number(0) switch
    {
        SyncForm.Semaphore => new SemaphoreMachine(state),
        SyncForm.Event => new EventMachine(state),
        SyncForm.Countdown => new CountdownMachine(state),
        SyncForm.Barrier => new BarrierMachine(state),
        SyncForm.Channel => new ChannelMachine(state, keep),
        _ => throw new ProtocolException($"{state.Number(0)} is no form of a synchronizer."),
    };

    /// <summary>What is touched from now on counts.</summary>
    public void Begin() => IsTouched = false;

    /// <summary>What was changed is noted.</summary>
    public void Settle() => IsChanged = false;

    /// <summary>To be called before what tells of a change is sent, and for a new one, whose creation says less than the store must have.</summary>
    public void Changed() => IsChanged = IsTouched = true;

    /// <summary>Does what a request asks for, now or later.</summary>
    /// <param name="call">The request.</param>
    /// <param name="value">Its value.</param>
    /// <param name="output">Takes the answers.</param>
    /// <param name="kept">What has to stay alive as long as the value.</param>
    /// <exception cref="ProtocolException">There is no such operation.</exception>
    public abstract void Handle(in SyncCall call, ReadOnlySpan<byte> value, ISyncOutput output, object? kept = null);

    /// <summary>A request is taken back; nothing happens if it is answered already.</summary>
    public virtual void Cancel(int member, ulong requestId, ISyncOutput output)
    {
        var waiter = new SyncWaiter(member, requestId, Since: 0);
        if (!Waiters.Remove(waiter))
            return;
        NoteWaits();
        output.Reply(waiter, SyncOutcome.Cancelled, 0);
    }

    /// <summary>Whether a request waits, where that is part of what is stored.</summary>
    public bool IsStoredWait(int member, ulong requestId) => StoresWaits && Waiters.Contains(new SyncWaiter(member, requestId, Since: 0));

    /// <summary>A member is cut off: where one is served at a time its requests wait outside of the queue, lest something goes to a node that may be dead.</summary>
    public virtual void Suspend(int member)
    {
        if (!ServesOneAtATime)
            return;
        _suspended.AddRange(Waiters.Where(waiter => waiter.Member == member));
        RemoveWaits(member);
    }

    /// <summary>A member that was cut off is back: its requests go to the end of the queue.</summary>
    public virtual void Resume(int member, ISyncOutput output)
    {
        SyncWaiter[] back = [.. _suspended.Where(waiter => waiter.Member == member)];
        _suspended.RemoveAll(waiter => waiter.Member == member);
        foreach (SyncWaiter waiter in back)
            Handle(new SyncCall(member, waiter.RequestId, SyncOperation.Wait, 1, Try: false, waiter.Since), default, output);
    }

    /// <summary>A member is gone.</summary>
    /// <param name="member">Its number.</param>
    /// <param name="name">What it is called to others.</param>
    /// <param name="output">Takes answers of those who waited for it.</param>
    public virtual void Forget(int member, string name, ISyncOutput output)
    {
        _suspended.RemoveAll(waiter => waiter.Member == member);
        RemoveWaits(member);
    }

    /// <summary>Whether nobody but this member has anything to do with it: nobody else waits, is cut off while it waits, has permits, or runs an action.</summary>
    public virtual bool IsAlone(int member) => _suspended.Count == 0 && Waiting.All(waiter => waiter.Member == member) && Taken.Keys.All(other => other == member);

    /// <summary>Writes the state that a creation has: count and values.</summary>
    public void WriteState(WireWriter writer)
    {
        writer.Unsigned((uint)ValueCount);
        WriteValues(writer);
    }

    /// <summary>Writes the whole state: count and values.</summary>
    public virtual void WriteSnapshot(WireWriter writer) => WriteState(writer);

    /// <summary>Writes what a store keeps of the values, without items that it keeps one by one.</summary>
    public virtual void WriteStored(WireWriter writer) => WriteSnapshot(writer);

    /// <summary>What has changed of its items since the last time; null where it has none, or nothing has changed.</summary>
    public virtual SyncItems? TakeItems() => null;

    /// <summary>The store has other items than this one.</summary>
    protected virtual void StoreAnew()
    {
    }

    /// <summary>Has the items that were kept one by one.</summary>
    public virtual void LoadItems(SyncItems items) => throw new ProtocolException("Items are stored of a synchronizer that has none.");

    /// <summary>What a machine elsewhere needs to go on with: the values of the snapshot, what is waited with to be put, and those that wait.</summary>
    public virtual SyncWait[] WriteLent(WireWriter values)
    {
        WriteValues(values);
        return [.. Waiters.Select(waiter => new SyncWait(WaitOperation, waiter.RequestId))];
    }

    /// <summary>Takes over those that wait, from <see cref="WriteLent"/>.</summary>
    /// <param name="member">Whose they are.</param>
    /// <param name="waits">They, in their order.</param>
    /// <param name="values">What they put, in their order.</param>
    public virtual void Adopt(int member, SyncWait[] waits, ReadOnlySpan<SyncItem> values)
    {
        foreach (SyncWait wait in waits)
        {
            if (wait.Operation != WaitOperation)
                throw new ProtocolException($"{wait.Operation} waits for nothing here.");
            Waiters.AddLast(new SyncWaiter(member, wait.RequestId, Since: 0));
        }
    }

    /// <summary>Writes what must be stored and the state of a creation does not have.</summary>
    public virtual void WriteHeld(WireWriter writer)
    {
    }

    /// <summary>Reads what <see cref="WriteHeld"/> has written.</summary>
    public virtual void ReadHeld(ref WireReader reader)
    {
    }

    /// <summary>Writes all that a hub needs to go on with: the snapshot, what the nodes hold, and those that wait where they are part of what is stored.</summary>
    public void WriteWhole(WireWriter writer)
    {
        WriteSnapshot(writer);
        WriteHeld(writer);
        if (StoresWaits)
            WriteWaits(writer);
    }

    /// <summary>Makes one from what <see cref="WriteWhole"/> has written.</summary>
    /// <param name="reader">Stands before it.</param>
    /// <param name="isMember">Whether a member is there still: others wait no more.</param>
    /// <param name="references">Takes the ids of all objects that it refers to.</param>
    public static SyncMachine ReadWhole(ref WireReader reader, Predicate<int> isMember, List<ulong> references)
    {
        SyncMachine machine = Make(SyncState.Read(ref reader, references));
        machine.ReadHeld(ref reader);
        if (machine.StoresWaits)
            machine.ReadWaits(ref reader, isMember);
        machine.StoreAnew();
        return machine;
    }

    /// <summary>Writes those that wait.</summary>
    public void WriteWaits(WireWriter writer)
    {
        writer.Unsigned((uint)Waiters.Count);
        foreach (SyncWaiter waiter in Waiters)
        {
            writer.Unsigned((uint)waiter.Member);
            writer.Unsigned(waiter.RequestId);
        }
    }

    /// <summary>Reads what <see cref="WriteWaits"/> has written.</summary>
    /// <param name="reader">Stands before it.</param>
    /// <param name="isMember">Whether a member is there still: others wait no more.</param>
    public void ReadWaits(ref WireReader reader, Predicate<int> isMember)
    {
        for (int count = reader.Count(); count > 0; count--)
        {
            var waiter = new SyncWaiter((int)reader.Unsigned(), reader.Unsigned(), Since: 0);
            if (isMember(waiter.Member))
                Waiters.AddLast(waiter);
        }
    }

    /// <summary>How many values the state of a creation has.</summary>
    protected abstract int ValueCount { get; }

    /// <summary>Writes the values that the state of a creation has.</summary>
    protected abstract void WriteValues(WireWriter writer);

    /// <summary>What those in the queue asked for.</summary>
    protected virtual SyncOperation WaitOperation => SyncOperation.Wait;

    /// <summary>Who waits has changed.</summary>
    protected void NoteWaits()
    {
        IsTouched = true;
        if (StoresWaits)
            Changed();
    }

    /// <summary>Lets the request wait, or answers it where it does not want to.</summary>
    protected void WaitOrDecline(in SyncCall call, ISyncOutput output)
    {
        if (call.Try)
        {
            output.Reply(call.Waiter, SyncOutcome.NotNow, 0);
            return;
        }
        Waiters.AddLast(call.Waiter);
        NoteWaits();
    }

    /// <summary>Answers all that wait.</summary>
    protected void AnswerAll(ISyncOutput output, SyncOutcome outcome, long number, ReadOnlySpan<byte> value = default)
    {
        if (Waiters.Count == 0)
            return;
        SyncWaiter[] all = [.. Waiters];
        Waiters.Clear();
        NoteWaits();
        foreach (SyncWaiter waiter in all)
            output.Reply(waiter, outcome, number, value);
    }

    protected ProtocolException NoSuchOperation(in SyncCall call) => new($"Member {call.Member} asks for {call.Operation} of a {GetType().Name}, which has none.");

    /// <summary>An amount of at least 1 that fits the framework's counts.</summary>
    protected static int RequireCount(in SyncCall call, int least = 1) =>
        call.Amount >= least && call.Amount <= int.MaxValue ? (int)call.Amount : throw new ProtocolException($"Member {call.Member} sent {call.Amount} as the amount of {call.Operation}.");

    private void RemoveWaits(int member)
    {
        for (LinkedListNode<SyncWaiter>? node = Waiters.First; node is not null;)
        {
            LinkedListNode<SyncWaiter>? next = node.Next;
            if (node.Value.Member == member)
            {
                Waiters.Remove(node);
                NoteWaits();
            }
            node = next;
        }
    }
}
