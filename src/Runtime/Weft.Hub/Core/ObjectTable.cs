using Weft.Hub.Storage;

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

    public IEnumerable<StoredObject> All => _objects.Values;

    /// <summary>Whether an object is in the table.</summary>
    public bool Has(ulong id) => _objects.ContainsKey(id);

    /// <summary>Gives objects that are not in the table yet; null: there are no others.</summary>
    public Func<ulong, StoredObject?>? Others { get; init; }

    public StoredObject? Find(ulong id)
    {
        if (_objects.TryGetValue(id, out StoredObject? known))
            return known;
        if (Others?.Invoke(id) is not { } other)
            return null;
        Add(other, null);
        return other;
    }

    /// <summary>Who has which of the objects that are still to be created, while a hub that was started again goes through its log; null at other times.</summary>
    public Dictionary<ulong, MemberSet>? Claimed { get; set; }

    /// <summary>What the store has of synchronizers that are still to be created, likewise.</summary>
    public Dictionary<ulong, StoredSynchronizer> StoredSynchronizers { get; } = [];

    /// <summary>Finds the members that stored synchronizers name.</summary>
    public Func<int, Member?> Members { get; set; } = static _ => null;

    /// <summary>Adds an object.</summary>
    /// <param name="created">The object.</param>
    /// <param name="creator">Who created it. While <see cref="Claimed"/> says who has it, that does not tell.</param>
    public void Add(StoredObject created, Member? creator)
    {
        if (Claimed is not null)
        {
            if (Claimed.Remove(created.Id, out MemberSet residents))
                created.Residents = residents;
        }
        else if (creator is not null)
        {
            created.BornLeasedTo = creator;
            created.Residents.Add(creator.Slot);
        }
        _objects.Add(created.Id, created);
        if (created is SynchronizerObject synchronizer)
            Synchronizers.Add(synchronizer);
    }

    /// <summary>A member has these objects, of which some may still be to be created.</summary>
    public void Claim(Member member, IEnumerable<ulong> ids)
    {
        foreach (ulong id in ids)
        {
            if (Find(id) is { } known)
            {
                known.Residents.Add(member.Slot);
                continue;
            }
            MemberSet residents = Claimed!.GetValueOrDefault(id);
            residents.Add(member.Slot);
            Claimed![id] = residents;
        }
    }

    /// <summary>A member that created these objects has the leases of their locks still; of those that do not exist it will say so itself.</summary>
    public void GiveBirthLeases(Member member, IEnumerable<ulong> ids)
    {
        foreach (ulong id in ids)
        {
            if (Find(id) is { } created)
                created.BornLeasedTo = member;
        }
    }

    /// <summary>A synchronizer that was read from its creation, as it was stored last.</summary>
    public StoredObject AsStored(StoredObject created)
    {
        if (created is not SynchronizerObject || !StoredSynchronizers.Remove(created.Id, out StoredSynchronizer? state))
            return created;
        return SynchronizerObject.ReadStored(state, created.TypeId, Members);
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
