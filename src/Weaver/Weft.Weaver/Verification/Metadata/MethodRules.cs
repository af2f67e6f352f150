using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Metadata;

/// <summary>Whether a method is declared as its kind demands, its body left aside.</summary>
internal static class MethodRules
{
    internal static void Check(TypeContext context, MethodDefinition method, FindingSink sink)
    {
        foreach (string wrong in Find(method))
            sink.Add(Codes.TypeShape, method, wrong);
        CheckSignature(context, method, sink);
        AttributeRules.Check(method, method, "the method", sink);
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            if (parameter.HasCustomAttributes)
                AttributeRules.Check(parameter, method, $"the parameter {parameter.Name}", sink);
        }
    }

    private static IEnumerable<string> Find(MethodDefinition method)
    {
        TypeDefinition type = method.DeclaringType;
        if (method.IsAbstract && !type.IsAbstract && !type.IsInterface)
            yield return "the method is abstract, and its class is not";
        if (method.IsAbstract && !method.IsVirtual)
            yield return "the method is abstract and not virtual";
        if (method.IsStatic && method.IsVirtual && !type.IsInterface)
            yield return "the method is static and virtual outside an interface";
        if (method.HasThis == method.IsStatic)
            yield return "the flags of the method and its signature differ in whether it is static";
        if (method.Name is ".ctor" or ".cctor")
        {
            if (method.IsStatic != (method.Name == ".cctor"))
                yield return method.IsStatic ? "the constructor is static" : "the class constructor is not static";
            if (!method.IsRuntimeSpecialName || !method.IsSpecialName)
                yield return "the constructor is not marked as one";
            if (method.ReturnType.MetadataType != MetadataType.Void)
                yield return "the constructor returns something";
            if (method.IsVirtual || method.HasGenericParameters)
                yield return "the constructor is virtual or generic";
            if (method.Name == ".cctor" && method.HasParameters)
                yield return "the class constructor has parameters";
        }
    }

    private static void CheckSignature(TypeContext context, MethodDefinition method, FindingSink sink)
    {
        GenericRules generics = method.HasGenericParameters ? new(new TypeRelations(context.Universe, new(context.Universe, context.Type, method))) : context.Generics;
        if (Wrong(generics, context.Universe.Of(method.ReturnType)) is var (code, wrong))
            sink.Add(code, method, $"what the method returns: {wrong}");
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            if (Wrong(generics, context.Universe.Of(parameter.ParameterType)) is var (unfit, what))
                sink.Add(unfit, method, $"the parameter {parameter.Name}: {what}");
            if (parameter.ParameterType.MetadataType == MetadataType.Void)
                sink.Add(Codes.TypeShape, method, $"the parameter {parameter.Name} is of type void");
        }
        if (!method.HasGenericParameters)
            return;
        foreach (GenericParameterConstraint constraint in method.GenericParameters.SelectMany(item => item.Constraints))
        {
            if (Wrong(generics, context.Universe.Of(constraint.ConstraintType)) is var (unfit, what))
                sink.Add(unfit, method, $"a constraint: {what}");
        }
    }

    private static (string Code, string Text)? Wrong(GenericRules rules, VerifierType type) =>
        type is UnresolvedType ? (Codes.UnresolvedToken, $"there is no type {type.Name}")
        : rules.Complaint(type) is { } complaint ? (Codes.GenericInstantiation, complaint)
        : null;
}
