using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Metadata;

/// <summary>A class of which instances can be made must have a body for each member of its interfaces and for each abstract method of its base classes.</summary>
internal static class ImplementationRules
{
    internal static void Check(TypeContext context, FindingSink sink)
    {
        TypeDefinition type = context.Type;
        if (type.IsAbstract || type.IsInterface || type.IsImport || type.IsWindowsRuntime)
            return;
        List<Override> overrides = [.. OverridesOf(context)];
        foreach (NamedType contract in context.Self.AllInterfaces.OfType<NamedType>())
        {
            foreach (MethodDefinition method in contract.Definition.Methods)
            {
                if (method.IsAbstract && !IsImplemented(context, contract, method, overrides))
                    sink.Add(Codes.MissingImplementation, type, $"there is no implementation of {contract.Name}::{method.Name}({Parameters(method)})");
            }
        }
        foreach (NamedType ancestor in context.Self.SelfAndBases.Skip(1))
        {
            if (!ancestor.Definition.IsAbstract)
                continue;
            foreach (MethodDefinition method in ancestor.Definition.Methods)
            {
                if (method.IsAbstract && !IsOverridden(context, ancestor, method, overrides))
                    sink.Add(Codes.MissingImplementation, type, $"the abstract method {ancestor.Name}::{method.Name}({Parameters(method)}) is not overridden");
            }
        }
    }

    private static string Parameters(MethodDefinition method) => string.Join(",", method.Parameters.Select(item => item.ParameterType.FullName));

    private static bool IsImplemented(TypeContext context, NamedType contract, MethodDefinition method, List<Override> overrides)
    {
        if (overrides.Any(item => item.Target == method && (ReferenceEquals(item.DeclaringType, contract) || item.DeclaringType.HasUnknown)))
            return true;
        if (method.IsStatic)
            return context.Self.HasUnknownAncestor;
        VirtualSignature signature = VirtualSignature.Of(context.Universe, method, contract.Arguments);
        return context.Self.SelfAndBases.Any(type => type.Definition.Methods.Any(item => item is { IsVirtual: true, IsPublic: true } && signature.IsThatOf(context.Universe, type, item)))
            || context.Self.HasUnknownAncestor;
    }

    private static bool IsOverridden(TypeContext context, NamedType ancestor, MethodDefinition method, List<Override> overrides)
    {
        if (overrides.Any(item => item.Target == method))
            return true;
        VirtualSignature signature = VirtualSignature.Of(context.Universe, method, ancestor.Arguments);
        return context.Self.SelfAndBases.TakeWhile(type => type != ancestor)
            .Any(type => type.Definition.Methods.Any(item => item is { IsVirtual: true, IsNewSlot: false } && signature.IsThatOf(context.Universe, type, item)));
    }

    /// <summary>All explicit overrides of the class, of its base classes and of its interfaces.</summary>
    private static IEnumerable<Override> OverridesOf(TypeContext context)
    {
        IEnumerable<NamedType> types = context.Self.SelfAndBases.Concat(context.Self.AllInterfaces.OfType<NamedType>());
        foreach (NamedType type in types)
        {
            foreach (MethodDefinition method in type.Definition.Methods)
            {
                if (!method.HasOverrides || (method.IsAbstract && type.IsInterface))
                    continue;
                foreach (MethodReference overridden in method.Overrides)
                {
                    if (overridden.Resolve() is { } target)
                        yield return new(target, context.Universe.Substitute(context.Universe.Of(overridden.DeclaringType), type.Arguments, []));
                }
            }
        }
    }

    private sealed record Override(MethodDefinition Target, VerifierType DeclaringType);
}
