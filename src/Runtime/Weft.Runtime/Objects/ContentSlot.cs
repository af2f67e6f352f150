using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;
using Weft.Runtime.Collections.CopyOnWrite;
using Weft.Runtime.Contract;
using Weft.Runtime.Locks;
using Weft.Runtime.Transactions;
using Weft.Runtime.Values;

namespace Weft.Runtime.Objects;

/// <summary>A field that must be brought up to date before it is read.</summary>
internal interface IContentSlot
{
    /// <summary>Brings the field up to date. On threads that may run user code and wait.</summary>
    void Refresh(object owner, SharedHeader header);
}

/// <summary>
/// A field whose class replaces its content at each write. The cluster has the content's entries, in a shared collection that the program never sees, the source; the field holds a copy. A store publishes the
/// difference to the copy before; a read makes a new copy where the source has changed, so that what the program has read is never changed under it.
/// </summary>
internal sealed class ContentSlot<TOwner, T>(string name, int index, FieldRef<TOwner, T> field, SharedFieldAttributes attributes) : FieldSlot<T>(name, index, attributes), IContentSlot where TOwner : class
{
    private readonly ConditionalWeakTable<object, ContentState<T>> _states = [];
    private readonly ContentForm<T> _form = ContentForms.Of<T>();
    private readonly uint _key = WireHash.OfField(name);

    internal override int LeafCount => 1;

    internal override string LeafName(int leaf) => Name;

    private protected override ref T Locate(object owner) => ref field(Unsafe.As<TOwner>(owner));

    public void Refresh(object owner, SharedHeader header)
    {
        if (!_states.TryGetValue(owner, out ContentState<T>? state))
            return;
        if (IsCurrent(state))
            return;
        lock (state.Gate)
        {
            ref T place = ref Locate(owner);
            if (!ReferenceEquals(_form.KeyOf(place), _form.KeyOf(state.Known)))
                return;
            if (IsChangedInPlace(state))
                StoreChangedInPlace(header, state, ref place);
            Learn(header, state, ref place);
        }
    }

    internal override void Write(SharedHeader header, ref T place, ref T value) => Store(header, ref place, value, value);

    internal override void WriteStored(SharedHeader header, ref T place) => Store(header, ref place, place, place);

    internal override void WriteDifference(SharedHeader header, ref T place, ref Loan<T> loan)
    {
        if (!ReferenceEquals(_form.KeyOf(loan.Original), _form.KeyOf(loan.Value)))
            Store(header, ref place, loan.Original, loan.Value);
    }

    internal override void WriteAtomic(SharedHeader header, ref T place, ref Loan<T> loan)
    {
        if (ReferenceEquals(_form.KeyOf(loan.Original), _form.KeyOf(loan.Value)))
            return;
        StoreUnderGate(header, ref place, loan.Original, loan.Value);
    }

    internal override bool RecordDifference(SharedHeader header, object owner, KnownField<T> known)
    {
        ref T place = ref Locate(owner);
        if (ReferenceEquals(_form.KeyOf(place), _form.KeyOf(known.Value)))
            return false;
        Store(header, ref place, place, place);
        return true;
    }

    internal override void WriteAll(object owner, WireWriter writer)
    {
        writer.Fixed32(_key);
        References.Write(writer, SourceOf(owner));
    }

    internal override void WriteValue(object owner, WireWriter writer)
    {
        writer.Byte((byte)ValueTag.Unsigned);
        writer.Unsigned(_key);
        References.Write(writer, SourceOf(owner));
    }

    internal override void ReadLeaf(object owner, int leaf, ref WireReader reader) =>
        Locate(owner) = References.Read(ref reader) is { } source ? _form.Take(source, out _) : default!;

    // The reader thread makes no copies: the next read does.
    internal override void TakeLeaf(object owner, SharedHeader header, int leaf, ref WireReader reader) =>
        _states.GetOrCreateValue(owner).Arrive(References.Read(ref reader));

