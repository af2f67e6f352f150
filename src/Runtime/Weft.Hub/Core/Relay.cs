using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>Chooses, for each member, what of a group concerns it. Runs after the group was applied, so that creation records carry the state at its end.</summary>
internal sealed class Relay(Naming naming)
{
    private bool[] _relevant = new bool[64];

    /// <summary>Where, in what was put together last, the creations end and the group's own entries begin.</summary>
    public int CreationsEnd { get; private set; }

    public long ForwardedWhole { get; private set; }

    public long ForwardedPruned { get; private set; }

    /// <summary>What to relay to a member; empty if nothing. The bytes lie in the group itself or, from its present end on, in <paramref name="scratch"/>.</summary>
    public ReadOnlyMemory<byte> For(Member member, ParsedGroup group, ReadOnlyMemory<byte> bytes, ulong sequence, CreationWriter scratch)
    {
        Span<ParsedEntry> entries = group.Entries;
        if (entries.Length > _relevant.Length)
            _relevant = new bool[entries.Length * 2];
        int relevant = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            _relevant[i] = Concerns(entries[i], member);
            if (_relevant[i])
                relevant++;
        }
        if (relevant == 0)
            return default;
        int start = scratch.Length;
        for (int i = 0; i < entries.Length; i++)
        {
            if (!_relevant[i])
                continue;
            foreach (StoredObject named in group.ReferencesOf(entries[i]))
                naming.Name(named, member, sequence, scratch);
        }
        if (relevant == entries.Length && scratch.Length == start)
        {
            ForwardedWhole++;
            return bytes;
        }
        ForwardedPruned++;
        CreationsEnd = scratch.Length;
        CopyRelevant(entries, bytes.Span, scratch.Writer);
        return scratch[start..];
    }

    private static bool Concerns(in ParsedEntry entry, Member member) => entry.Kind switch
    {
        EntryKind.Type => !entry.Redundant,
        // Whoever comes to be named the object gets its creation then.
        EntryKind.Create => false,
        EntryKind.Call => entry.Scope != CallScope.Holders || entry.Target is null || entry.Target.Residents.Contains(member.Slot),
        _ => entry.Target!.Residents.Contains(member.Slot),
    };

    private void CopyRelevant(Span<ParsedEntry> entries, ReadOnlySpan<byte> bytes, WireWriter scratch)
    {
        for (int i = 0; i < entries.Length;)
        {
            if (!_relevant[i])
            {
                i++;
                continue;
            }
            int from = entries[i].Start;
            while (i < entries.Length && _relevant[i])
                i++;
            scratch.Raw(bytes[from..entries[i - 1].End]);
        }
    }
}
