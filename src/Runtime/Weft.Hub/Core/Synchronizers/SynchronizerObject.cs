using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>An object that the hub keeps and that nodes ask about; what comes of their requests its machine decides.</summary>
internal sealed class SynchronizerObject(ulong id, ulong typeId, SyncMachine machine) : StoredObject(id, typeId, ObjectKind.Synchronizer)
{
    /// <summary>What decides.</summary>
    public SyncMachine Machine { get; private set; } = machine;

    /// <summary>Who uses it, and to whom it is lent.</summary>
    public Lending Lending { get; } = new();

    /// <summary>The call of the core that changed it last; what tells of that change waits until it is stored.</summary>
    public ulong ChangedAt { get; set; }

    /// <summary>Answers that may have been lost with the hub: their requests are made again.</summary>
    public SyncAnswers Answers { get; } = new();

    /// <summary>Reads the state of a creation.</summary>
    public static SynchronizerObject Read(ulong id, ulong typeId, ref WireReader reader, List<ulong> references) =>
        new(id, typeId, SyncMachine.Make(SyncState.Read(ref reader, references)));

    /// <summary>Reads what <see cref="TakeStored"/> has given.</summary>
    public static SynchronizerObject ReadStored(StoredSynchronizer state, ulong typeId, Func<int, Member?> members)
    {
        var reader = new WireReader(state.State);
        SynchronizerObject stored = Read(state.Id, typeId, ref reader, []);
        stored.Machine.ReadHeld(ref reader);
        if (stored.Machine.StoresWaits)
            stored.Machine.ReadWaits(ref reader, number => members(number) is not null);
        stored.Answers.Read(ref reader, members);
        if (reader.AtEnd)
            return stored.WithItems(state);
        (int borrower, ulong loan) = ((int)reader.Unsigned(), reader.Unsigned());
        if (members(borrower) is { } member)
            stored.Lending.Restore(member, loan);
        return stored.WithItems(state);
    }

    /// <summary>A member that it was lent to by the hub before this one says what has become of it.</summary>
    public void Replace(SyncMachine machine)
    {
        Machine = machine;
        Machine.Changed();
    }

    private SynchronizerObject WithItems(StoredSynchronizer state)
    {
        if (state.Items is { } items)
            Machine.LoadItems(new SyncItems(items.First, items.From, items.Values));
        return this;
    }

    /// <summary>All that the store must have of it; of items what has changed since the last time.</summary>
    public StoredSynchronizer TakeStored()
    {
        var writer = new WireWriter();
        Machine.WriteStored(writer);
        Machine.WriteHeld(writer);
        if (Machine.StoresWaits)
            Machine.WriteWaits(writer);
        Answers.Write(writer);
        if (Lending.Loan is { } loan)
        {
            writer.Unsigned((uint)loan.To.Number);
            writer.Unsigned(loan.Number);
        }
        return new StoredSynchronizer(Id, writer.WrittenMemory) { Items = Machine.TakeItems() is { } items ? new StoredItems(items.First, items.From, items.Values) : null };
    }

    public override void Apply(EntryKind operation, ref WireReader reader) => throw new InvalidOperationException("A synchronizer is not changed by groups.");

    public override void CollectReferences(List<ulong> references)
    {
        if (Machine.Receiver is { } receiver)
            CollectFrom(receiver, references);
    }

    protected override void WriteState(WireWriter writer) => Machine.WriteState(writer);
}
