using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>Header and state byte as one class of a hierarchy names them.</summary>
internal readonly struct HeaderPlaces(WovenModule module, TypePlan type)
{
    internal FieldReference Header { get; } = new(Names.Header, module.Contract.Header, Owner(module, type));

    internal FieldReference State { get; } = new(Names.State, module.Module.TypeSystem.Byte, Owner(module, type));

    /// <summary>Pushes the instance, the address of its header and, where asked for, that of its state byte.</summary>
    internal void Push(IL il, bool state)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, Header);
        if (!state)
            return;
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, State);
    }

    /// <summary>Pushes what names the field of an instance to calls that work on it in several operations.</summary>
    internal void PushFieldPlace(IL il, FieldPlan field)
    {
        Push(il, state: true);
        il.Emit(field.Index);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, GenericReferences.Self(field.Field));
        il.Emit(OpCodes.Newobj, module.Contract.MethodOn("FieldPlace`1", [field.Field.FieldType.Unmodified()], ".ctor"));
    }

    private static TypeReference Owner(WovenModule module, TypePlan type) =>
        type.OwnsHeader ? GenericReferences.Self(type.Type)
        : type.HeaderOwner.Module == module.Module ? type.HeaderOwner
        : module.Module.ImportReference(type.HeaderOwner, type.Type);
}