    internal override void VisitReferences(object owner, ReferenceVisitor visitor)
    {
        (visitor.Place, visitor.Key) = (Name, null);
        // A source is made for each walk that finds the owner unshared: an earlier one may have failed, or have made a copy of the owner for a call.
        if (Headers.Of(owner) is null)
            Begin(owner, Locate(owner));
        if (SourceOf(owner) is { } source)
            visitor.Visit(source);
    }

    internal override void OnShared(object owner, SharedHeader header)
    {
        if (_states.TryGetValue(owner, out ContentState<T>? state) && state.Source is { } source)
            (state.SourceHeader, state.Version) = (Headers.Of(source), ContentForm<T>.VersionOf(source));
    }

    private void Begin(object owner, T value)
    {
        ContentState<T> state = new();
        if (_form.KeyOf(value) is not null)
        {
            _form.Check(value, Name);
            (state.Source, state.Known, state.Stamp) = (_form.MakeSource(value), value, _form.StampOf(value));
        }
        _states.AddOrUpdate(owner, state);
    }

    /// <summary>The shared collection that has the entries of the field's content; null for none.</summary>
    internal object? SourceOf(object owner) => _states.TryGetValue(owner, out ContentState<T>? state) ? state.Source : null;

    private void Store(SharedHeader header, ref T place, T expected, T value)
    {
        if (!IsAtomic)
        {
            StoreUnderGate(header, ref place, expected, value);
            ThreadTransaction.Current.EndOfStatement();
            return;
        }
        PlaceLock part = PlaceLock.Enter(header, Part);
        try
        {
            StoreUnderGate(header, ref place, expected, value);
            ThreadTransaction.Current.Publish();
        }
        finally
        {
            part.Exit();
        }
    }

    /// <summary>Makes a value the content and its difference part of the thread's transaction; where others must not see it before, it is on its way first.</summary>
    /// <param name="header">The owner's header.</param>
    /// <param name="place">The field.</param>
    /// <param name="expected">What the writer has found there: anything else was stored meanwhile by a thread that found the owner unshared, and stays.</param>
    /// <param name="value">The value.</param>
    private void StoreUnderGate(SharedHeader header, ref T place, T expected, T value)
    {
        ContentState<T> state = _states.GetOrCreateValue(header.Owner!);
        ThreadTransaction transaction = ThreadTransaction.Current;
        transaction.CheckWritable(header, Name);
        lock (state.Gate)
        {
            if (state.HasArrived)
                Learn(header, state, ref place);
            if (IsChangedInPlace(state))
                StoreChangedInPlace(header, state, ref place);
            // What it was copied from changes under it where it is shared by itself.
            T own = _form.KeyOf(value) is { } key && Headers.Of(key) is not null ? _form.Clone(value) : value;
            // Where the thread is interrupted half-way, the next read finds out what is published.
            long version = Record(header, state, own);
            state.Version = ContentForm<T>.Outdated;
            if (IsVolatile || IsAtomic)
                transaction.Publish();
            Put(header, ref place, own, mayReplace: there => ReferenceEquals(there, _form.KeyOf(expected)) || ReferenceEquals(there, _form.KeyOf(state.Known)) || ReferenceEquals(there, _form.KeyOf(value)));
            (state.Known, state.Version, state.SourceHeader) = (own, version, HeaderOf(state.Source));
            state.Stamp = _form.KeyOf(own) is null ? ContentStamp.Unknown : _form.StampOf(own);
        }
    }

