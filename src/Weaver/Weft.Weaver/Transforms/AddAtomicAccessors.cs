using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>Generates, for the fields that atomic operations work on, the accessors that lend them under the lease of the field.</summary>
internal sealed class AddAtomicAccessors : ITransform
{
    public void Apply(WovenModule module)
    {
        foreach (TypePlan type in module.Assembly.Types)
        {
            foreach (FieldPlan field in type.Fields)
            {
                // Their places are made with their other accessors.
                if (!field.Roots.IsEmpty)
                    continue;
                if (module.AtomicFields.Contains(field.Field))
                    Add(module, type, field);
                if (module.SteppedFields.Contains(field.Field))
                    AddCell(module, type, field);
            }
        }
    }

    private static void Add(WovenModule module, TypePlan type, FieldPlan field)
    {
        TypeReference fieldType = field.Field.FieldType.Unmodified();
        HeaderPlaces places = new(module, type);
        MethodDefinition borrow = AddMethod(module, type, Names.BorrowAtomic(field.Field.Name), new ByReferenceType(fieldType), fieldType);
        Emit(module, new(borrow), places, field, fieldType, borrows: true);
        MethodDefinition giveBack = AddMethod(module, type, Names.ReturnAtomic(field.Field.Name), module.Module.TypeSystem.Void, fieldType);
        Emit(module, new(giveBack), places, field, fieldType, borrows: false);
    }

    /// <summary>Names the field to calls that work on it in several atomic operations.</summary>
    private static void AddCell(WovenModule module, TypePlan type, FieldPlan field)
    {
        TypeReference fieldType = field.Field.FieldType.Unmodified();
        IL il = new(module.Members.AddMethod(type.Type, Names.Cell(field.Field.Name), MethodAttributes.Assembly, module.Contract.FieldPlace(fieldType)));
        new HeaderPlaces(module, type).PushFieldPlace(il, field);
        il.Emit(OpCodes.Ret);
    }

    private static MethodDefinition AddMethod(WovenModule module, TypePlan type, string name, TypeReference result, TypeReference fieldType)
    {
        MethodDefinition method = module.Members.AddMethod(type.Type, name, MethodAttributes.Assembly, result);
        method.Parameters.Add(new ParameterDefinition("loan", ParameterAttributes.None, new ByReferenceType(module.Contract.Loan(fieldType))));
        return method;
    }

    private static void Emit(WovenModule module, IL il, HeaderPlaces places, FieldPlan field, TypeReference fieldType, bool borrows)
    {
        places.Push(il, state: borrows);
        il.Emit(field.Index);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, GenericReferences.Self(field.Field));
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Call, module.Contract.Method("AtomicAccess", borrows ? "Borrow" : "Return", fieldType));
        il.Emit(OpCodes.Ret);
    }
}
