namespace Weft.Hub.Core;

/// <summary>All objects by id, and the ids handed out.</summary>
internal sealed class ObjectTable
{
    private readonly Dictionary<ulong, StoredObject> _objects = [];
    private ulong _nextId = 1;

    public int Count => _objects.Count;

    public StoredObject? Find(ulong id) => _objects.GetValueOrDefault(id);

    public void Add(StoredObject created, Member creator)
    {
        created.BornLeasedTo = creator;
        created.Residents.Add(creator.Slot);
        _objects.Add(created.Id, created);
    }

    /// <summary>Takes a block of ids.</summary>
    public ulong Reserve(int count)
    {
        ulong first = _nextId;
        _nextId += (uint)count;
        return first;
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
