using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Emit;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Members;

/// <summary>Resolves the members that instructions name, each reference once.</summary>
internal sealed class MemberTable(TypeUniverse universe)
{
    private readonly Dictionary<MethodReference, MethodSite> _methods = [];
    private readonly Dictionary<FieldReference, FieldSite> _fields = [];

    internal MethodSite Method(MethodReference reference)
    {
        if (!_methods.TryGetValue(reference, out MethodSite? site))
            _methods.Add(reference, site = Make(reference));
        return site;
    }

    internal FieldSite Field(FieldReference reference)
    {
        if (!_fields.TryGetValue(reference, out FieldSite? site))
            _fields.Add(reference, site = Make(reference));
        return site;
    }

    /// <summary>The place that a call through a pointer names.</summary>
    internal MethodSite Pointer(CallSite call) => new()
    {
        Reference = new MethodReference("calli", call.ReturnType),
        Definition = null,
        DeclaringType = universe.FunctionPointer,
        MethodArguments = [],
        Parameters = [.. call.Parameters.Select(item => universe.Of(item.ParameterType))],
        Return = Returned(call.ReturnType, [], []),
        HasThis = call.HasThis && !call.ExplicitThis,
    };

    private MethodSite Make(MethodReference reference)
    {
        MethodReference element = reference is GenericInstanceMethod instance ? instance.ElementMethod : reference;
        VerifierType declaring = universe.Of(element.DeclaringType);
        MethodDefinition? definition = declaring is ArrayOfType ? null : element.Resolve();
        ImmutableArray<VerifierType> typeArguments = ArgumentsOf(declaring, definition?.DeclaringType);
        ImmutableArray<VerifierType> methodArguments = reference is GenericInstanceMethod closed ? [.. closed.GenericArguments.Select(universe.Of)] : [];
        MethodReference signature = definition ?? element;
        ImmutableArray<VerifierType> parameters = universe.Parameters(signature.Parameters, typeArguments, methodArguments);
        if (element.CallingConvention == MethodCallingConvention.VarArg)
            parameters = parameters.AddRange(universe.Parameters(element.Parameters, typeArguments, methodArguments).Skip(parameters.Length));
        return new()
        {
            Reference = reference,
            Definition = definition,
            DeclaringType = declaring,
            MethodArguments = methodArguments,
            Parameters = parameters,
            Return = Returned(signature.ReturnType, typeArguments, methodArguments),
            HasThis = definition is null ? element.HasThis : !definition.IsStatic,
        };
    }

    private FieldSite Make(FieldReference reference)
    {
        VerifierType declaring = universe.Of(reference.DeclaringType);
        FieldDefinition? definition = reference.Resolve();
        VerifierType type = universe.Of(definition?.FieldType ?? reference.FieldType);
        return new(reference, definition, declaring, universe.Substitute(type, ArgumentsOf(declaring, definition?.DeclaringType), []));
    }

    private VerifierType? Returned(TypeReference type, ImmutableArray<VerifierType> typeArguments, ImmutableArray<VerifierType> methodArguments) =>
        type.Unmodified().MetadataType == MetadataType.Void ? null : universe.Substitute(universe.Of(type), typeArguments, methodArguments);

    /// <summary>The arguments of the class that declares a member, which may be a base class of the one through which it is named.</summary>
    private static ImmutableArray<VerifierType> ArgumentsOf(VerifierType named, TypeDefinition? declaring)
    {
        if (named is not NamedType type)
            return [];
        return declaring is null || type.Definition == declaring ? type.Arguments
            : type.SelfAndBases.FirstOrDefault(item => item.Definition == declaring)?.Arguments
                ?? type.AllInterfaces.OfType<NamedType>().FirstOrDefault(item => item.Definition == declaring)?.Arguments ?? [];
    }
}
