using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Protocol;
using Weft.Runtime.Invocation;
using Weft.Runtime.Session;
using Weft.Runtime.Values;

namespace Weft.Runtime.Objects;

/// <summary>Carries out the entries of groups on the reader thread; what needs user code is queued at its object.</summary>
internal sealed class EntryApplier
{
    /// <summary>Taking in a state of as many bytes takes a while, of which people want to know.</summary>
    private const int Large = 1 << 19;

    private readonly Node _node;
    private readonly List<object> _alive = [];
    private readonly List<byte[]> _calls = [];
    private readonly List<Creation> _creations = [];
    private readonly HashSet<ulong> _made = [];
    private readonly WireValue.ReferenceHandler _checkReference;
    private readonly WireValue.ReferenceHandler _resolveReference;
    private bool _ready;
    private SharedHeader? _last;
    private bool _refersAhead;

    internal EntryApplier(Node node)
    {
        _node = node;
        _checkReference = (id, type, _) =>
        {
            _ready &= node.Objects.IsReady(id, type, _made, out object? instance);
            _refersAhead = _refersAhead || node.Objects.LacksContent(id, node.Deferred.Backlog);
            // Collected between this look and the store, a collection would come back empty.
            if (instance is not null)
                _alive.Add(instance);
        };
        _resolveReference = (id, type, length) =>
        {
            if (node.Objects.IsReady(id, type, _made, out _))
                _alive.Add(node.Objects.Resolve(id, type, length));
        };
    }

    /// <summary>Applies entries of other nodes or of the hub. Calls start after the last entry.</summary>
    internal void Apply(ReadOnlyMemory<byte> entries)
    {
        _node.Frames.Begin();
        try
        {
            ApplyAll(entries);
        }
        finally
        {
            _node.Frames.End();
        }
    }

    private void ApplyAll(ReadOnlyMemory<byte> entries)
    {
        WireReader reader = new(entries);
        while (!reader.AtEnd)
        {
            EntryKind kind = (EntryKind)reader.Byte();
            if (kind == EntryKind.Type)
            {
                DefineType(ref reader);
                continue;
            }
            if (kind == EntryKind.Create)
            {
                _creations.Add(ReadCreation(ref reader));
                continue;
            }
            Create(entries.Span);
            if (kind == EntryKind.Call)
                TakeCall(ref reader);
            else
                Operate(ref reader, kind, DeferredKind.Remote);
        }
        Create(entries.Span);
        foreach (byte[] call in _calls)
            _node.Calls.Arrived(call, ResolveCall(call));
        _calls.Clear();
    }

    /// <summary>An own group came back: its places have a pending write less.</summary>
    internal void ApplyOwn(ReadOnlyMemory<byte> entries)
    {
        WireReader reader = new(entries);
        while (!reader.AtEnd)
        {
            EntryKind kind = (EntryKind)reader.Byte();
            if (kind == EntryKind.Type)
            {
                SkipDefinition(ref reader);
            }
            else if (kind == EntryKind.Create)
            {
                reader.Raw(16);
                reader.SkipState((ObjectKind)reader.Byte());
            }
            else if (kind == EntryKind.Call)
            {
                CallHeader.Skip(ref reader);
            }
            else
            {
                Operate(ref reader, kind, DeferredKind.Acknowledged);
            }
        }
    }

    /// <summary>The objects made since the last frame may be collected from here on, unless something refers to them.</summary>
    internal void EndOfFrame()
    {
        _alive.Clear();
        _last = null;
    }

    /// <summary>The objects made by this frame, for an asking thread to keep alive.</summary>
    internal object[] TakeRoots() => [.. _alive];

    /// <summary>The instances that a value refers to, as far as they can be made here.</summary>
    internal object[] ResolveReferences(ReadOnlySpan<byte> value)
    {
        WireReader reader = new(value);
        while (!reader.AtEnd)
            reader.SkipValue(_resolveReference);
        return TakeRoots();
    }

    private object[] ResolveCall(byte[] call)
    {
        int before = _alive.Count;
        WireReader reader = new(call.AsSpan());
        CallHeader.Skip(ref reader, _resolveReference);
        return [.. _alive.Skip(before)];
    }

