using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>
/// Keeps the rule that nobody is named a collection, array or lock object that he does not have: writes the creation records that must come first, with their closure.
/// </summary>
internal sealed class Naming(ObjectTable objects)
{
    private readonly Stack<StoredObject> _pending = new();
    private readonly List<ulong> _references = [];

    /// <summary>Notes that a member is named an object, and writes what it needs for that.</summary>
    public void Name(StoredObject named, Member member, ulong sequence, CreationWriter creations)
    {
        named.LastNamed = sequence;
        if (!named.IsLogical || named.Residents.Contains(member.Slot))
            return;
        named.Residents.Add(member.Slot);
        _pending.Push(named);
        while (_pending.TryPop(out StoredObject? next))
        {
            creations.Add(next);
            PushNeeded(next, member, sequence);
        }
    }

    /// <summary>Names every object in one or more values.</summary>
    public void NameAll(ReadOnlySpan<byte> value, Member member, ulong sequence, CreationWriter creations)
    {
        var references = new List<ulong>();
        var reader = new WireReader(value);
        while (!reader.AtEnd)
            WireValue.Skip(ref reader, references);
        foreach (ulong id in references)
        {
            if (objects.Find(id) is { } named)
                Name(named, member, sequence, creations);
        }
    }

    private void PushNeeded(StoredObject holder, Member member, ulong sequence)
    {
        _references.Clear();
        holder.CollectReferences(_references);
        foreach (ulong id in _references)
        {
            if (objects.Find(id) is not { } inner)
                continue;
            inner.LastNamed = sequence;
            if (!inner.IsLogical || inner.Residents.Contains(member.Slot))
                continue;
            inner.Residents.Add(member.Slot);
            _pending.Push(inner);
        }
    }
}
