using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>What one consumer does with an address.</summary>
internal enum AddressUse
{
    /// <summary>Reads the place; a copy does.</summary>
    Read,

    /// <summary>Reads the place, but may keep the address, so that a copy does not do.</summary>
    ReadKept,

    /// <summary>May write the place.</summary>
    Write,

    /// <summary>Leads to the address of a struct's member.</summary>
    Nested,

    /// <summary>One atomic operation on the place.</summary>
    Operation,

    /// <summary>Several atomic operations on the place, with code of the program in between.</summary>
    Steps,

    /// <summary>Works atomically on the place itself, in a way of its own.</summary>
    Atomic,

    /// <summary>Keeps the address, or nothing is known of what it does.</summary>
    Keeps,
}

/// <summary>Decides what consumers do with addresses of fields and elements.</summary>
internal static class AddressPolicy
{
    private static readonly HashSet<string> Atomics =
    [
        "System.Threading.Interlocked", "System.Threading.Volatile", SteppedCalls.Lazy, "System.Threading.SpinLock", "System.Threading.Thread",
        SteppedCalls.Immutable,
    ];

    private static readonly HashSet<string> Reinterpreters = ["System.Runtime.CompilerServices.Unsafe", "System.Runtime.InteropServices.MemoryMarshal"];

    /// <summary>Whether a method works atomically on the places that it is given.</summary>
    internal static bool IsAtomic(MethodReference method) => Atomics.Contains(method.DeclaringType.GetElementType().FullName);

    /// <summary>Whether an instruction reads through an address so that nothing behind it is read before it.</summary>
    internal static bool IsVolatileRead(Instruction consumer) =>
        consumer.Operand is MethodReference { Name: "Read", DeclaringType.FullName: "System.Threading.Volatile" };

    /// <summary>What an instruction does with the address that is its operand of this number.</summary>
    internal static AddressUse Classify(Instruction consumer, int operand) => consumer.OpCode.Code switch
    {
        Code.Ldfld or Code.Ldobj or Code.Pop => AddressUse.Read,
        >= Code.Ldind_I1 and <= Code.Ldind_Ref => AddressUse.Read,
        Code.Ldflda => AddressUse.Nested,
        Code.Stfld or Code.Stobj or Code.Initobj when operand == 0 => AddressUse.Write,
        >= Code.Stind_Ref and <= Code.Stind_R8 or Code.Stind_I when operand == 0 => AddressUse.Write,
        Code.Call or Code.Callvirt or Code.Newobj => ClassifyCall(consumer, (MethodReference)consumer.Operand, operand),
        _ => AddressUse.Keeps,
    };

    private static AddressUse ClassifyCall(Instruction call, MethodReference method, int operand)
    {
        if (method.DeclaringType.FullName is "System.Threading.Interlocked" or "System.Threading.Volatile" && operand == 0)
            return IsVolatileRead(call) ? AddressUse.Read : AddressUse.Operation;
        if (SteppedCalls.ShimOf(method) is not null)
            return AddressUse.Steps;
        if (method.DeclaringType.FullName == SteppedCalls.Immutable && operand == 0)
            return AddressUse.Operation;
        if (method.DeclaringType.FullName == "System.Runtime.InteropServices.MemoryMarshal" && method.Name is "CreateSpan" or "CreateReadOnlySpan")
            return method.Name == "CreateSpan" ? AddressUse.Keeps : AddressUse.ReadKept;
        if (IsAtomic(method) || Reinterpreters.Contains(method.DeclaringType.GetElementType().FullName))
            return AddressUse.Atomic;
        MethodDefinition? definition = method.Resolve();
        bool hasReceiver = method.HasThis && call.OpCode.Code != Code.Newobj;
        if (hasReceiver && operand == 0)
        {
            AddressUse receiver = ClassifyReceiver(Instructions.Constraint(call), method, definition);
            return receiver == AddressUse.Read && definition is not null && Has(definition, "UnscopedRefAttribute") ? AddressUse.ReadKept : receiver;
        }

        int index = hasReceiver ? operand - 1 : operand;
        if (method.Parameters[index].ParameterType.Unmodified() is not ByReferenceType)
            return AddressUse.Keeps;
        ParameterDefinition? parameter = definition?.Parameters[index];
        if (parameter is not null && !parameter.IsOut && (parameter.IsIn || Has(parameter, "IsReadOnlyAttribute")))
            return MayEscape(method, call, definition) && !Has(parameter, "ScopedRefAttribute") ? AddressUse.ReadKept : AddressUse.Read;
        if (MayEscape(method, call, definition) || MayBeKept(definition, parameter))
            return AddressUse.Keeps;
        return definition is not null && ReferenceParameters.ReachesAtomics(definition, definition.HasThis ? index + 1 : index) ? AddressUse.Atomic : AddressUse.Write;
    }

