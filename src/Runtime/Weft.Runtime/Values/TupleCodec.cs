using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Values;

/// <summary>A struct as one value (a collection's element or key, an argument): its leaves as a tuple.</summary>
internal sealed class TupleCodec<T> : ValueCodec<T> where T : struct
{
    private readonly Leaf<T>[] _leaves = Leaves.Of<T>();

    public override bool IsLiteral => Array.TrueForAll(_leaves, leaf => leaf.IsLiteral);

    internal override void Write(WireWriter writer, T value)
    {
        writer.Byte((byte)ValueTag.Tuple);
        writer.Unsigned((ulong)_leaves.Length);
        foreach (Leaf<T> leaf in _leaves)
            leaf.Write(writer, ref value);
    }

    internal override T Read(ref WireReader reader)
    {
        if ((ValueTag)reader.Byte() != ValueTag.Tuple || reader.Count() != _leaves.Length)
            throw new ProtocolException($"A value of {typeof(T)} does not have the {_leaves.Length} members that this node's version has.");
        T value = default;
        foreach (Leaf<T> leaf in _leaves)
            leaf.Read(ref reader, ref value);
        return value;
    }

    internal override void VisitReferences(T value, ReferenceVisitor visitor)
    {
        foreach (Leaf<T> leaf in _leaves)
            leaf.VisitReferences(ref value, visitor);
    }
}
