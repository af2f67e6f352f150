using System.Collections.Concurrent;
using System.Threading.Channels;
using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Synchronizers;

/// <summary>What there is to know of one class of synchronizers.</summary>
internal interface ISynchronizerContent<T> where T : class
{
    /// <summary>Makes an instance for an object that another node has shared.</summary>
    static abstract T Create();

    /// <summary>Throws where this instance cannot be shared; shows what its state refers to.</summary>
    static abstract void Visit(T instance, ReferenceVisitor visitor);

    /// <summary>Takes the state out of an instance that has become shared; no operation works on it any more.</summary>
    static abstract SyncValues Take(T instance);

    /// <summary>Takes over what never changes from the state that another node or the hub wrote.</summary>
    static abstract void Note(T instance, SyncValues state);

    /// <summary>The node has left: the instance goes on alone, from the state that the hub had last.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="state">The hub's state.</param>
    /// <param name="held">Permits that this node's threads have taken and not given back.</param>
    static abstract void Restore(T instance, SyncValues state, int held);
}

/// <summary>An item of a channel, encoded.</summary>
internal sealed record Encoded(byte[] Bytes);

/// <summary>The values of a synchronizer's state, in order: each a number, a text, a shared object, or null; for channels, items after those.</summary>
internal sealed class SyncValues(IReadOnlyList<object?> values)
{
    private const int ChannelConstants = 8;

    internal int Count => values.Count;

    internal object? this[int index] => index < values.Count ? values[index] : throw new ProtocolException($"A synchronizer came with {values.Count} values; {index + 1} are needed.");

    internal long Number(int index) => this[index] as long? ?? throw new ProtocolException($"Value {index} of a synchronizer is no number.");

    internal static SyncValues Read(ref WireReader reader, int count)
    {
        List<object?> read = new(count);
        for (; count > 0; count--)
            read.Add(read.Count >= ChannelConstants && read[0] is (long)SyncForm.Channel ? ReadItem(ref reader) : ReadOne(ref reader));
        return new SyncValues(read);
    }

    /// <summary>One text, encoded.</summary>
    internal static byte[] Text(string text)
    {
        WireWriter writer = new(64);
        WriteOne(writer, text);
        return writer.Written.ToArray();
    }

    internal void Write(WireWriter writer)
    {
        writer.Unsigned((ulong)values.Count);
        foreach (object? value in values)
            WriteOne(writer, value);
    }

    private static Encoded ReadItem(ref WireReader reader)
    {
        int start = reader.Position;
        reader.SkipValue();
        return new Encoded(reader.Between(start, reader.Position).ToArray());
    }

    private static object? ReadOne(ref WireReader reader)
    {
        switch ((ValueTag)reader.Peek())
        {
            case ValueTag.Signed:
                reader.Byte();
                return reader.Signed();
            case ValueTag.Text:
                reader.Byte();
                return reader.Text();
            case ValueTag.Null or ValueTag.Reference:
                return References.Read(ref reader);
            case var tag:
                throw new ProtocolException($"A synchronizer came with {tag} as one of its values.");
        }
    }

    private static void WriteOne(WireWriter writer, object? value)
    {
        switch (value)
        {
            case int or long:
                writer.Byte((byte)ValueTag.Signed);
                writer.Signed(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case string text:
                writer.Byte((byte)ValueTag.Text);
                writer.Text(text);
                break;
            case Encoded item:
                writer.Raw(item.Bytes);
                break;
            default:
                References.Write(writer, value);
                break;
        }
    }
}

/// <summary>What this node knows of one shared synchronizer besides its header.</summary>
internal sealed class SyncExtra
{
    /// <summary>The state at the time of sharing, until it is encoded.</summary>
    internal SyncValues? Taken { get; set; }

    /// <summary>Permits that this node's threads have taken and not given back; may go below what there is where others give them.</summary>
    internal int Held;

    /// <summary>Permits that they had taken in a session that is over, with which the hub took them back: their release gives nothing.</summary>
    internal int Returned;

    private volatile LentSynchronizer? _lent;

    /// <summary>The object itself, while it is lent to this node.</summary>
    internal LentSynchronizer? Lent { get => _lent; set => _lent = value; }

    /// <summary>The node has left, and the state is back in the instance.</summary>
    internal volatile bool Restored;

    /// <summary>Of permits that are released, those that the hub has already.</summary>
    /// <param name="count">How many are released.</param>
    /// <param name="made">With how many the semaphore was made: more do not come back.</param>
    internal int TakeReturned(int count, int made)
    {
        while (true)
        {
            int returned = Volatile.Read(ref Returned);
            int taken = Math.Min(count, Math.Min(returned, made));
            if (taken <= 0)
                return 0;
            if (Interlocked.CompareExchange(ref Returned, returned - taken, returned) == returned)
                return taken;
        }
    }

    /// <summary>What is left of it in another session.</summary>
    internal SyncExtra Renew() => new() { Returned = Returned + Math.Max(0, Held) };

