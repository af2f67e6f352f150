using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Emit;
using Weft.Weaver.Verification.Members;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>What the rules know of the method whose body they look at.</summary>
internal sealed class MethodContext
{
    private readonly SlotMarks[] _argumentMarks;

    internal MethodContext(MethodDefinition method, TypeContext owner, FindingSink sink)
    {
        Method = method;
        Universe = owner.Universe;
        Members = owner.Members;
        Access = owner.Access;
        Sink = sink;
        Generics = method.HasGenericParameters ? new(new TypeRelations(Universe, new(Universe, method.DeclaringType, method))) : owner.Generics;
        Layout = new(method.Body);
        Locals = method.Body.HasVariables ? [.. method.Body.Variables.Select(item => Universe.Of(item.VariableType))] : [];
        Return = method.ReturnType.Unmodified().MetadataType == MetadataType.Void ? null : Universe.Of(method.ReturnType);
        Self = owner.Self;
        Arguments = Universe.Parameters(method.Parameters, [], []);
        if (method.HasThis)
            Arguments = Arguments.Insert(0, method.DeclaringType.IsValueType ? owner.Self.Address : owner.Self);
        _argumentMarks = new SlotMarks[Arguments.Length];
        MarkArguments();
    }

    internal MethodDefinition Method { get; }

    internal TypeUniverse Universe { get; }

    internal MemberTable Members { get; }

    internal Access Access { get; }

    internal FindingSink Sink { get; }

    internal GenericRules Generics { get; }

    internal TypeRelations Relations => Generics.Relations;

    internal BodyLayout Layout { get; }

    /// <summary>The declaring type as its own members see it.</summary>
    internal NamedType Self { get; }

    /// <summary>The types of the arguments, <c>this</c> included.</summary>
    internal ImmutableArray<VerifierType> Arguments { get; }

    internal ImmutableArray<VerifierType> Locals { get; }

    /// <summary>Null for <c>void</c>.</summary>
    internal VerifierType? Return { get; }

    /// <summary>Whether <c>this</c> has to be initialised by another constructor first.</summary>
    internal bool InitializesThis => Method is { IsConstructor: true, IsStatic: false } && !Self.IsValueType && !ReferenceEquals(Self, Universe.Object);

    /// <summary>An argument as it lies on the stack when it is loaded.</summary>
    internal Slot Argument(int index) => Slot.Of(Arguments[index], _argumentMarks[index]);

    /// <summary>The number of the argument that an instruction names; -1 where there is no such argument.</summary>
    internal int ArgumentOf(Instruction instruction)
    {
        int index = instruction.OpCode.Code switch
        {
            Code.Ldarg_0 => 0,
            Code.Ldarg_1 => 1,
            Code.Ldarg_2 => 2,
            Code.Ldarg_3 => 3,
            _ => NumberOf(instruction.Operand as ParameterDefinition),
        };
        return index < Arguments.Length ? index : -1;
    }

    /// <summary>The number of the local variable that an instruction names; -1 where there is no such variable.</summary>
    internal int LocalOf(Instruction instruction)
    {
        int index = instruction.OpCode.Code switch
        {
            Code.Ldloc_0 or Code.Stloc_0 => 0,
            Code.Ldloc_1 or Code.Stloc_1 => 1,
            Code.Ldloc_2 or Code.Stloc_2 => 2,
            Code.Ldloc_3 or Code.Stloc_3 => 3,
            _ => instruction.Operand is VariableDefinition variable && variable.Index >= 0 && variable.Index < Locals.Length && Method.Body.Variables[variable.Index] == variable ? variable.Index : -1,
        };
        return index < Locals.Length ? index : -1;
    }

    private int NumberOf(ParameterDefinition? parameter)
    {
        if (parameter is null)
            return -1;
        // Cecil's stand-in for "this" has no index.
        if (parameter.Index < 0)
            return Method.HasThis && parameter == Method.Body.ThisParameter ? 0 : -1;
        return parameter.Index < Method.Parameters.Count && Method.Parameters[parameter.Index] == parameter ? parameter.Index + (Method.HasThis ? 1 : 0) : -1;
    }

    private void MarkArguments()
    {
        int first = Method.HasThis ? 1 : 0;
        for (int index = 0; index < Method.Parameters.Count; index++)
        {
            if (MethodSite.ParameterIsReadOnly(Method.Parameters[index]))
                _argumentMarks[index + first] = SlotMarks.ReadOnly;
        }
        if (Method.HasThis && !Array.Exists(Layout.Instructions, item => item.OpCode.Code is Code.Starg or Code.Starg_S or Code.Ldarga or Code.Ldarga_S && ArgumentOf(item) == 0))
            _argumentMarks[0] = SlotMarks.This;
    }
}
