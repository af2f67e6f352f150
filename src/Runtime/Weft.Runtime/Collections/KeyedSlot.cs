using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>
/// What a <see cref="KeyedCollection{TKey, TItem}"/> has beside its items: the comparer of keys. The dictionary of keys that it makes itself would not follow what other nodes do with the items, so a shared one
/// has none and looks at the items.
/// </summary>
internal sealed class KeyedSlot<TKey, TItem>(string prefix, int index) : FieldSlot(prefix + "comparer", index) where TKey : notnull
{
    private readonly uint _key = WireHash.OfField(prefix + "comparer");

    internal override bool IsFramework => true;

    internal override int LeafCount => 1;

    internal override bool IsAtomic => false;

    internal override string LeafName(int leaf) => Name;

    internal override void WriteAll(object owner, WireWriter writer)
    {
        writer.Fixed32(_key);
        PortableComparers.Write(writer, ComparisonOf(owner));
    }

    internal override void WriteValue(object owner, WireWriter writer)
    {
        writer.Byte((byte)ValueTag.Unsigned);
        writer.Unsigned(_key);
        PortableComparers.Write(writer, ComparisonOf(owner));
    }

    internal override void ReadLeaf(object owner, int leaf, ref WireReader reader)
    {
        Comparer((KeyedCollection<TKey, TItem>)owner) = PortableComparers.ReadEquality<TKey>(ref reader).Equality!;
        LookAmongItems((KeyedCollection<TKey, TItem>)owner);
    }

    internal override void VisitReferences(object owner, ReferenceVisitor visitor)
    {
        (visitor.Place, visitor.Key) = (Name, null);
        PortableComparers.Visit(ComparisonOf(owner), visitor);
    }

    internal override void OnShared(object owner, SharedHeader header) => LookAmongItems((KeyedCollection<TKey, TItem>)owner);

    private static void LookAmongItems(KeyedCollection<TKey, TItem> collection)
    {
        Threshold(collection) = int.MaxValue;
        Dictionary(collection) = null;
    }

    private static KeyComparison<TKey> ComparisonOf(object owner) => KeyComparison<TKey>.ByEquality(((KeyedCollection<TKey, TItem>)owner).Comparer);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "comparer")]
    private static extern ref IEqualityComparer<TKey> Comparer(KeyedCollection<TKey, TItem> collection);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "threshold")]
    private static extern ref int Threshold(KeyedCollection<TKey, TItem> collection);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "dict")]
    private static extern ref Dictionary<TKey, TItem>? Dictionary(KeyedCollection<TKey, TItem> collection);
}
