namespace Weft.Runtime.Collections;

/// <content>Entries that are carried out together where code of the program compares them.</content>
internal abstract partial class SetReplica<TSet, T, TContent>
{
    private LateEntries<T, Nothing>? _late;

    /// <summary>Carries out what other nodes did. Under the gate.</summary>
    /// <param name="set">The set.</param>
    /// <param name="intact">See <see cref="Replica.IsIntact"/>.</param>
    internal void CarryOut(TSet set, bool intact) => _late?.CarryOut(new LateTarget(this, set, intact));

    private void Added(TSet set, ulong id, T item)
    {
        if (IsLate)
            (_late ??= new()).Add(id, item, default);
        else
            Put(set, id, item);
    }

    private void Removed(TSet set, ulong id)
    {
        Gone(id);
        if (IsLate)
        {
            (_late ??= new()).Remove(id);
        }
        else if (Ids.TryGetKey(id, out T? item))
        {
            Ids.Remove(item, out _);
            TContent.Remove(set, item);
        }
    }

    private void Emptied(TSet set)
    {
        AllGone();
        if (IsLate)
        {
            (_late ??= new()).Clear();
            return;
        }
        TContent.Clear(set);
        Ids.Clear();
    }

    private readonly record struct Nothing;

    private readonly struct LateTarget(SetReplica<TSet, T, TContent> replica, TSet set, bool intact) : ILateTarget<T, Nothing>
    {
        public bool IsIntact => intact;

        public EntryIds<T> Ids => replica.Ids;

        public int Count => TContent.Count(set);

        public bool MoreCame => replica.MoreCame;

        public bool HasValues => false;

        public (T Key, Nothing Value)[] Copy() => Array.ConvertAll(TContent.Copy(set), static item => (item, default(Nothing)));

        public bool IsInOrder() => replica.AreInOrder(TContent.Copy(set));

        public bool Remove(T key) => TContent.Remove(set, key);

        public void Set(ulong id, T key, Nothing value)
        {
        }

        public bool TryPut(ulong id, T key, Nothing value)
        {
            if (!replica.Ids.TryGetId(key, out ulong there))
            {
                if (!TContent.Add(set, key) && replica.MoreCame)
                    return false;
                replica.Ids.Add(key, id);
                return true;
            }
            if (there != id && replica.MoreCame)
                return false;
            replica.Put(set, id, key);
            return true;
        }

        public void PutUnknown(T key, Nothing value) => TContent.Add(set, key);

        public void Clear()
        {
            TContent.Clear(set);
            replica.Ids.Clear();
        }

        public void Reload() => SharedWrites.Reload(replica.Header);
    }
}
