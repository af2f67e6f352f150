using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.LockCoverage;

/// <summary>Names values of one body, as locks are named: by where they come from.</summary>
internal sealed class LockExpressions(MethodDefinition method, StackFlow flow)
{
    private const int Deepest = 12;
    private readonly MethodBody _body = method.Body;

    /// <summary>The name of a value; null where it may be one of several.</summary>
    internal LockName? Of(StackValue value) => Of(value, 0);

    /// <summary>The names of what an instruction takes, the deepest first.</summary>
    internal ImmutableArray<LockName?> OperandsOf(Instruction instruction)
    {
        ImmutableArray<StackValue> operands = flow.Operands(instruction);
        return operands.IsDefault ? [] : [.. operands.Select(Of)];
    }

    /// <summary>The values that a local may hold; empty where its address is taken.</summary>
    internal ImmutableArray<StackValue> StoredIn(VariableDefinition local)
    {
        ImmutableArray<StackValue>.Builder values = ImmutableArray.CreateBuilder<StackValue>();
        foreach (Instruction instruction in _body.Instructions)
        {
            if (instruction.Operand != local)
                continue;
            if (instruction.OpCode.Code == Code.Ldloca)
                return [];
            if (instruction.OpCode.Code == Code.Stloc && flow.Operands(instruction) is { IsDefaultOrEmpty: false } operands)
                values.Add(operands[0]);
        }
        return values.ToImmutable();
    }

    private LockName? Of(StackValue value, int depth)
    {
        if (value.Producers.IsEmpty || depth > Deepest)
            return null;
        LockName? first = Of(value.Producers[0], depth);
        return value.Producers.Skip(1).All(producer => Equals(first, Of(producer, depth))) ? first : null;
    }

    private LockName? Of(Instruction producer, int depth)
    {
        ImmutableArray<StackValue> operands = flow.Operands(producer);
        switch (producer.OpCode.Code)
        {
            case Code.Ldarg when producer.Operand == _body.ThisParameter:
                return LockName.This;
            case Code.Ldarg:
                return IsAssigned(producer.Operand) ? Other(producer) : LockName.Parameter((ParameterDefinition)producer.Operand);
            case Code.Ldloc:
                return OfLocal((VariableDefinition)producer.Operand, depth);
            case Code.Ldsfld when ((FieldReference)producer.Operand).Resolve() is { } field:
                return LockName.Static(field);
            case Code.Ldfld when ((FieldReference)producer.Operand).Resolve() is { } field:
                return OfHoisted(field, operands[0], depth) ?? (Of(operands[0], depth + 1) ?? Other(operands[0].Producers.FirstOrDefault() ?? producer)).Then(field);
            case Code.Castclass or Code.Isinst:
                return Of(operands[0], depth + 1);
            case Code.Call or Code.Callvirt:
                return OfCall(producer, operands, depth);
            default:
                return Other(producer);
        }
    }

    private LockName? OfCall(Instruction call, ImmutableArray<StackValue> operands, int depth)
    {
        MethodReference called = (MethodReference)call.Operand;
        if (called is { Name: "GetTypeFromHandle", DeclaringType.FullName: "System.Type" })
            return operands[0].Producers is [{ OpCode.Code: Code.Ldtoken, Operand: TypeReference type }] ? LockName.Type(type) : null;
        // Visual Basic puts it around each value of type Object.
        if (called is { Name: "GetObjectValue", DeclaringType.FullName: "System.Runtime.CompilerServices.RuntimeHelpers" })
            return Of(operands[0], depth + 1);
        if (called.HasThis && called.Parameters.Count == 0 && called.Name.StartsWith("get_", StringComparison.Ordinal) && Returned(called.Resolve()) is { } field && Of(operands[0], depth + 1) is { } owner)
            return owner.Then(field);
        return Other(call);
    }

    /// <summary>The field of its instance that a property returns; null where it does more.</summary>
    private static FieldDefinition? Returned(MethodDefinition? getter)
    {
        if (getter is null || !getter.HasInstructions() || (getter.IsVirtual && !getter.IsFinal && !getter.DeclaringType.IsSealed))
            return null;
        Instruction[] code = [.. getter.Body.Instructions.Where(instruction => instruction.OpCode.Code != Code.Nop)];
        return code is [{ OpCode.Code: Code.Ldarg_0 or Code.Ldarg }, { OpCode.Code: Code.Ldfld, Operand: FieldReference field }, { OpCode.Code: Code.Ret }] ? field.Resolve() : null;
    }

    private LockName? OfLocal(VariableDefinition local, int depth)
    {
        ImmutableArray<StackValue> stored = StoredIn(local);
        if (stored.IsEmpty)
            return null;
        LockName? first = Of(stored[0], depth + 1);
        return stored.Skip(1).All(value => Equals(first, Of(value, depth + 1))) ? first : null;
    }

    /// <summary>The name of a local that the compiler keeps in a field of the state machine which the body belongs to: of what the body stores there, apart from the null that lets go of it.</summary>
    private LockName? OfHoisted(FieldDefinition field, StackValue owner, int depth)
    {
        if (!IsHoistedLocal(field) || !IsThis(owner))
            return null;
        LockName? found = null;
        foreach (Instruction store in _body.Instructions.Where(instruction => instruction.OpCode.Code == Code.Stfld && ((FieldReference)instruction.Operand).Resolve() == field))
        {
            if (flow.Operands(store) is not [var target, var value] || !IsThis(target))
                return null;
            if (value.Producers is [{ OpCode.Code: Code.Ldnull }])
                continue;
            if (Of(value, depth + 1) is not { } stored || (found is not null && !found.Equals(stored)))
                return null;
            found = stored;
        }
        return found;
    }

    private bool IsHoistedLocal(FieldDefinition field) => field.DeclaringType == method.DeclaringType
        && (field.Name.StartsWith("<>s__", StringComparison.Ordinal) || field.Name.Contains(">5__") || field.Name.StartsWith("$VB$ResumableLocal_", StringComparison.Ordinal) || field.Name.StartsWith("$S", StringComparison.Ordinal));

    private bool IsThis(StackValue value) => value.Producers is [{ OpCode.Code: Code.Ldarg } load] && load.Operand == _body.ThisParameter;

    private bool IsAssigned(object parameter) => _body.Instructions.Any(instruction => instruction.Operand == parameter && instruction.OpCode.Code is Code.Starg or Code.Ldarga);

    private LockName Other(Instruction producer)
    {
        string text = producer.Operand switch
        {
            MethodReference called when producer.OpCode.Code == Code.Newobj => $"new {called.DeclaringType.Name}()",
            MethodReference called => $"the result of {called.DeclaringType.Name}.{called.Name}()",
            _ => "an expression",
        };
        return LockName.Expression($"{method.FullName}@{_body.Instructions.IndexOf(producer)}", text);
    }
}
