using Weft.Protocol;
using Weft.Runtime.Locks;

namespace Weft.Runtime.Objects;

/// <summary>Object id → the one local instance, held weakly.</summary>
internal sealed class IdentityMap
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, SharedHeader> _headers = [];
    private readonly HashSet<ulong> _absent = [];

    internal int Count
    {
        get
        {
            lock (_gate)
                return _headers.Count;
        }
    }

    /// <summary>The header of an object and its instance, if it is here and alive.</summary>
    internal bool TryFind(ulong id, out SharedHeader header, out object instance)
    {
        lock (_gate)
        {
            if (_headers.TryGetValue(id, out SharedHeader? found) && found.Owner is { } owner)
            {
                (header, instance) = (found, owner);
                return true;
            }
        }
        (header, instance) = (null!, null!);
        return false;
    }

    internal SharedHeader? FindHeader(ulong id)
    {
        lock (_gate)
            return _headers.GetValueOrDefault(id);
    }

    /// <summary>Adds an object that has become shared here. It cannot be interrupted: others of its graph may have their headers already.</summary>
    internal void Add(SharedHeader header)
    {
        using (Uninterrupted.Enter(_gate))
            _headers.Add(header.Id, header);
    }

    /// <summary>Forgets an object that the cluster does not have.</summary>
    internal void Remove(SharedHeader header)
    {
        lock (_gate)
        {
            if (_headers.GetValueOrDefault(header.Id) == header)
                _headers.Remove(header.Id);
        }
    }

    /// <summary>The instance for a reference that came over the wire: the one that is here, or a new one without state.</summary>
    internal object Resolve(ulong id, ulong typeId, int length)
    {
        lock (_gate)
        {
            if (_headers.TryGetValue(id, out SharedHeader? found) && found.Owner is { } owner)
                return owner;
            TypeDescriptor descriptor = found?.Descriptor ?? TypeRegistry.Find(typeId);
            return AddHollow(id, descriptor, descriptor.MakeInstance(length));
        }
    }

    /// <summary>The instance for a creation that came over the wire: the one that is here, or a new one which the state can be filled into.</summary>
    internal object Resolve(ulong id, TypeDescriptor descriptor, ReadOnlySpan<byte> state)
    {
        lock (_gate)
        {
            if (_headers.TryGetValue(id, out SharedHeader? found) && found.Owner is { } owner)
                return owner;
            WireReader reader = new(state);
            return AddHollow(id, descriptor, descriptor.MakeInstance(ref reader));
        }
    }

    private object AddHollow(ulong id, TypeDescriptor descriptor, object instance)
    {
        SharedHeader header = new(id, descriptor, instance, Residence.Hollow) { IsAnnounced = true };
        _headers[id] = header;
        Headers.Set(instance, header);
        return instance;
    }

    /// <summary>Whether a reference can be resolved on the reader thread: the instance is here, or can be made hollow without user code.</summary>
    /// <param name="id">The object.</param>
    /// <param name="typeId">Its type.</param>
    /// <param name="madeTogether">Objects whose state comes in the frame that is being applied, and which nobody can see yet.</param>
    /// <param name="instance">The instance that is here, for the caller to keep alive until it has resolved the reference.</param>
    internal bool IsReady(ulong id, ulong typeId, HashSet<ulong> madeTogether, out object? instance)
    {
        lock (_gate)
        {
            instance = null;
            if (!_headers.TryGetValue(id, out SharedHeader? found))
                return TypeRegistry.TryFind(typeId) is { CanMakeInstance: true, Kind: ObjectKind.Physical or ObjectKind.LockObject };
            instance = found.Owner;
            // Code that asks nobody works on whole objects.
            if (found.Descriptor.Kind == ObjectKind.Whole)
                return instance is not null && (found.Residence != Residence.Hollow || madeTogether.Contains(id));
            return instance is not null || found.Descriptor.Kind is ObjectKind.Physical or ObjectKind.LockObject;
        }
    }

    /// <summary>Whether an object that asks nobody when it is read, as collections and arrays, has no content yet, or refers to one that has none.</summary>
    internal bool LacksContent(ulong id, Backlog backlog)
    {
        if (!backlog.Reaches(long.MaxValue - 1))
            return false;
        lock (_gate)
        {
            return _headers.TryGetValue(id, out SharedHeader? found) && found.Descriptor.Kind is not (ObjectKind.Physical or ObjectKind.LockObject or ObjectKind.Synchronizer)
                && ((found.Residence == Residence.Hollow && found.Deferred is not null) || (found.AwaitedFill is not 0 and var entry && backlog.Reaches(entry)));
        }
    }

    /// <summary>The hub takes an object for resident here that is not: it is told again with the next drop.</summary>
    internal void NoteAbsent(ulong id)
    {
        lock (_gate)
            _absent.Add(id);
    }

    /// <summary>Takes collected objects off the map and tells of them.</summary>
    /// <param name="tell">
    /// Queues the drop. Called under the map's gate: whoever makes an object of these ids again asks for its state behind the drop.
    /// </param>
    internal void RemoveCollected(Action<ulong[]> tell)
    {
        lock (_gate)
        {
            _absent.RemoveWhere(_headers.ContainsKey);
            foreach ((ulong id, SharedHeader header) in _headers)
            {
                if (header.Owner is null)
                    _absent.Add(id);
            }
            foreach (ulong id in _absent)
            {
                if (_headers.Remove(id, out SharedHeader? gone))
                    HeaderSlots.Replace(gone, null);
            }
            if (_absent.Count != 0)
                tell([.. _absent]);
            _absent.Clear();
        }
    }

    /// <summary>All headers, for leaving.</summary>
    internal SharedHeader[] Snapshot()
    {
        lock (_gate)
            return [.. _headers.Values];
    }
}