    /// <summary>What was lent was given back.</summary>
    internal void Forget(LentSynchronizer lent) => Interlocked.CompareExchange(ref _lent, null, lent);

    internal static SyncExtra Of(SharedHeader header)
    {
        if (header.Extra is SyncExtra known)
            return known;
        header.EnterLatch();
        SyncExtra made = (SyncExtra)(header.Extra ??= new SyncExtra());
        header.ExitLatch();
        return made;
    }
}

/// <summary>Shared synchronizers: the hub has their state, an instance only stands for it.</summary>
internal abstract class SynchronizerDescriptor(Type type) : TypeDescriptor(type, ObjectKind.Synchronizer)
{
    internal override bool HasStateHere(SharedHeader header) => header.Extra is SyncExtra { Restored: true };

    internal override void Apply(object instance, SharedHeader header, EntryKind kind, ref WireReader payload) => throw new ProtocolException($"{kind} is no operation on {header}.");

    internal override void Acknowledge(object instance, SharedHeader header, EntryKind kind, ref WireReader payload) => throw new ProtocolException($"{kind} is no operation on {header}.");

    internal override void WriteValue(object instance, WireWriter writer) => throw NoValue();

    internal override object ReadValue(ref WireReader reader) => throw NoValue();

    /// <summary>Puts the state that the hub had last into the instance. On user threads.</summary>
    internal abstract void Restore(object instance, SharedHeader header);

    private NonPortableException NoValue() =>
        new($"{RuntimeCodes.ArgumentNotPortable}: an unshared {Type.Name} was passed to a distributed method, and a copy of it would be another one. Share it first, by storing it in a field of a shared object.", Type.Name);
}

/// <summary>Shared synchronizers of one class.</summary>
internal sealed class SynchronizerDescriptor<T, TContent>() : SynchronizerDescriptor(typeof(T))
    where T : class
    where TContent : struct, ISynchronizerContent<T>
{
    internal override object MakeInstance(int length) => TContent.Create();

    internal override void VisitReferences(object instance, ReferenceVisitor visitor) => TContent.Visit((T)instance, visitor);

    internal override void OnShared(object instance, SharedHeader header)
    {
        SyncExtra.Of(header).Taken = TContent.Take((T)instance);
        MoveSignal.Raise(instance);
    }

    internal override void WriteState(object instance, SharedHeader header, WireWriter writer)
    {
        // The latch is held.
        SyncExtra extra = (SyncExtra)header.Extra!;
        extra.Taken!.Write(writer);
        extra.Taken = null;
    }

    internal override void Fill(object instance, SharedHeader header, ref WireReader state) => TContent.Note((T)instance, SyncValues.Read(ref state, state.Count()));

    internal override void Restore(object instance, SharedHeader header)
    {
        SyncExtra extra = SyncExtra.Of(header);
        lock (header.Gate)
        {
            if (extra.Restored)
                return;
            SyncAnswer answer = SyncClient.Snapshot(header);
            WireReader reader = new(answer.Value.AsSpan());
            TContent.Restore((T)instance, SyncValues.Read(ref reader, ByValue.ReadCount(ref reader)), Math.Max(0, Volatile.Read(ref extra.Held)));
            GC.KeepAlive(answer);
            extra.Restored = true;
        }
    }
}

/// <summary>Finds the descriptors of synchronizers.</summary>
internal static class SynchronizerDescriptors
{
    private static readonly Dictionary<Type, Type> Generic = new()
    {
        [typeof(Channel<>)] = typeof(ChannelContent<>),
        [typeof(BlockingCollection<>)] = typeof(BlockingCollectionContent<>),
    };

    internal static TypeDescriptor? Create(Type type)
    {
        if (type == typeof(SemaphoreSlim))
            return new SynchronizerDescriptor<SemaphoreSlim, SemaphoreContent>();
        if (type == typeof(ManualResetEventSlim))
            return new SynchronizerDescriptor<ManualResetEventSlim, SlimEventContent>();
        if (type == typeof(AutoResetEvent))
            return new SynchronizerDescriptor<AutoResetEvent, AutoResetContent>();
        if (type == typeof(ManualResetEvent))
            return new SynchronizerDescriptor<ManualResetEvent, ManualResetContent>();
        if (type == typeof(CountdownEvent))
            return new SynchronizerDescriptor<CountdownEvent, CountdownContent>();
        if (type == typeof(Barrier))
            return new SynchronizerDescriptor<Barrier, BarrierContent>();
        if (type.IsConstructedGenericType && type.GetGenericTypeDefinition() is var definition && Generic.TryGetValue(definition, out Type? content))
            return (TypeDescriptor)Activator.CreateInstance(typeof(SynchronizerDescriptor<,>).MakeGenericType(type, content.MakeGenericType(type.GetGenericArguments())), nonPublic: true)!;
        // The runtime's own classes go by the name of the framework's class.
        return typeof(ISynchronizer).IsAssignableFrom(type) ? TypeRegistry.Find(type.BaseType!) : null;
    }
}
