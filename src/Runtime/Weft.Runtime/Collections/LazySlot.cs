using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>The value of a <see cref="Lazy{T}"/> that has one. What would make it is code of one node.</summary>
internal sealed class LazySlot<T>(string prefix, int index) : FieldSlot(prefix + "value", index)
{
    private readonly uint _key = WireHash.OfField(prefix + "value");

    internal override bool IsFramework => true;

    internal override int LeafCount => 1;

    internal override bool IsAtomic => false;

    internal override string LeafName(int leaf) => Name;

    internal override void WriteAll(object owner, WireWriter writer)
    {
        writer.Fixed32(_key);
        ValueCodec<T>.For.Write(writer, ((Lazy<T>)owner).Value);
    }

    internal override void WriteValue(object owner, WireWriter writer)
    {
        writer.Byte((byte)ValueTag.Unsigned);
        writer.Unsigned(_key);
        ValueCodec<T>.For.Write(writer, ((Lazy<T>)owner).Value);
    }

    // An instance that no constructor has run for counts as one with a value.
    internal override void ReadLeaf(object owner, int leaf, ref WireReader reader) => Value((Lazy<T>)owner) = ValueCodec<T>.For.Read(ref reader);

    internal override void VisitReferences(object owner, ReferenceVisitor visitor)
    {
        Lazy<T> lazy = (Lazy<T>)owner;
        if (!lazy.IsValueCreated)
        {
            throw new NonPortableException(
                $"{RuntimeCodes.NotPortable}: a {typeof(Lazy<T>)} cannot be shared before it has a value, since what makes the value is code of this node. Ask for its Value first, or declare the field transient: then each node makes its own.", Name);
        }
        (visitor.Place, visitor.Key) = (Name, null);
        ValueCodec<T>.For.VisitReferences(lazy.Value, visitor);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
    private static extern ref T? Value(Lazy<T> lazy);
}
