using Weft.Protocol;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Objects;

/// <summary>
/// The content of an instance whose class derives from a collection. It is a shared object of its own, which is changed as any collection is; its instance is that of the whole,
/// where it is registered in the side table, and no other object ever refers to it.
/// </summary>
/// <typeparam name="TCollection">The framework's class.</typeparam>
internal sealed class PartSlot<TCollection>(string name, int index, TypeDescriptor part) : FieldSlot(name, index) where TCollection : class
{
    private readonly uint _key = WireHash.OfField(name);

    internal override bool IsFramework => true;

    internal override int LeafCount => 1;

    internal override bool IsAtomic => false;

    internal override string LeafName(int leaf) => Name;

    internal override void WriteAll(object owner, WireWriter writer)
    {
        writer.Fixed32(_key);
        SharedHeader header = Headers.Of(owner)?.Part ?? throw new InvalidOperationException($"The content of {owner.GetType()} is written before it was made shared.");
        writer.Byte((byte)ValueTag.Reference);
        writer.Fixed64(header.Id);
        writer.Fixed64(part.TypeId);
        writer.Unsigned(0);
    }

    internal override void WriteValue(object owner, WireWriter writer)
    {
        writer.Byte((byte)ValueTag.Unsigned);
        writer.Unsigned(_key);
        part.WriteValue(owner, writer);
    }

    internal override void ReadLeaf(object owner, int leaf, ref WireReader reader)
    {
        if ((ValueTag)reader.Peek() == ValueTag.Tuple)
        {
            Transplant<TCollection>.Move((TCollection)part.ReadValue(ref reader), (TCollection)owner);
            return;
        }
        if ((ValueTag)reader.Byte() != ValueTag.Reference)
            throw new ProtocolException($"The content of {owner.GetType()} was expected before byte {reader.Position}.");
        ulong id = reader.Fixed64();
        object content = Activation.Node.Objects.Resolve(id, reader.Fixed64(), (int)reader.Unsigned());
        if (!ReferenceEquals(content, owner))
            Adopt(owner, (TCollection)content, Activation.Node.Objects.FindHeader(id)!);
    }

    internal override void VisitReferences(object owner, ReferenceVisitor visitor) => visitor.VisitPart(owner, part);

    // Nobody else has seen the instance that the content came with.
    private static void Adopt(object owner, TCollection content, SharedHeader header)
    {
        header.EnterLatch();
        try
        {
            Transplant<TCollection>.Move(content, (TCollection)owner);
            header.MoveTo(owner);
            SideTable.Set(owner, header);
        }
        finally
        {
            header.ExitLatch();
        }
        if (Headers.Of(owner) is { } whole)
            whole.Part = header;
    }
}
