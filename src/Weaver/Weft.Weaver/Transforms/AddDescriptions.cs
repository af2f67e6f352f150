using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>Generates <c>$weft_describe</c>: what a class tells the runtime of its shared fields and of its on-load.</summary>
internal sealed class AddDescriptions : ITransform
{
    private const int ReadOnly = 1;
    private const int Volatile = 2;
    private const int Atomic = 4;
    private const int Replaced = 8;

    public void Apply(WovenModule module)
    {
        foreach (TypePlan type in module.Assembly.Types)
            Add(module, type);
    }

    private static void Add(WovenModule module, TypePlan type)
    {
        TypeReference self = GenericReferences.Self(type.Type);
        MethodDefinition method = module.Members.AddMethod(type.Type, Names.Describe, MethodAttributes.Assembly | MethodAttributes.Static, module.Module.TypeSystem.Void);
        method.Parameters.Add(new ParameterDefinition("section", ParameterAttributes.None, module.Contract.Type("SectionBuilder")));
        IL il = new(method);
        foreach (FieldPlan field in type.Fields)
        {
            if (field.Index >= 0)
                AddField(module, il, type.Type, self, field);
        }
        if (type.OnLoad.Length > 0)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldnull);
            il.Emit(OpCodes.Ldftn, Member(type.Type, Names.OnLoad));
            il.Emit(OpCodes.Newobj, Delegates.Constructor(module.Contract, "System", "Action`1", self));
            il.Emit(OpCodes.Callvirt, module.Contract.Method("SectionBuilder", "OnLoad", self));
        }
        il.Emit(OpCodes.Ret);
    }

    private static void AddField(WovenModule module, IL il, TypeDefinition type, TypeReference self, FieldPlan field)
    {
        TypeReference fieldType = field.Field.FieldType.Unmodified();
        bool isVolatile = field.Field.FieldType is RequiredModifierType { ModifierType.Name: "IsVolatile" };
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldstr, Names.Wire(field.Field));
        il.Emit(field.Index);
        il.Emit(OpCodes.Ldnull);
        il.Emit(OpCodes.Ldftn, Member(type, Names.Ref(field.Field.Name)));
        il.Emit(OpCodes.Newobj, Delegates.Constructor(module.Contract, module.Contract.Type("FieldRef`2").Closed(self, fieldType)));
        il.Emit((field.Field.IsInitOnly ? ReadOnly : 0) | (isVolatile ? Volatile : 0) | (module.AtomicFields.Contains(field.Field) ? Atomic : 0) | (field.IsReplaced ? Replaced : 0));
        il.Emit(OpCodes.Callvirt, module.Contract.Method("SectionBuilder", "Field", self, fieldType));
    }

    private static MethodReference Member(TypeDefinition type, string name) => BodyMover.Beside(type.Methods.First(method => method.Name == name));
}
