using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Emit;

/// <summary>Attributes of generated members: hidden from debuggers, stack traces and serializers.</summary>
internal sealed class GeneratedMembers(ContractReferences contract)
{
    /// <summary>Adds a method that debuggers and stack traces pass over.</summary>
    internal MethodDefinition AddMethod(TypeDefinition type, string name, MethodAttributes attributes, TypeReference result)
    {
        MethodDefinition method = new(name, attributes | MethodAttributes.HideBySig, result);
        Mark(method, "System.Runtime.CompilerServices", "CompilerGeneratedAttribute");
        Mark(method, "System.Diagnostics", "DebuggerHiddenAttribute");
        Mark(method, "System.Diagnostics", "StackTraceHiddenAttribute");
        type.Methods.Add(method);
        return method;
    }

    /// <summary>Adds a field that debuggers and serializers pass over.</summary>
    internal FieldDefinition AddField(TypeDefinition type, string name, FieldAttributes attributes, TypeReference fieldType)
    {
        FieldDefinition field = new(name, attributes, fieldType);
        Mark(field, "System.Runtime.CompilerServices", "CompilerGeneratedAttribute");
        TypeReference never = contract.Framework("System.Diagnostics", "DebuggerBrowsableState", valueType: true);
        CustomAttribute browsable = new(contract.FrameworkConstructor(contract.Framework("System.Diagnostics", "DebuggerBrowsableAttribute"), never));
        browsable.ConstructorArguments.Add(new CustomAttributeArgument(never, 0));
        field.CustomAttributes.Add(browsable);
        type.Fields.Add(field);
        return field;
    }

    /// <summary>Takes the stub of a moved body out of stack traces: the body, which has the lines, stands there for it.</summary>
    internal void HideStub(MethodDefinition stub)
    {
        if (!stub.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "StackTraceHiddenAttribute"))
            Mark(stub, "System.Diagnostics", "StackTraceHiddenAttribute");
    }

    internal void Mark(ICustomAttributeProvider member, string @namespace, string name) =>
        member.CustomAttributes.Add(new CustomAttribute(contract.AttributeConstructor(@namespace, name)));
}

/// <summary>Writes the body of a generated method.</summary>
internal readonly struct IL(MethodDefinition method)
{
    internal MethodBody Body => method.Body;

    internal Instruction Emit(OpCode code) => Add(Instruction.Create(code));

    internal Instruction Emit(OpCode code, MethodReference operand) => Add(Instruction.Create(code, operand));

    internal Instruction Emit(OpCode code, FieldReference operand) => Add(Instruction.Create(code, operand));

    internal Instruction Emit(OpCode code, TypeReference operand) => Add(Instruction.Create(code, operand));

    internal Instruction Emit(OpCode code, VariableDefinition operand) => Add(Instruction.Create(code, operand));

    internal Instruction Emit(OpCode code, ParameterDefinition operand) => Add(Instruction.Create(code, operand));

    internal Instruction Emit(OpCode code, Instruction operand) => Add(Instruction.Create(code, operand));

    internal Instruction Emit(OpCode code, string operand) => Add(Instruction.Create(code, operand));

    internal Instruction Emit(int constant) => Add(Instruction.Create(OpCodes.Ldc_I4, constant));

    internal Instruction Add(Instruction instruction)
    {
        method.Body.Instructions.Add(instruction);
        return instruction;
    }

    internal VariableDefinition Local(TypeReference type)
    {
        VariableDefinition variable = new(type);
        method.Body.Variables.Add(variable);
        method.Body.InitLocals = true;
        return variable;
    }
}
