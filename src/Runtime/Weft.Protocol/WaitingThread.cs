namespace Weft.Protocol;

/// <summary>A lock as threads name it when they tell of it: one of the cluster, or one that a node has for itself.</summary>
/// <param name="Lock">The cluster's lock; null for a node's own.</param>
/// <param name="Local">The number that the node gives to its own lock.</param>
public readonly record struct LockKey(LockId? Lock, ulong Local)
{
    /// <summary>Writes the key.</summary>
    public void Write(WireWriter writer)
    {
        writer.Byte(Lock is null ? (byte)0 : (byte)1);
        if (Lock is { } id)
            id.Write(writer);
        else
            writer.Unsigned(Local);
    }

    /// <summary>Reads a key.</summary>
    public static LockKey Read(ref WireReader reader) => reader.Byte() switch
    {
        0 => new(null, reader.Unsigned()),
        1 => new(LockId.Read(ref reader), 0),
        byte other => throw new ProtocolException($"{other} at byte {reader.Position - 1} is no kind of lock."),
    };
}

/// <summary>A thread that has waited for a lock for long, and what it holds meanwhile.</summary>
/// <param name="Thread">Its managed id.</param>
/// <param name="Name">Its name, or empty.</param>
/// <param name="Wait">Tells this wait from others of the thread.</param>
/// <param name="For">The lock for which it waits.</param>
/// <param name="Mode">What it wants.</param>
/// <param name="What">What is locked, in words.</param>
/// <param name="Stack">Where it waits.</param>
/// <param name="Holds">The locks that it is in.</param>
public sealed record WaitingThread(int Thread, string Name, ulong Wait, LockKey For, LockMode Mode, string What, string Stack, IReadOnlyList<(LockKey Lock, LockMode Mode)> Holds)
{
    /// <summary>Writes all waiting threads of a node.</summary>
    public static void WriteAll(WireWriter writer, IReadOnlyList<WaitingThread> threads)
    {
        writer.Unsigned((ulong)threads.Count);
        foreach (WaitingThread each in threads)
            each.Write(writer);
    }

    /// <summary>Reads all waiting threads of a node.</summary>
    public static IReadOnlyList<WaitingThread> ReadAll(ref WireReader reader)
    {
        int count = reader.Count();
        List<WaitingThread> threads = [];
        for (int i = 0; i < count; i++)
            threads.Add(Read(ref reader));
        return threads;
    }

    private void Write(WireWriter writer)
    {
        writer.Unsigned((uint)Thread);
        writer.Text(Name);
        writer.Unsigned(Wait);
        For.Write(writer);
        writer.Byte((byte)Mode);
        writer.Text(What);
        writer.Text(Stack);
        writer.Unsigned((ulong)Holds.Count);
        foreach ((LockKey key, LockMode mode) in Holds)
        {
            key.Write(writer);
            writer.Byte((byte)mode);
        }
    }

    private static WaitingThread Read(ref WireReader reader)
    {
        int thread = (int)(uint)reader.Unsigned();
        string name = reader.Text();
        ulong wait = reader.Unsigned();
        LockKey waitsFor = LockKey.Read(ref reader);
        LockMode mode = ReadMode(ref reader);
        string what = reader.Text();
        string stack = reader.Text();
        int count = reader.Count();
        List<(LockKey, LockMode)> holds = [];
        for (int i = 0; i < count; i++)
            holds.Add((LockKey.Read(ref reader), ReadMode(ref reader)));
        return new(thread, name, wait, waitsFor, mode, what, stack, holds);
    }

    private static LockMode ReadMode(ref WireReader reader)
    {
        byte value = reader.Byte();
        return value <= (byte)LockMode.Write ? (LockMode)value : throw new ProtocolException($"{value} at byte {reader.Position - 1} is no mode of a lock.");
    }
}
