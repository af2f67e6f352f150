namespace Weft.Hub.Core;

/// <summary>Collects the state that answers a fault: the object, what must come with it, and a bounded neighbourhood, nearest first.</summary>
internal sealed class FaultReader(ObjectTable objects, HubCoreOptions options)
{
    private readonly Queue<StoredObject> _queue = new();
    private readonly List<ulong> _references = [];
    private readonly HashSet<ulong> _seen = [];

    /// <param name="asked">The object asked for; it is sent whatever the member has.</param>
    /// <param name="member">Who asks.</param>
    /// <param name="maxObjects">How many physical objects the node wants at most.</param>
    /// <param name="sequence">The number at which they are named.</param>
    /// <param name="writer">Takes the creation entries.</param>
    public void Read(StoredObject asked, Member member, int maxObjects, ulong sequence, CreationWriter writer)
    {
        int start = writer.Length;
        int physicalLeft = Math.Clamp(maxObjects, 1, options.MaxFaultObjects);
        bool tracks = member.State == MemberState.Active;
        _queue.Clear();
        _seen.Clear();
        _queue.Enqueue(asked);
        _seen.Add(asked.Id);
        while (_queue.TryDequeue(out StoredObject? next))
        {
            bool room = physicalLeft > 0 && writer.Length - start < options.MaxFaultBytes;
            if (next != asked && !next.IsLogical && !room)
                continue;
            if (!next.IsLogical)
                physicalLeft--;
            next.LastNamed = sequence;
            if (tracks)
                next.Residents.Add(member.Slot);
            writer.Add(next);
            Enqueue(next, member, sequence);
        }
    }

    private void Enqueue(StoredObject holder, Member member, ulong sequence)
    {
        _references.Clear();
        holder.CollectReferences(_references);
        foreach (ulong id in _references)
        {
            if (objects.Find(id) is not { } named)
                continue;
            named.LastNamed = sequence;
            if (!named.Residents.Contains(member.Slot) && _seen.Add(id))
                _queue.Enqueue(named);
        }
    }
}
