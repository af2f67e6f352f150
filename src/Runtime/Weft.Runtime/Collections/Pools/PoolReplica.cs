using System.Diagnostics.CodeAnalysis;
using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections.Pools;

/// <summary>Operations of this node on one shared pool of any class.</summary>
internal abstract class PoolReplica<TPool, T, TContent>(SharedHeader header, TPool pool) : Replica(header), ILateReplica
    where TPool : class
    where TContent : struct, IPoolContent<TPool, T>
{
    private readonly ValueCodec<T> _codec = ValueCodec<T>.For;
    private readonly PoolIds<T> _ids = new(TContent.Sameness);

    protected internal override bool NeedsUserCode { get; } = TContent.UsesUserCode(pool);

    internal static PoolReplica<TPool, T, TContent> Of(SharedHeader header, TPool pool) =>
        (PoolReplica<TPool, T, TContent>)(Volatile.Read(ref header.Extra) ?? Interlocked.CompareExchange(ref header.Extra, TContent.MakeReplica(header, pool), null) ?? header.Extra);

    internal void Identify(TPool pool)
    {
        foreach (T item in Snapshots.Take(pool, TContent.Copy))
            _ids.Add(item, SharedWrites.NewEntryId());
    }

    internal void WriteContent(TPool pool, WireWriter writer)
    {
        TContent.WriteComparer(pool, writer);
        // What was added since it was identified is reported by its writer.
        writer.Unsigned((ulong)_ids.ById.Count);
        foreach ((ulong id, T item) in _ids.ById)
        {
            writer.Fixed64(id);
            _codec.Write(writer, item);
        }
    }

    internal void Fill(TPool pool, ref WireReader reader)
    {
        reader.SkipValue();
        TContent.Clear(pool);
        _ids.Clear();
        for (int count = reader.Count(); count > 0; count--)
        {
            ulong id = reader.Fixed64();
            Put(pool, id, _codec.Read(ref reader));
        }
        Version++;
    }

    internal void Apply(TPool pool, EntryKind kind, ref WireReader reader)
    {
        if (kind is not (EntryKind.SetAdd or EntryKind.EntryRemove or EntryKind.Clear) || !MayApplyStructural(placesShift: false))
            return;
        Version++;
        switch (kind)
        {
            case EntryKind.SetAdd:
                ulong id = reader.Fixed64();
                Put(pool, id, _codec.Read(ref reader));
                break;
            case EntryKind.EntryRemove:
                if (_ids.Remove(reader.Fixed64(), out T? item))
                    TContent.Remove(pool, item);
                break;
            default:
                TContent.Clear(pool);
                _ids.Clear();
                break;
        }
    }

    internal void Acknowledge() => Acknowledged();

    internal virtual void Clear(TPool pool) => Change(pool, (this, pool), static a =>
    {
        a.Item1.RecordClear();
        TContent.Clear(a.pool);
        return true;
    });

    /// <summary>Reports the content of a pool that became shared while this thread changed it, or that was changed unseen.</summary>
    internal void ReportLate(TPool pool)
    {
        Unsettle();
        foreach (T item in Read(pool, pool, static late => Snapshots.Take(late, TContent.Copy)))
            SharedWrites.Share(Header, item);
        Change(pool, (this, pool), static a =>
        {
            a.Item1.RecordDifference(a.pool);
            return true;
        });
    }

    void ILateReplica.ReportLate(object collection) => ReportLate((TPool)collection);

    protected override long StampOf(object collection) => TContent.Stamp((TPool)collection);

    /// <summary>An item is going to be in the pool, or is.</summary>
    protected void RecordAdd(T item)
    {
        ulong id = SharedWrites.NewEntryId();
        _ids.Add(item, id);
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.SetAdd, out ThreadTransaction transaction);
        writer.Fixed64(id);
        _codec.Write(writer, item);
        transaction.End();
        Pend();
    }

    /// <summary>An item has been taken out of the pool.</summary>
    protected void RecordTaken(T item)
    {
        if (!_ids.Take(item, out ulong id))
            return;
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.EntryRemove, out ThreadTransaction transaction);
        writer.Fixed64(id);
        transaction.End();
        Pend();
    }

    protected void RecordClear()
    {
        _ids.Clear();
        SharedWrites.Begin(Header, EntryKind.Clear, out ThreadTransaction transaction);
        transaction.End();
        Pend();
    }

    protected bool TryTakeOut(TPool pool, [MaybeNullWhen(false)] out T item)
    {
        if (!TContent.TryTake(pool, out item))
            return false;
        RecordTaken(item);
        return true;
    }

    private void Put(TPool pool, ulong id, T item)
    {
        if (_ids.Has(id))
            return;
        _ids.Add(item, id);
        TContent.Add(pool, item);
    }

    private void RecordDifference(TPool pool)
    {
        PoolIds<T> gone = new(TContent.Sameness);
        foreach ((ulong id, T item) in _ids.ById)
            gone.Add(item, id);
        List<T> added = [.. Snapshots.Take(pool, TContent.Copy).Where(item => !gone.Take(item, out _))];
        foreach (T item in gone.ById.Values)
            RecordTaken(item);
        foreach (T item in added)
            RecordAdd(item);
    }
}
