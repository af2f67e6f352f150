using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Emit;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.Finalization;

/// <summary>
/// Whether a method may come to use what is shared, by itself or by what it calls. Where that cannot be told it may: it costs little to treat a method as if it did.
/// </summary>
internal sealed class SharedUse
{
    private static readonly HashSet<string> Harmless = ["System.GC", "System.Threading.Interlocked", "System.Threading.Volatile", "System.ArgumentNullException", "System.Object"];

    private readonly SiteScope _scope;
    private readonly Dictionary<MethodDefinition, string> _touching = [];
    private readonly Dictionary<MethodDefinition, string?> _known = [];

    internal SharedUse(WeavePlan plan, SiteScope scope)
    {
        _scope = scope;
        foreach (AssemblyPlan assembly in plan.Assemblies)
        {
            foreach (BodyPlan body in assembly.Bodies)
                _touching[body.Method] = $"{TypeNames.Display(body.Method)} uses what may be shared";
            foreach (MethodDefinition method in assembly.Synchronized.Concat(assembly.Named.Select(item => item.Method)))
                _touching[method] = $"{TypeNames.Display(method)} takes a lock of the cluster";
        }
        foreach (MethodDefinition method in plan.Methods.Keys)
            _touching[method] = $"{TypeNames.Display(method)} is distributed";
    }

    /// <summary>What may be shared, in words; null where nothing is.</summary>
    internal string? Behind(MethodDefinition method)
    {
        if (_touching.TryGetValue(method, out string? touching))
            return touching;
        if (_known.TryGetValue(method, out string? known))
            return known;
        // What calls itself finds nothing new there.
        _known.Add(method, null);
        string? found = InInitializer(method.DeclaringType, method);
        for (int index = 0; found is null && index < method.Body.Instructions.Count; index++)
            found = In(method.Body.Instructions[index], method);
        return _known[method] = found;
    }

    private string? In(Instruction instruction, MethodDefinition method) => instruction.OpCode.Code switch
    {
        Code.Call or Code.Callvirt or Code.Newobj => Called((MethodReference)instruction.Operand, instruction.OpCode.Code),
        Code.Calli => $"{TypeNames.Display(method)} calls a function by its address",
        Code.Ldsfld or Code.Stsfld or Code.Ldsflda => ((FieldReference)instruction.Operand).Resolve() is { } field && _scope.IsWoven(field.DeclaringType) ? InInitializer(field.DeclaringType, method) : null,
        _ => null,
    };

    private string? InInitializer(TypeDefinition type, MethodDefinition from) =>
        type.Methods.FirstOrDefault(method => method is { IsConstructor: true, IsStatic: true }) is { } initializer && initializer != from && Instructions.HasCode(initializer) ? Behind(initializer) : null;

    private string? Called(MethodReference reference, Code code)
    {
        if (reference.DeclaringType is ArrayType)
            return null;
        if (reference.Resolve() is not { } callee)
            return $"{reference.FullName} is called, of which nothing is known";
        if (!_scope.IsWoven(callee))
            return CallsNothingBack(reference, callee, code) ? null : $"{TypeNames.Display(callee)} is called, which may call code of the program";
        bool mayBeAnother = code == Code.Callvirt && callee is { IsVirtual: true, IsFinal: false, DeclaringType.IsSealed: false };
        if (mayBeAnother || !Instructions.HasCode(callee) || _scope.IsPlannedElsewhere(callee.Module.Assembly))
            return mayBeAnother ? $"{TypeNames.Display(callee)} is called, which may be overridden" : $"{TypeNames.Display(callee)} is called, whose body is elsewhere";
        return Behind(callee);
    }

    /// <summary>Whether a method that is not woven has nothing by which it could come back to the program: neither a receiver nor an argument of a class that the program may derive from, nor a delegate.</summary>
    private static bool CallsNothingBack(MethodReference reference, MethodDefinition callee, Code code)
    {
        if (Harmless.Contains(callee.DeclaringType.FullName))
            return !callee.IsVirtual || callee.Name == "Finalize";
        if (callee.HasThis && code != Code.Newobj && !IsClosed(callee.DeclaringType))
            return false;
        return callee.Parameters.All(parameter => IsClosed(parameter.ParameterType.Substitute(reference.DeclaringType, reference)));
    }

    private static bool IsClosed(TypeReference type) => type.Unmodified() switch
    {
        PointerType or FunctionPointerType => true,
        ByReferenceType reference => IsClosed(reference.ElementType),
        ArrayType array => IsClosed(array.ElementType),
        GenericParameter => false,
        GenericInstanceType instance => IsClosedDefinition(instance) && instance.GenericArguments.All(IsClosed),
        TypeReference plain => plain.IsPrimitive || plain.MetadataType == MetadataType.String || IsClosedDefinition(plain),
    };

    private static bool IsClosedDefinition(TypeReference type) => type.Resolve() is { } definition && (definition.IsValueType || definition.IsSealed) && !definition.IsDelegate();
}
