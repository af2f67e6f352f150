using System.Reflection;
using System.Reflection.Emit;
using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Values;

namespace Weft.Runtime.Objects;

/// <summary>A field of one of the framework's classes that only constructors store: it is written once, with its owner's creation.</summary>
/// <typeparam name="T">The field's type.</typeparam>
internal sealed class FrameworkSlot<T>(string name, int index, FieldRef<object, T> field, IFieldForm<T> form) : FieldSlot(name, index)
{
    private readonly ValueCodec<T> _codec = ValueCodec<T>.For;
    private readonly uint _key = WireHash.OfField(name);

    internal override bool IsFramework => true;

    internal override int LeafCount => 1;

    internal override bool IsAtomic => false;

    internal override string LeafName(int leaf) => Name;

    internal override void WriteAll(object owner, WireWriter writer)
    {
        writer.Fixed32(_key);
        _codec.Write(writer, form.Shared(field(owner)));
    }

    internal override void WriteValue(object owner, WireWriter writer)
    {
        writer.Byte((byte)ValueTag.Unsigned);
        writer.Unsigned(_key);
        _codec.Write(writer, form.Shared(field(owner)));
    }

    internal override void ReadLeaf(object owner, int leaf, ref WireReader reader) => field(owner) = form.Local(_codec.Read(ref reader));

    internal override void VisitReferences(object owner, ReferenceVisitor visitor)
    {
        if (_codec.IsLiteral)
            return;
        (visitor.Place, visitor.Key) = (Name, null);
        _codec.VisitReferences(form.Shared(field(owner)), visitor);
    }

    internal override void OnShared(object owner, SharedHeader header)
    {
        ref T place = ref field(owner);
        place = form.Local(place);
    }
}

/// <summary>How the value of a framework's field differs from what travels.</summary>
internal interface IFieldForm<T>
{
    /// <summary>What the field holds on a node, for a value that has come or is to be shared.</summary>
    T Local(T value);

    /// <summary>What travels.</summary>
    T Shared(T value);
}

/// <summary>A field that holds what travels.</summary>
internal sealed class PlainForm<T> : IFieldForm<T>
{
    public T Local(T value) => value;

    public T Shared(T value) => value;
}

/// <summary>Addresses of fields that no other code can name.</summary>
internal static class FieldAddress
{
    internal static FieldRef<object, T> Of<T>(FieldInfo field)
    {
        DynamicMethod address = new("address", typeof(T).MakeByRefType(), [typeof(object)], typeof(FieldAddress).Module, skipVisibility: true);
        ILGenerator il = address.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, field);
        il.Emit(OpCodes.Ret);
        return address.CreateDelegate<FieldRef<object, T>>();
    }
}
