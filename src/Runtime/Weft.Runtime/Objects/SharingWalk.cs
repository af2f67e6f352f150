using System.Collections.Concurrent;
using Weft.Protocol;
using Weft.Runtime.Locks;
using Weft.Runtime.Session;
using Weft.Runtime.Values;

namespace Weft.Runtime.Objects;

/// <summary>
/// Makes the graph below an object shared, all of it or nothing. One walk at a time; it takes no lock of the user's.
/// </summary>
/// <remarks>Order: find the graph and check it; set the headers; one process-wide barrier; look again for references stored meanwhile; encode; only then may anything name the objects.</remarks>
internal sealed class SharingWalk(Node node)
{
    private readonly Lock _gate = new();
    private readonly HashSet<ulong> _defined = [];
    private readonly ConcurrentDictionary<ulong, byte> _announced = new();
    private readonly WireWriter _entries = new(4096);

    /// <summary>Shares an object and what it reaches.</summary>
    /// <param name="target">The object.</param>
    /// <param name="owner">The shared object that will refer to it, for messages; null for roots and calls.</param>
    /// <param name="place">Where.</param>
    /// <param name="key">Where, for elements.</param>
    /// <param name="isNew">Whether the runtime has just made the object, so that no other thread can have it.</param>
    /// <exception cref="NonPortableException">Something in the graph cannot be shared; nothing was changed.</exception>
    /// <returns>The headers of the objects that have become shared.</returns>
    internal IEnumerable<SharedHeader> Share(object target, SharedHeader? owner, string? place, object? key, bool isNew = false)
    {
        lock (_gate)
        {
            if (Headers.Of(target) is not null)
                return [];
            SharingBatch batch = new(owner, strict: true);
            batch.Visit(target, place, key);
            batch.Complete();
            // Until here nothing has changed.
            ulong[] ids = node.Ids.Take(batch.Found.Count);
            try
            {
                Finish(batch, ids, isNew);
            }
            catch (Exception e)
            {
                // The headers are set, and other threads may act on them already: nothing but the end of the session makes them void.
                node.Lose($"an object of {batch.Found[0].Descriptor.WireName} could not be shared whole: {e.Message}", e);
                throw;
            }
            return batch.Found.Select(item => item.Header!);
        }
    }

    private void Finish(SharingBatch batch, ulong[] ids, bool isNew)
    {
        int firstOfRound = 0;
        if (isNew && batch.Found.Count == 1)
            SetHeaders(batch, 0, firstOfRound = 1, ids);
        while (firstOfRound < batch.Found.Count)
        {
            int end = batch.Found.Count;
            SetHeaders(batch, firstOfRound, end, firstOfRound == 0 ? ids : Uninterrupted.Get((node, count: end - firstOfRound), static more => more.node.Ids.Take(more.count, isHalfway: true)));
            Interlocked.MemoryBarrierProcessWide();
            if (!Barriers.AtomicSections.WaitForOthers(node.Options.HubTimeout))
                GiveUp(batch);
            // What a thread stored after its look at the header and before ours; its own second look reports it too.
            batch.LookAgain();
            firstOfRound = end;
        }
        Encode(batch);
    }

    private void GiveUp(SharingBatch batch)
    {
        node.Lose($"{RuntimeCodes.AtomicOperationStuck}: an object of {batch.Found[0].Descriptor.WireName} could not be shared, since a thread has been inside an operation of a concurrent collection for {node.Options.HubTimeout.TotalSeconds:0.#} s; the program's Equals, GetHashCode or comparer waits for something there.", null);
        node.ThrowIfLost();
    }

    private void TooLong(SharingBatch batch)
    {
        node.Lose($"{RuntimeCodes.SharedTooLarge}: {batch.Found.Count:N0} objects that become shared at once, the first a {batch.Found[0].Descriptor.WireName}, are {_entries.Length / (1024 * 1024):N0} MB long; {FrameCodec.MaxMessageLength / (1024 * 1024):N0} are possible. Share them one after the other.", null);
        node.ThrowIfLost();
    }

