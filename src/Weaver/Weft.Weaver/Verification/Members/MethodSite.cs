using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Members;

/// <summary>A method as an instruction names it, with the generic arguments of the place put in.</summary>
internal sealed record MethodSite
{
    internal required MethodReference Reference { get; init; }

    /// <summary>What it resolves to; null for the methods that the runtime gives to arrays, and where it does not resolve.</summary>
    internal required MethodDefinition? Definition { get; init; }

    /// <summary>The type through which it is named.</summary>
    internal required VerifierType DeclaringType { get; init; }

    internal required ImmutableArray<VerifierType> MethodArguments { get; init; }

    internal required ImmutableArray<VerifierType> Parameters { get; init; }

    /// <summary>Null for <c>void</c>.</summary>
    internal required VerifierType? Return { get; init; }

    internal required bool HasThis { get; init; }

    internal bool IsConstructor => Reference.Name == ".ctor";

    /// <summary>Whether the address that it returns must not be written through.</summary>
    internal bool ReturnsReadOnly => Definition is not null && GivesReadOnly(Definition);

    internal string Name => $"{DeclaringType.Name}::{Reference.Name}";

    public override string ToString() => Name;

    /// <summary>Whether a parameter takes addresses that must not be written through.</summary>
    internal bool TakesReadOnly(int parameter) => Definition is null || parameter >= Definition.Parameters.Count || ParameterIsReadOnly(Definition.Parameters[parameter]);

    internal static bool ParameterIsReadOnly(ParameterDefinition parameter) => IsInModified(parameter.ParameterType) || IsMarked(parameter);

    /// <summary>Whether an address that a method returns must not be written through.</summary>
    internal static bool GivesReadOnly(MethodDefinition method) => IsInModified(method.ReturnType) || IsMarked(method.MethodReturnType);

    private static bool IsMarked(ICustomAttributeProvider provider) =>
        provider.HasCustomAttributes && provider.CustomAttributes.Any(item =>
            item.AttributeType.FullName is "System.Runtime.CompilerServices.IsReadOnlyAttribute" or "System.Runtime.CompilerServices.RequiresLocationAttribute");

    private static bool IsInModified(TypeReference type)
    {
        for (TypeReference? next = type; next is IModifierType modified; next = modified.ElementType)
        {
            if (modified.ModifierType.FullName == "System.Runtime.InteropServices.InAttribute")
                return true;
        }
        return false;
    }
}

/// <summary>A field as an instruction names it.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Definition">What it resolves to.</param>
/// <param name="DeclaringType">The type through which it is named.</param>
/// <param name="FieldType">Its type with the generic arguments of the place.</param>
internal sealed record FieldSite(FieldReference Reference, FieldDefinition? Definition, VerifierType DeclaringType, VerifierType FieldType)
{
    internal string Name => $"{DeclaringType.Name}::{Reference.Name}";

    public override string ToString() => Name;
}