    private void TakeCall(ref WireReader reader)
    {
        int start = reader.Position;
        CallHeader.Skip(ref reader);
        _calls.Add(reader.Between(start, reader.Position).ToArray());
    }

    private static void DefineType(ref WireReader reader)
    {
        ulong id = reader.Fixed64();
        TypeRegistry.Define(id, reader.Text());
        SkipFields(ref reader);
    }

    private static void SkipDefinition(ref WireReader reader)
    {
        reader.Fixed64();
        reader.Text();
        SkipFields(ref reader);
    }

    private static void SkipFields(ref WireReader reader)
    {
        reader.Byte();
        for (int count = reader.Count(); count > 0; count--)
        {
            reader.Fixed32();
            reader.Text();
        }
    }

    private static Creation ReadCreation(ref WireReader reader)
    {
        ulong id = reader.Fixed64();
        ulong typeId = reader.Fixed64();
        ObjectKind kind = (ObjectKind)reader.Byte();
        int start = reader.Position;
        reader.SkipState(kind);
        return new(id, typeId, kind, start, reader.Position);
    }

    /// <summary>
    /// Carries out creations that came one after another: first all instances are made, then those are filled that nobody can see yet, which may refer to each other in circles, then the others.
    /// </summary>
    private void Create(ReadOnlySpan<byte> entries)
    {
        if (_creations.Count == 0)
            return;
        foreach (Creation creation in _creations)
        {
            if (MakeInstance(creation, entries))
                _made.Add(creation.Id);
        }
        FillMade(entries);
        HashSet<ulong> filled = [.. _made];
        _made.Clear();
        foreach (Creation creation in _creations)
        {
            if (!filled.Contains(creation.Id) && Prepare(creation, entries) is { } ready)
                Fill(ready, entries);
        }
        _creations.Clear();
    }

    // First those that have to wait, so that the others, which may refer to them by whatever way, are known to do so.
    private void FillMade(ReadOnlySpan<byte> entries)
    {
        long before = _node.Deferred.Backlog.Last;
        List<Fillable> fillable = [];
        foreach (Creation creation in _creations)
        {
            if (_made.Contains(creation.Id) && Prepare(creation, entries) is { } ready)
                fillable.Add(ready);
        }
        bool someWait = _node.Deferred.Backlog.Last != before;
        foreach (Fillable ready in fillable)
            Fill(ready with { RefersAhead = ready.RefersAhead || someWait }, entries);
    }

    /// <summary>Makes the instance of a creation, unless it is here; true if it is one that is never hollow, and is now.</summary>
    private bool MakeInstance(Creation creation, ReadOnlySpan<byte> entries)
    {
        if (_node.Objects.TryFind(creation.Id, out _, out object instance))
        {
            _alive.Add(instance);
            return false;
        }
        // A type that this node does not have, or cannot make here: whoever reads a reference to it faults the object then, or gets the reason.
        if (TypeRegistry.TryFind(creation.TypeId) is not { CanMakeInstance: true } descriptor || descriptor.Kind != creation.Kind)
            return false;
        _alive.Add(_node.Objects.Resolve(creation.Id, descriptor, entries[creation.Start..creation.End]));
        return creation.Kind is not (ObjectKind.Physical or ObjectKind.LockObject);
    }

    /// <summary>What is to be filled now; null where that has to wait, or is done.</summary>
    private Fillable? Prepare(Creation creation, ReadOnlySpan<byte> entries)
    {
        if (!_node.Objects.TryFind(creation.Id, out SharedHeader header, out object instance) || header.Residence != Residence.Hollow)
            return null;
        ReadOnlySpan<byte> state = entries[creation.Start..creation.End];
        (_ready, _refersAhead) = (true, false);
        WireReader reader = new(state);
        reader.SkipState(creation.Kind, _checkReference);
        if (_ready && header.Deferred is null && !header.Descriptor.NeedsUserCode(EntryKind.Create, header, state))
            return new(creation, instance, header, _refersAhead);
        _node.Deferred.Defer(instance, header, DeferredKind.Fill, EntryKind.Create, state);
        return null;
    }

    private void Fill(Fillable ready, ReadOnlySpan<byte> entries)
    {
        SharedHeader header = ready.Header;
        if (header.Residence != Residence.Hollow)
            return;
        // A part of another object may have become that object's meanwhile.
        object instance = header.Owner ?? ready.Instance;
        if (ready.RefersAhead)
            header.Await(instance, _node.Deferred.Backlog.Last);
        Fill(instance, header, entries[ready.Creation.Start..ready.Creation.End]);
    }