    /// <summary>Waits until the walk that is under way has queued its creations, or has failed.</summary>
    internal void WaitForWalk()
    {
        lock (_gate)
        {
        }
    }

    /// <summary>Makes a type's name known to the cluster before a value names it.</summary>
    internal void DefineType(Type type)
    {
        ulong id = TypeRegistry.IdOf(type);
        if (_announced.ContainsKey(id))
            return;
        lock (_gate)
        {
            _entries.Clear();
            if (Values.CodecResolver.IsLiteral(type) || type.IsInterface || (type.IsAbstract && !ReaderWriterDescriptor.IsFor(type)) || TypeRegistry.Find(type) is not { } descriptor)
                WriteDefinition(_entries, id, WireTypeName.Of(type), ObjectKind.Physical, []);
            else
                WriteDefinition(_entries, descriptor.TypeId, descriptor.WireName, descriptor.Kind, descriptor.FieldNames);
            try
            {
                node.Outbound.AppendEntries(_entries.Written);
            }
            catch (ClusterUnavailableException)
            {
                // It is not on its way, so the next value that names the type must define it.
                _defined.Remove(id);
                throw;
            }
            _announced.TryAdd(id, 0);
        }
    }

    private void SetHeaders(SharingBatch batch, int first, int end, ulong[] ids)
    {
        for (int i = first; i < end; i++)
        {
            SharingBatch.Item item = batch.Found[i];
            SharedHeader header = new(ids[i - first], item.Descriptor, item.Instance, Residence.Resident) { BornHere = true };
            item.Header = header;
            node.Objects.Add(header);
            if (item.Whole is null)
            {
                Headers.Set(item.Instance, header);
                continue;
            }
            item.Whole.Header!.Part = header;
            SideTable.Set(item.Instance, header);
        }
    }

    private void Encode(SharingBatch batch)
    {
        _entries.Clear();
        foreach (SharingBatch.Item item in batch.Found)
            item.Descriptor.OnShared(item.Instance, item.Header!);
        foreach (SharingBatch.Item item in batch.Found)
        {
            TypeDescriptor descriptor = item.Descriptor;
            WriteDefinition(_entries, descriptor.TypeId, descriptor.WireName, descriptor.Kind, descriptor.FieldNames);
            if (item.LiteralTypes is { } types)
                DefineAll(types);
            _entries.Byte((byte)EntryKind.Create);
            _entries.Fixed64(item.Header!.Id);
            _entries.Fixed64(descriptor.TypeId);
            _entries.Byte((byte)descriptor.Kind);
            item.Header.EnterLatch();
            try
            {
                descriptor.WriteState(item.Instance, item.Header, _entries);
            }
            finally
            {
                item.Header.ExitLatch();
            }
        }
        if (_entries.Length > FrameCodec.MaxMessageLength - 64)
            TooLong(batch);
        node.Outbound.AppendEntries(_entries.Written);
        foreach (SharingBatch.Item item in batch.Found)
            item.Header!.IsAnnounced = true;
    }

    private void DefineAll(HashSet<Type> types)
    {
        foreach (Type type in types)
            WriteDefinition(_entries, TypeRegistry.IdOf(type), WireTypeName.Of(type), ObjectKind.Physical, []);
    }

    private void WriteDefinition(WireWriter writer, ulong id, string name, ObjectKind kind, IReadOnlyList<string> fields)
    {
        if (!_defined.Add(id))
            return;
        writer.Byte((byte)EntryKind.Type);
        writer.Fixed64(id);
        writer.Text(name);
        writer.Byte((byte)kind);
        writer.Unsigned((ulong)fields.Count);
        foreach (string field in fields)
        {
            writer.Fixed32(WireHash.OfField(field));
            writer.Text(field);
        }
    }
}
