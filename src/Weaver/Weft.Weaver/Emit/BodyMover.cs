using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Weft.Weaver.Emit;

/// <summary>Moves a method's body to a private method beside it, with its locals, exception handlers and debug information.</summary>
internal static class BodyMover
{
    internal static MethodDefinition Move(MethodDefinition method, string name, GeneratedMembers members)
    {
        method.Body.SimplifyMacros();
        MethodAttributes attributes = MethodAttributes.Private | (method.Attributes & MethodAttributes.Static);
        MethodDefinition moved = new(name, attributes | MethodAttributes.HideBySig, method.ReturnType)
        {
            HasThis = method.HasThis,
            // A runtime-async body returns the bare value: that flag belongs to the body.
            ImplAttributes = method.ImplAttributes & ~(MethodImplAttributes.Synchronized | MethodImplAttributes.AggressiveInlining),
        };
        members.Mark(moved, "System.Runtime.CompilerServices", "CompilerGeneratedAttribute");
        Dictionary<ParameterDefinition, ParameterDefinition> parameters = CopySignature(method, moved);
        method.DeclaringType.Methods.Add(moved);
        if (method.HasThis)
            parameters.Add(method.Body.ThisParameter, moved.Body.ThisParameter);
        MoveCode(method, moved, parameters);
        MoveDebugInformation(method, moved);
        method.Body = new MethodBody(method);
        return moved;
    }

    /// <summary>A reference to a member of a class as the bodies of that class name it.</summary>
    internal static MethodReference Beside(MethodDefinition method)
    {
        MethodReference reference = method.DeclaringType.HasGenericParameters ? method.On(GenericReferences.Self(method.DeclaringType)) : method;
        return reference.Closed([.. method.GenericParameters]);
    }

    internal static GenericParameter Copy(GenericParameter parameter, IGenericParameterProvider owner)
    {
        GenericParameter copy = new(parameter.Name, owner) { Attributes = parameter.Attributes };
        foreach (GenericParameterConstraint constraint in parameter.Constraints)
            copy.Constraints.Add(new GenericParameterConstraint(constraint.ConstraintType));
        return copy;
    }

    private static Dictionary<ParameterDefinition, ParameterDefinition> CopySignature(MethodDefinition method, MethodDefinition moved)
    {
        foreach (GenericParameter parameter in method.GenericParameters)
            moved.GenericParameters.Add(Copy(parameter, moved));
        Dictionary<ParameterDefinition, ParameterDefinition> parameters = [];
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            ParameterDefinition copy = new(parameter.Name, parameter.Attributes & (ParameterAttributes.In | ParameterAttributes.Out), parameter.ParameterType);
            moved.Parameters.Add(copy);
            parameters.Add(parameter, copy);
        }
        return parameters;
    }

    private static void MoveCode(MethodDefinition method, MethodDefinition moved, Dictionary<ParameterDefinition, ParameterDefinition> parameters)
    {
        MethodBody from = method.Body;
        MethodBody to = moved.Body;
        to.InitLocals = from.InitLocals;
        VariableDefinition[] variables = [.. from.Variables];
        Instruction[] instructions = [.. from.Instructions];
        ExceptionHandler[] handlers = [.. from.ExceptionHandlers];
        foreach (SequencePoint point in method.DebugInformation.SequencePoints)
            moved.DebugInformation.SequencePoints.Add(point);
        moved.DebugInformation.Scope = method.DebugInformation.Scope;
        // Taken away before the instructions go: emptying a body empties the debug information that is still attached to it.
        method.DebugInformation.SequencePoints.Clear();
        method.DebugInformation.Scope = null;
        from.ExceptionHandlers.Clear();
        from.Instructions.Clear();
        from.Variables.Clear();
        foreach (VariableDefinition variable in variables)
            to.Variables.Add(variable);
        foreach (Instruction instruction in instructions)
        {
            if (instruction.Operand is ParameterDefinition parameter)
                instruction.Operand = parameters[parameter];
            to.Instructions.Add(instruction);
        }
        foreach (ExceptionHandler handler in handlers)
            to.ExceptionHandlers.Add(handler);
    }

    private static void MoveDebugInformation(MethodDefinition method, MethodDefinition moved)
    {
        foreach (CustomDebugInformation information in method.DebugInformation.CustomDebugInformations)
            moved.DebugInformation.CustomDebugInformations.Add(information);
        method.DebugInformation.CustomDebugInformations.Clear();
    }
}
