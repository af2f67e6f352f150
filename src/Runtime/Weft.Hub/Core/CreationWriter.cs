using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>Where the entries of outgoing messages are put together; knows where each creation ends, so that many of them can go in several frames.</summary>
internal sealed class CreationWriter
{
    private readonly List<int> _ends = [];

    public WireWriter Writer { get; private set; } = new(4096);

    public int Length => Writer.Length;

    public ReadOnlyMemory<byte> this[Range range] => Writer.WrittenMemory[range];

    public void Clear()
    {
        Writer.Clear();
        _ends.Clear();
    }

    /// <summary>Begins anew and leaves what was written as it is, for messages that refer to it.</summary>
    public void LetGo()
    {
        if (Length > 0)
            Writer = new WireWriter(4096);
        _ends.Clear();
    }

    public void Add(StoredObject created)
    {
        created.WriteCreation(Writer);
        _ends.Add(Writer.Length);
    }

    /// <summary>Where the creation that begins here ends.</summary>
    public int EndOfFirst(int start) => _ends.Find(end => end > start);

    /// <summary>Cuts the creations of a range into pieces of a limited length; a single creation may be longer.</summary>
    public IEnumerable<Range> Cut(int start, int end, int limit)
    {
        int last = start;
        foreach (int next in _ends)
        {
            if (next <= start || next > end)
                continue;
            if (next - start > limit && last > start)
            {
                yield return start..last;
                start = last;
            }
            last = next;
        }
        if (last > start)
            yield return start..last;
    }
}
