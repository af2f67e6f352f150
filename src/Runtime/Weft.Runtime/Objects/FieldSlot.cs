using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Locks;
using Weft.Runtime.Transactions;
using Weft.Runtime.Values;

namespace Weft.Runtime.Objects;

/// <summary>One shared field of a woven class, with its leaves.</summary>
internal abstract class FieldSlot(string name, int index)
{
    internal string Name { get; } = name;

    internal int Index { get; } = index;

    /// <summary>The lock of the field among the object's locks. Two fields may have one: that costs time and nothing else.</summary>
    internal ushort Part { get; } = (ushort)(WireHash.OfField(name) % ushort.MaxValue + 1);

    /// <summary>Number of its first leaf in the object.</summary>
    internal int FirstPlace { get; set; }

    /// <summary>Whether a class of the framework declares the field.</summary>
    internal virtual bool IsFramework => false;

    internal abstract int LeafCount { get; }

    /// <summary>Whether each write of the field is made under its lease, in all nodes, so that none of another node comes while own ones are pending.</summary>
    internal abstract bool IsAtomic { get; }

    internal ulong PlaceOf(int leaf) => (ulong)(FirstPlace + leaf);

    internal abstract string LeafName(int leaf);

    internal abstract void WriteAll(object owner, WireWriter writer);

    /// <summary>Writes each leaf as two values: its key, and what it holds.</summary>
    internal abstract void WriteValue(object owner, WireWriter writer);

    internal abstract void ReadLeaf(object owner, int leaf, ref WireReader reader);

    /// <summary>Takes what another node has written, or what comes back of an own write. Under the latch.</summary>
    internal virtual void TakeLeaf(object owner, SharedHeader header, int leaf, ref WireReader reader) => ReadLeaf(owner, leaf, ref reader);

    internal abstract void VisitReferences(object owner, ReferenceVisitor visitor);

    /// <summary>A last step when the owner has become shared. Not under the latch.</summary>
    internal virtual void OnShared(object owner, SharedHeader header)
    {
    }

    /// <summary>The state of the owner comes next. Under the latch.</summary>
    internal virtual void BeforeFill(object owner, SharedHeader header)
    {
    }
}

/// <summary>One shared field, by its type.</summary>
internal abstract partial class FieldSlot<T> : FieldSlot
{
    private readonly Leaf<T>[] _leaves = Leaves.Of<T>();
    private readonly uint[] _keys;
    private readonly bool _isLiteral;
    private readonly bool _isAtomic;
    private readonly bool _isVolatile;

    private protected FieldSlot(string name, int index, SharedFieldAttributes attributes) : base(name, index)
    {
        _isAtomic = (attributes & SharedFieldAttributes.Atomic) != 0;
        _isVolatile = (attributes & SharedFieldAttributes.Volatile) != 0;
        _keys = [.. _leaves.Select(leaf => WireHash.OfField(name + leaf.Path))];
        _isLiteral = Array.TrueForAll(_leaves, leaf => leaf.IsLiteral);
    }

    internal override bool IsAtomic => _isAtomic;

    /// <summary>Whether a store is on its way before any thread of this node sees it.</summary>
    private protected bool IsVolatile => _isVolatile;

    internal override int LeafCount => _leaves.Length;

    internal override string LeafName(int leaf) => Name + _leaves[leaf].Path;

    /// <summary>Stores a value and makes it part of the thread's transaction.</summary>
    internal virtual void Write(SharedHeader header, ref T place, ref T value)
    {
        if (_isAtomic)
            WriteUnderLease(header, ref place, ref value);
        else if (_isVolatile)
            WriteInTurn(header, ref place, ref value);
        else
            WriteAll(header, ref place, ref value);
    }

    /// <summary>Makes the value that was stored already part of the thread's transaction: the value that is there when nobody else writes the field.</summary>
    internal virtual void WriteStored(SharedHeader header, ref T place)
    {
        if (!_isAtomic && !_isVolatile)
        {
            T value = place;
            WriteAll(header, ref place, ref value);
            return;
        }
        if (_isAtomic)
            WriteUnderLease(header, ref place, ref place);
        else
            WriteInTurn(header, ref place, ref place);
    }