    private static AddressUse ClassifyReceiver(TypeReference? constraint, MethodReference method, MethodDefinition? definition)
    {
        TypeReference type = constraint ?? method.DeclaringType;
        if (type.IsPrimitive || type.GetElementType().FullName == "System.Nullable`1" || type.GetElementType().FullName.StartsWith("System.ValueTuple`", StringComparison.Ordinal))
            return AddressUse.Read;
        TypeDefinition? resolved = type is GenericParameter ? null : type.Resolve();
        if (resolved is { IsEnum: true } || (resolved is not null && Has(resolved, "IsReadOnlyAttribute")))
            return AddressUse.Read;
        if (definition is not null && definition.DeclaringType.IsValueType && Has(definition, "IsReadOnlyAttribute"))
            return AddressUse.Read;
        if (definition is null)
            return AddressUse.Write;
        if (Has(definition, "UnscopedRefAttribute"))
            return AddressUse.Keeps;
        return definition.DeclaringType.IsValueType && ReferenceParameters.ReachesAtomics(definition, 0) ? AddressUse.Atomic : AddressUse.Write;
    }

    /// <summary>Whether what a call returns, or the object that it makes, may hold a reference that was given to it.</summary>
    private static bool MayEscape(MethodReference method, Instruction call, MethodDefinition? definition)
    {
        TypeReference result = call.OpCode.Code == Code.Newobj ? method.DeclaringType : method.ReturnType.Unmodified();
        if (result is ByReferenceType)
            return true;
        TypeDefinition? type = result is GenericParameter or ArrayType ? null : result.Resolve();
        return type is not null && Has(type, "IsByRefLikeAttribute") && definition is not null;
    }

    /// <summary>Whether a method may put a reference that it is given into a ref struct which it is given by reference too.</summary>
    private static bool MayBeKept(MethodDefinition? definition, ParameterDefinition? parameter)
    {
        if (definition is null || parameter is null || parameter.IsOut || Has(parameter, "ScopedRefAttribute"))
            return false;
        if (definition.HasThis && Has(definition.DeclaringType, "IsByRefLikeAttribute"))
            return true;
        return definition.Parameters.Any(other => other != parameter && other.ParameterType.Unmodified() is ByReferenceType { ElementType: not GenericParameter and var pointee }
            && pointee.Resolve() is { } type && Has(type, "IsByRefLikeAttribute"));
    }

    private static bool Has(Mono.Cecil.ICustomAttributeProvider provider, string attribute)
    {
        if (!provider.HasCustomAttributes)
            return false;
        foreach (CustomAttribute item in provider.CustomAttributes)
        {
            if (item.AttributeType.Name == attribute)
                return true;
        }
        return false;
    }

    /// <summary>Whether a call says that it does not write through the address that is its operand of this number.</summary>
    internal static bool TakesReadOnly(Instruction consumer, int operand)
    {
        if (consumer.Operand is not MethodReference method || method.Resolve() is not { } definition)
            return false;
        bool hasReceiver = method.HasThis && consumer.OpCode.Code != Code.Newobj;
        if (hasReceiver && operand == 0)
            return Has(definition, "IsReadOnlyAttribute") || Has(definition.DeclaringType, "IsReadOnlyAttribute");
        ParameterDefinition parameter = definition.Parameters[hasReceiver ? operand - 1 : operand];
        return Has(parameter, "IsReadOnlyAttribute") || Has(parameter, "RequiresLocationAttribute")
            || parameter.ParameterType is RequiredModifierType { ModifierType.FullName: "System.Runtime.InteropServices.InAttribute" };
    }

    /// <summary>The types of what a consumer takes from the stack; null where it is not one that can be moved.</summary>
    internal static ImmutableArray<TypeReference>? OperandTypes(Instruction consumer, TypeReference place)
    {
        switch (consumer.OpCode.Code)
        {
            case Code.Ldfld or Code.Ldobj or Code.Initobj or Code.Pop:
            case >= Code.Ldind_I1 and <= Code.Ldind_Ref:
                return [place];
            case Code.Stfld:
                FieldReference field = (FieldReference)consumer.Operand;
                return [place, field.FieldType.Substitute(field.DeclaringType, null).Unmodified()];
            case Code.Stobj or Code.Stind_I or (>= Code.Stind_Ref and <= Code.Stind_R8):
                return [place, place];
            case Code.Call or Code.Callvirt or Code.Newobj:
                return CallTypes(consumer, (MethodReference)consumer.Operand);
            default:
                return null;
        }
    }

    private static ImmutableArray<TypeReference> CallTypes(Instruction call, MethodReference method)
    {
        ImmutableArray<TypeReference>.Builder types = ImmutableArray.CreateBuilder<TypeReference>();
        if (method.HasThis && call.OpCode.Code != Code.Newobj)
        {
            TypeReference? constraint = Instructions.Constraint(call);
            bool isValue = constraint is not null || method.DeclaringType.IsValueType || method.DeclaringType.Resolve() is { IsValueType: true };
            TypeReference receiver = constraint ?? method.DeclaringType;
            types.Add(isValue ? new ByReferenceType(receiver) : receiver);
        }
        foreach (ParameterDefinition parameter in method.Parameters)
            types.Add(parameter.ParameterType.Substitute(method.DeclaringType, method).Unmodified());
        return types.ToImmutable();
    }
}
