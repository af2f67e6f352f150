namespace Weft.Hub.Core;

/// <summary>All objects by id, and the ids handed out.</summary>
internal sealed class ObjectTable
{
    private readonly Dictionary<ulong, StoredObject> _objects = [];
    private readonly Queue<(ulong First, ulong Count)> _laterIds = new();
    private ulong _nextId;
    private ulong _endOfIds;

    public ObjectTable(ulong firstId, ulong idCount) => (_nextId, _endOfIds) = (firstId, firstId + idCount);

    public ulong IdsLeft => _laterIds.Aggregate(_endOfIds - _nextId, (sum, range) => sum + range.Count);

    public int Count => _objects.Count;

    /// <summary>Semaphores, events, countdowns, barriers and channels.</summary>
    public List<SynchronizerObject> Synchronizers { get; } = [];

    public StoredObject? Find(ulong id) => _objects.GetValueOrDefault(id);

    public void Add(StoredObject created, Member creator)
    {
        created.BornLeasedTo = creator;
        created.Residents.Add(creator.Slot);
        _objects.Add(created.Id, created);
        if (created is SynchronizerObject synchronizer)
            Synchronizers.Add(synchronizer);
    }

    public void AddIds(ulong first, ulong count) => _laterIds.Enqueue((first, count));

    /// <summary>Takes a block of ids, fewer than wanted at the end of a range.</summary>
    public (ulong First, int Count) Reserve(int wanted)
    {
        if (_nextId == _endOfIds)
        {
            (ulong First, ulong Count) next = _laterIds.TryDequeue(out var later) ? later : throw new InvalidOperationException("The object ids that the store gave are used up.");
            (_nextId, _endOfIds) = (next.First, next.First + next.Count);
        }
        ulong first = _nextId;
        int count = (int)Math.Min((uint)wanted, _endOfIds - _nextId);
        _nextId += (uint)count;
        return (first, count);
    }

    /// <summary>Forgets what a member had, once it is gone.</summary>
    public void Forget(Member member)
    {
        foreach (StoredObject stored in _objects.Values)
        {
            stored.Residents.Remove(member.Slot);
            if (stored.BornLeasedTo == member)
                stored.BornLeasedTo = null;
        }
    }
}