    private void WriteAll(SharedHeader header, ref T place, ref T value)
    {
        ShareValue(header, ref value);
        ThreadTransaction transaction = ThreadTransaction.Current;
        transaction.CheckWritable(header, Name);
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
            WriteLeaf(transaction, header, leaf, ref place, ref value);
        transaction.EndOfStatement();
    }

    /// <summary>Stores and publishes the leaves of a loan that its borrower changed.</summary>
    internal virtual void WriteDifference(SharedHeader header, ref T place, ref Loan<T> loan)
    {
        if (!_isAtomic)
        {
            WriteLeaves(header, ref place, ref loan);
            return;
        }
        PlaceLock part = PlaceLock.Enter(header, Part);
        try
        {
            WriteLeaves(header, ref place, ref loan);
            ThreadTransaction.Current.Publish();
        }
        finally
        {
            part.Exit();
        }
    }

    private void WriteLeaves(SharedHeader header, ref T place, ref Loan<T> loan)
    {
        ShareValue(header, ref loan.Value);
        ThreadTransaction transaction = ThreadTransaction.Current;
        bool changed = false;
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
        {
            if (_leaves[leaf].Same(ref loan.Original, ref loan.Value))
                continue;
            if (!_leaves[leaf].Same(ref loan.Original, ref place))
                throw new AliasedFieldException($"{RuntimeCodes.AliasedWrite}: {LeafName(leaf)} was changed through its address and in another way at the same time.");
            if (!changed)
                transaction.CheckWritable(header, Name);
            changed = true;
            WriteLeaf(transaction, header, leaf, ref place, ref loan.Value);
        }
        if (changed)
            transaction.EndOfStatement();
    }

    internal override void WriteAll(object owner, WireWriter writer)
    {
        ref T field = ref Locate(owner);
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
        {
            writer.Fixed32(_keys[leaf]);
            _leaves[leaf].Write(writer, ref field);
        }
    }

    internal override void WriteValue(object owner, WireWriter writer)
    {
        ref T field = ref Locate(owner);
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
        {
            writer.Byte((byte)ValueTag.Unsigned);
            writer.Unsigned(_keys[leaf]);
            _leaves[leaf].Write(writer, ref field);
        }
    }

    internal override void ReadLeaf(object owner, int leaf, ref WireReader reader) => _leaves[leaf].Read(ref reader, ref Locate(owner));

    internal override void VisitReferences(object owner, ReferenceVisitor visitor)
    {
        if (_isLiteral)
            return;
        ref T field = ref Locate(owner);
        foreach (Leaf<T> leaf in _leaves)
        {
            (visitor.Place, visitor.Key) = (Name + leaf.Path, null);
            leaf.VisitReferences(ref field, visitor);
        }
    }

    private protected abstract ref T Locate(object owner);

    private void ShareValue(SharedHeader header, ref T value)
    {
        if (_isLiteral)
            return;
        ArgumentSharer sharer = new(header);
        foreach (Leaf<T> leaf in _leaves)
        {
            (sharer.Place, sharer.Key) = (Name + leaf.Path, null);
            leaf.VisitReferences(ref value, sharer);
        }
    }

    private void Encode(ThreadTransaction transaction, SharedHeader header, int leaf, ref T value)
    {
        WireWriter writer = transaction.Begin(header, EntryKind.FieldSet);
        writer.Fixed32(_keys[leaf]);
        _leaves[leaf].Write(writer, ref value);
    }

    private void WriteLeaf(ThreadTransaction transaction, SharedHeader header, int leaf, ref T place, ref T value)
    {
        Leaf<T> codec = _leaves[leaf];
        Encode(transaction, header, leaf, ref value);
        header.EnterLatch();
        header.Pending.Add(PlaceOf(leaf));
        StoreKnown(header, leaf, ref value, ref place);
        header.ExitLatch();
        transaction.End(codec.IsLiteral ? FirstPlace + leaf : -1);
    }
}

/// <summary>One shared field, by its declaring class.</summary>
internal sealed class FieldSlot<TOwner, T>(string name, int index, FieldRef<TOwner, T> field, SharedFieldAttributes attributes)
    : FieldSlot<T>(name, index, attributes) where TOwner : class
{
    private protected override ref T Locate(object owner) => ref field(Unsafe.As<TOwner>(owner));
}
