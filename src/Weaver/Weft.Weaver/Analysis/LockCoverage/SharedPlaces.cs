using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.LockCoverage;

/// <summary>Tells of values of bodies whether they are shared collections or arrays: by the field that they come from, and where that is not known by their type.</summary>
internal sealed class SharedPlaces
{
    private const int Deepest = 8;
    private readonly IReadOnlyDictionary<FieldDefinition, FieldPlan> _fields;
    private readonly HashSet<string> _containers = new(StringComparer.Ordinal);

    internal SharedPlaces(IReadOnlyDictionary<FieldDefinition, FieldPlan> fields)
    {
        _fields = fields;
        foreach (FieldPlan field in fields.Values.Where(field => field.Treatment != FieldTreatment.Transient))
            AddContainers(field.Field.FieldType, 0);
    }

    /// <summary>The words for a value that is or may be a shared container; null where it is not.</summary>
    internal (FieldDefinition? Field, string Words)? Of(StackValue value, TypeReference type, MethodBody body, StackFlow flow) => Of(value, type, body, flow, 0);

    private (FieldDefinition? Field, string Words)? Of(StackValue value, TypeReference type, MethodBody body, StackFlow flow, int depth)
    {
        (FieldDefinition?, string)? found = null;
        foreach (Instruction producer in value.Producers)
        {
            if (Of(producer, type, body, flow, depth) is not { } place)
                continue;
            if (place.Field is not null)
                return place;
            found = place;
        }
        return found;
    }

    private (FieldDefinition? Field, string Words)? Of(Instruction producer, TypeReference type, MethodBody body, StackFlow flow, int depth)
    {
        switch (producer.OpCode.Code)
        {
            case Code.Ldfld or Code.Ldsfld or Code.Ldflda when ((FieldReference)producer.Operand).Resolve() is { } field && _fields.TryGetValue(field, out FieldPlan? plan):
                return plan.Treatment == FieldTreatment.Transient ? null : (field, TypeNames.Display(field));
            case Code.Ldloc when depth < Deepest:
                (FieldDefinition?, string)? found = null;
                foreach (Instruction store in body.Instructions.Where(instruction => instruction.OpCode.Code == Code.Stloc && instruction.Operand == producer.Operand))
                {
                    if (flow.Operands(store) is [var stored])
                        found = Of(stored, type, body, flow, depth + 1) ?? found;
                }
                return found;
            case Code.Newobj or Code.Newarr when !Escapes(producer, body, flow):
            case Code.Ldnull:
                return null;
            case Code.Castclass or Code.Isinst when flow.Operands(producer) is [var cast]:
                return Of(cast, type, body, flow, depth + 1);
            case Code.Call or Code.Callvirt when depth < Deepest && CollectionMembers.GivesItself((MethodReference)producer.Operand) && flow.Operands(producer) is [var itself, ..]:
                return Of(itself, type, body, flow, depth + 1);
            default:
                return _containers.Contains(Key(type)) ? (null, $"a {Explain.IlNames.Of(type)} that may be shared") : null;
        }
    }

    /// <summary>Whether a new container is given to anybody by the method that makes it, other than as its result.</summary>
    private static bool Escapes(Instruction made, MethodBody body, StackFlow flow)
    {
        foreach (StackFlow.Use use in flow.Uses(made))
        {
            if (use.Consumer.OpCode.Code == Code.Stloc)
            {
                if (body.Instructions.Any(instruction => instruction.OpCode.Code == Code.Ldloc && instruction.Operand == use.Consumer.Operand && flow.Uses(instruction).Any(later => IsGiven(later))))
                    return true;
            }
            else if (IsGiven(use))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsGiven(StackFlow.Use use) => use.Consumer.OpCode.Code switch
    {
        Code.Stfld => use.Operand == 1,
        Code.Stsfld or Code.Stelem_Ref or Code.Stelem_Any or Code.Stobj or Code.Newobj => use.Consumer.OpCode.Code is not (Code.Stelem_Ref or Code.Stelem_Any) || use.Operand == 2,
        Code.Call or Code.Callvirt => use.Operand > 0 || !((MethodReference)use.Consumer.Operand).HasThis,
        _ => false,
    };

    private void AddContainers(TypeReference type, int depth)
    {
        type = type.WithoutModifiers();
        if (depth > Deepest)
            return;
        if (type is ArrayType array)
        {
            _containers.Add(Key(type));
            AddContainers(array.ElementType, depth + 1);
        }
        else if (type is GenericInstanceType instance)
        {
            if (CollectionMembers.IsCollection(type))
                _containers.Add(Key(type));
            foreach (TypeReference argument in instance.GenericArguments)
                AddContainers(argument, depth + 1);
        }
        else if (CollectionMembers.HasContent(type))
        {
            _containers.Add(Key(type));
        }
    }

    /// <summary>Containers of the same elements may be one: an interface, and the class behind it.</summary>
    private static string Key(TypeReference type) => type switch
    {
        ArrayType array => array.ElementType.FullName + "[]",
        GenericInstanceType instance => string.Join(",", instance.GenericArguments.Select(argument => argument.FullName)),
        { Namespace: "System.Collections", Name: not "BitArray" } => "System.Object",
        _ => type.FullName,
    };
}
