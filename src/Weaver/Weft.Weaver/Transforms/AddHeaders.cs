using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>Gives the first woven class of each hierarchy its header and state byte, and the interface through which the runtime reaches them.</summary>
internal sealed class AddHeaders : ITransform
{
    private const FieldAttributes Hidden = FieldAttributes.Family | FieldAttributes.NotSerialized;

    public void Apply(WovenModule module)
    {
        foreach (TypePlan type in module.Assembly.Types)
        {
            if (type.OwnsHeader)
                Add(module, type.Type);
        }
    }

    private static void Add(WovenModule module, TypeDefinition type)
    {
        ContractReferences contract = module.Contract;
        FieldDefinition header = module.Members.AddField(type, Names.Header, Hidden, contract.Header);
        FieldDefinition state = module.Members.AddField(type, Names.State, Hidden, module.Module.TypeSystem.Byte);
        type.Interfaces.Add(new InterfaceImplementation(contract.Woven));
        AddProperty(module, type, "Header", header);
        AddProperty(module, type, "State", state);
    }

    private static void AddProperty(WovenModule module, TypeDefinition type, string name, FieldDefinition field)
    {
        const MethodAttributes Explicit = MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot | MethodAttributes.SpecialName;
        MethodDefinition getter = module.Members.AddMethod(type, "Weft.Runtime.Contract.IWoven.get_" + name, Explicit, new ByReferenceType(field.FieldType));
        getter.Overrides.Add(module.Contract.Method("IWoven", "get_" + name));
        IL il = new(getter);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, GenericReferences.Self(field));
        il.Emit(OpCodes.Ret);
    }
}