    /// <summary>Makes the difference, or the whole, part of the thread's transaction.</summary>
    /// <returns>The version of the source that the value is a copy of.</returns>
    private long Record(SharedHeader header, ContentState<T> state, T value)
    {
        if (_form.KeyOf(value) is null)
        {
            RecordSource(header, state, null);
            return 0;
        }
        _form.Check(value, Name);
        if (state.Source is { } source && state.Known is { } known && _form.Fits(source, value))
        {
            _form.Share(source, known, value, Name);
            return _form.Record(source, known, IsOfThisSession(state) ? state.Version : ContentForm<T>.Outdated, value);
        }
        object made = _form.MakeSource(value);
        ArgumentSharer sharer = new(header) { Place = Name };
        sharer.Visit(made);
        RecordSource(header, state, made);
        return ContentForm<T>.VersionOf(made);
    }

    private void RecordSource(SharedHeader header, ContentState<T> state, object? source)
    {
        ThreadTransaction transaction = ThreadTransaction.Current;
        WireWriter writer = transaction.Begin(header, EntryKind.FieldSet);
        writer.Fixed32(_key);
        References.Write(writer, source);
        header.EnterLatch();
        header.Pending.Add(PlaceOf(0));
        state.Source = source;
        header.ExitLatch();
        transaction.End();
    }

    /// <summary>Makes a copy of what the source is now, unless a thread has stored something meanwhile that it will report. Under the gate.</summary>
    private void Learn(SharedHeader header, ContentState<T> state, ref T place)
    {
        object? keyBefore = _form.KeyOf(state.Known);
        if (state.TryTakeArrived(out object? arrived))
            state.Source = arrived;
        (T? copy, state.Version) = state.Source is { } source ? Activation.Node.Frames.Between((_form, source), Take, static a => ContentForm<T>.VersionOf(a.source)) : (default, 0);
        (state.Known, state.SourceHeader) = (copy, HeaderOf(state.Source));
        state.Stamp = _form.KeyOf(copy) is null ? ContentStamp.Unknown : _form.StampOf(copy!);
        Put(header, ref place, copy!, there => ReferenceEquals(there, keyBefore));
    }

    private static (T? Copy, long Version) Take((ContentForm<T> Form, object Source) from) => (from.Form.Take(from.Source, out long version), version);

    private void Put(SharedHeader header, ref T place, T value, Func<object?, bool> mayReplace)
    {
        header.EnterLatch();
        if (mayReplace(_form.KeyOf(place)))
        {
            place = value;
            if (FieldExposure.Of(header, this) is { } known)
                known.Value = value;
        }
        header.ExitLatch();
    }

    private bool IsCurrent(ContentState<T> state) => !state.HasArrived && !IsChangedInPlace(state) && (state.Source is not { } source || (IsOfThisSession(state) && ContentForm<T>.VersionOf(source) == state.Version));

    private static bool IsOfThisSession(ContentState<T> state) => ReferenceEquals(HeaderOf(state.Source), state.SourceHeader);

    private static SharedHeader? HeaderOf(object? source) => source is null ? null : Headers.Of(source);

    private bool IsChangedInPlace(ContentState<T> state) => state.Stamp != ContentStamp.Unknown && state.Known is { } known && _form.StampOf(known) != state.Stamp;

    // The class was said to replace it. The write is not lost: it is found here, later than it was made.
    private void StoreChangedInPlace(SharedHeader header, ContentState<T> state, ref T place)
    {
        if (!state.IsReported)
            Activation.Node.Log.Warning($"{RuntimeCodes.ContentChangedInPlace}: {Name} of {header} is replaced at each write by the rule under 'collections', but was changed in place; that is published now, with what the current thread publishes. Take the rule away, or let the class store a new collection.");
        state.IsReported = true;
        T changed = _form.Clone(state.Known!);
        object? keyBefore = _form.KeyOf(state.Known);
        if (state.Source is { } source)
            (state.Known, state.Version, state.SourceHeader) = (_form.Take(source, out long version), version, HeaderOf(source));
        long after = Record(header, state, changed);
        Put(header, ref place, changed, there => ReferenceEquals(there, keyBefore));
        (state.Known, state.Version, state.SourceHeader, state.Stamp) = (changed, after, HeaderOf(state.Source), _form.StampOf(changed));
    }
}