    internal static void Fill(object instance, SharedHeader header, ReadOnlySpan<byte> state)
    {
        if (state.Length < Large)
        {
            FillNow(instance, header, state);
            return;
        }
        Activation.Node.Log.Info($"{header} has arrived: {state.Length / 1024:N0} KB are taken in");
        Stopwatch elapsed = Stopwatch.StartNew();
        FillNow(instance, header, state);
        Activation.Node.Log.Info($"{header} is here; to take it in took {elapsed.ElapsedMilliseconds} ms");
    }

    private static void FillNow(object instance, SharedHeader header, ReadOnlySpan<byte> state)
    {
        bool latched = EnterFor(header, EntryKind.Create, state);
        try
        {
            header.BeginFill();
            WireReader reader = new(state);
            header.Descriptor.Fill(instance, header, ref reader);
        }
        finally
        {
            header.EndFill();
            if (header is { Descriptor: PhysicalDescriptor { HasOnLoad: true }, WasLoaded: false })
                header.Residence = Residence.Filled;
            else
                header.BecomeReadable();
            if (latched)
                header.ExitLatch();
        }
    }

    private void Operate(ref WireReader reader, EntryKind kind, DeferredKind origin)
    {
        ulong id = reader.Fixed64();
        int start = reader.Position;
        bool isHere = TryFind(id, out SharedHeader? header, out object? instance);
        (_ready, _refersAhead) = (true, false);
        if (origin == DeferredKind.Remote || (isHere && header!.Descriptor.ReadsAcknowledged(header)))
            reader.SkipOperation(kind, _checkReference);
        else
            reader.SkipOperation(kind);
        ReadOnlySpan<byte> payload = reader.Between(start, reader.Position);
        if (header is null || instance is null)
        {
            if (origin == DeferredKind.Remote)
                _node.Objects.NoteAbsent(id);
            return;
        }
        if (origin == DeferredKind.Remote && header.Residence == Residence.Hollow && header.Deferred is null)
            return;
        if (!_ready || header.Deferred is not null || header.Descriptor.NeedsUserCode(kind, header, payload))
        {
            _node.Deferred.Defer(instance, header, origin, kind, payload);
        }
        else
        {
            if (_refersAhead)
                header.Await(instance, _node.Deferred.Backlog.Last);
            Operate(instance, header, origin, kind, payload);
        }
    }

    // Most entries are of the object that the one before was of.
    private bool TryFind(ulong id, [NotNullWhen(true)] out SharedHeader? header, [NotNullWhen(true)] out object? instance)
    {
        if (_last is not null && _last.Id == id && _last.Owner is { } there)
        {
            (header, instance) = (_last, there);
            return true;
        }
        bool isHere = _node.Objects.TryFind(id, out header, out instance);
        if (isHere)
            _last = header;
        return isHere;
    }

    internal static void Operate(object instance, SharedHeader header, DeferredKind origin, EntryKind kind, ReadOnlySpan<byte> payload)
    {
        WireReader reader = new(payload);
        bool latched = EnterFor(header, kind, payload);
        try
        {
            if (origin == DeferredKind.Acknowledged)
                header.Descriptor.Acknowledge(instance, header, kind, ref reader);
            else
                header.Descriptor.Apply(instance, header, kind, ref reader);
        }
        finally
        {
            if (latched)
                header.ExitLatch();
        }
    }

    // What needs user code runs under the gate of its deferred operations: the reader thread must never find the latch held over such code.
    private static bool EnterFor(SharedHeader header, EntryKind kind, ReadOnlySpan<byte> payload)
    {
        if (header.Descriptor.NeedsUserCode(kind, header, payload))
            return false;
        header.EnterLatch();
        return true;
    }

    /// <summary>Where the state of a creation lies.</summary>
    private readonly record struct Creation(ulong Id, ulong TypeId, ObjectKind Kind, int Start, int End);

    /// <summary>An object whose state is taken in at once.</summary>
    private readonly record struct Fillable(Creation Creation, object Instance, SharedHeader Header, bool RefersAhead);
}
