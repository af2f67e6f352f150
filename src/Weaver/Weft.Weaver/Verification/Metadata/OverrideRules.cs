using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;
using Weft.Weaver.Verification.Members;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Metadata;

/// <summary>Methods that override others must be able to.</summary>
internal static class OverrideRules
{
    private const string CovariantReturns = "System.Runtime.CompilerServices.PreserveBaseOverridesAttribute";

    internal static void Check(TypeContext context, FindingSink sink)
    {
        HashSet<(MethodDefinition, VerifierType)> overridden = [];
        foreach (MethodDefinition method in context.Type.Methods)
        {
            foreach (MethodReference reference in method.Overrides)
                CheckExplicit(context, method, reference, overridden, sink);
            if (method is { IsVirtual: true, IsStatic: false, IsNewSlot: false, HasOverrides: false } && !context.Type.IsInterface)
                CheckImplicit(context, method, sink);
        }
    }

    private static void CheckExplicit(
        TypeContext context, MethodDefinition method, MethodReference reference, HashSet<(MethodDefinition, VerifierType)> overridden, FindingSink sink)
    {
        MethodSite site = context.Members.Method(reference);
        if (site.Definition is not { } target)
        {
            sink.Add(Codes.UnresolvedToken, method, $"there is no method {reference.FullName}, which is overridden");
            return;
        }
        if (!overridden.Add((target, site.DeclaringType)))
            sink.Add(Codes.DuplicateRow, context.Type, $"{site.Name} is overridden twice");
        if (!target.IsVirtual || (!method.IsVirtual && !method.IsStatic))
            sink.Add(Codes.OverrideMismatch, method, $"{(target.IsVirtual ? "the method" : site.Name)} is not virtual, and {site.Name} is overridden by it");
        else if (target.IsFinal)
            sink.Add(Codes.OverrideMismatch, method, $"{site.Name} is final and is overridden");
        if (!context.Relations.IsAssignable(context.Self, site.DeclaringType) && !context.Self.HasUnknownAncestor)
            sink.Add(Codes.OverrideMismatch, method, $"{site.Name} is overridden, and the class is no {site.DeclaringType.Name}");
        if (!FitsSignature(context, method, site, target))
            sink.Add(Codes.OverrideMismatch, method, $"the signature is not that of {site.Name}, which is overridden");
        if (!context.Access.CanUse(target, null))
            sink.Add(Codes.NotAccessible, method, $"{site.Name} is overridden and cannot be seen from here");
    }

    private static bool FitsSignature(TypeContext context, MethodDefinition method, MethodSite site, MethodDefinition target)
    {
        VirtualSignature own = VirtualSignature.Of(context.Universe, method, []);
        VirtualSignature wanted = VirtualSignature.Of(context.Universe, target, (site.DeclaringType as NamedType)?.Arguments ?? []);
        bool fits = VirtualSignature.Same(own.Return, wanted.Return)
            || (own.Return is { } narrow && wanted.Return is { } wide && method.HasAttribute(CovariantReturns) && RelationsOf(context, method).IsAssignable(narrow, wide));
        return fits && own.HasSameParameters(wanted);
    }

    private static TypeRelations RelationsOf(TypeContext context, MethodDefinition method) =>
        method.HasGenericParameters ? new(context.Universe, new(context.Universe, context.Type, method)) : context.Relations;

    private static void CheckImplicit(TypeContext context, MethodDefinition method, FindingSink sink)
    {
        VirtualSignature signature = VirtualSignature.Of(context.Universe, method, []);
        foreach (NamedType type in context.Self.SelfAndBases.Skip(1))
        {
            MethodDefinition? target = type.Definition.Methods.FirstOrDefault(item => item.IsVirtual && signature.IsThatOf(context.Universe, type, item));
            if (target is null)
                continue;
            if (target.IsFinal)
                sink.Add(Codes.OverrideMismatch, method, $"{target.FullName} is final and is overridden");
            if (Width(method.Attributes) < Width(target.Attributes) && !(target.IsFamilyOrAssembly && method.IsFamily))
                sink.Add(Codes.OverrideMismatch, method, $"the method is less visible than {target.FullName}, which it overrides");
            return;
        }
    }

    private static int Width(MethodAttributes attributes) => (attributes & MethodAttributes.MemberAccessMask) switch
    {
        MethodAttributes.Public => 4,
        MethodAttributes.FamORAssem => 3,
        MethodAttributes.Family or MethodAttributes.Assembly => 2,
        MethodAttributes.FamANDAssem => 1,
        _ => 0,
    };
}
