using Mono.Cecil;

namespace Weft.Weaver.Emit;

/// <summary>References to members of generic types and methods, closed or over their own parameters.</summary>
internal static class GenericReferences
{
    /// <summary>A type as its own members name it: closed over its own parameters.</summary>
    internal static TypeReference Self(TypeDefinition type)
    {
        if (!type.HasGenericParameters)
            return type;
        GenericInstanceType self = new(type);
        foreach (GenericParameter parameter in type.GenericParameters)
            self.GenericArguments.Add(parameter);
        return self;
    }

    /// <summary>A method as its own class names it, on a declaring type that is closed already.</summary>
    internal static MethodReference On(this MethodReference method, TypeReference declaringType)
    {
        MethodReference reference = new(method.Name, method.ReturnType, declaringType)
        {
            HasThis = method.HasThis,
            ExplicitThis = method.ExplicitThis,
            CallingConvention = method.CallingConvention,
        };
        foreach (ParameterDefinition parameter in method.Parameters)
            reference.Parameters.Add(new ParameterDefinition(parameter.ParameterType));
        foreach (GenericParameter parameter in method.GenericParameters)
            reference.GenericParameters.Add(new GenericParameter(parameter.Name, reference));
        return reference;
    }

    /// <summary>A generic method closed over arguments; a method without arguments as it is.</summary>
    internal static MethodReference Closed(this MethodReference method, params TypeReference[] arguments)
    {
        if (arguments.Length == 0)
            return method;
        GenericInstanceMethod closed = new(method);
        foreach (TypeReference argument in arguments)
            closed.GenericArguments.Add(argument);
        return closed;
    }

    /// <summary>A generic type closed over arguments; a type without arguments as it is.</summary>
    internal static TypeReference Closed(this TypeReference type, params TypeReference[] arguments)
    {
        if (arguments.Length == 0)
            return type;
        GenericInstanceType closed = new(type);
        foreach (TypeReference argument in arguments)
            closed.GenericArguments.Add(argument);
        return closed;
    }

    /// <summary>The arguments of a generic instance; none for others.</summary>
    internal static TypeReference[] Arguments(this TypeReference type) =>
        type is GenericInstanceType instance ? [.. instance.GenericArguments] : [];

    /// <summary>The arguments of a generic method instance; none for others.</summary>
    internal static TypeReference[] Arguments(this MethodReference method) =>
        method is GenericInstanceMethod instance ? [.. instance.GenericArguments] : [];

    /// <summary>A field as its own class names it.</summary>
    internal static FieldReference Self(FieldDefinition field) =>
        field.DeclaringType.HasGenericParameters ? new FieldReference(field.Name, field.FieldType, Self(field.DeclaringType)) : field;

    /// <summary>A type without custom modifiers.</summary>
    internal static TypeReference Unmodified(this TypeReference type) =>
        type is IModifierType modified ? modified.ElementType.Unmodified() : type;

    /// <summary>
    /// Puts a member's generic arguments in the place of the parameters that its signature names.
    /// </summary>
    /// <param name="type">A type of the member's signature.</param>
    /// <param name="declaringType">The member's declaring type as the site names it.</param>
    /// <param name="method">The method as the site names it; null for fields.</param>
    internal static TypeReference Substitute(this TypeReference type, TypeReference declaringType, MethodReference? method)
    {
        if (!type.ContainsGenericParameter)
            return type;
        return type switch
        {
            GenericParameter { Type: GenericParameterType.Type } parameter =>
                declaringType is GenericInstanceType instance ? instance.GenericArguments[parameter.Position] : parameter,
            GenericParameter parameter =>
                method is GenericInstanceMethod instance ? instance.GenericArguments[parameter.Position] : parameter,
            GenericInstanceType instance =>
                instance.ElementType.Closed([.. instance.GenericArguments.Select(item => item.Substitute(declaringType, method))]),
            ArrayType { IsVector: true } array => new ArrayType(array.ElementType.Substitute(declaringType, method)),
            ArrayType array => new ArrayType(array.ElementType.Substitute(declaringType, method), array.Rank),
            ByReferenceType reference => new ByReferenceType(reference.ElementType.Substitute(declaringType, method)),
            PointerType pointer => new PointerType(pointer.ElementType.Substitute(declaringType, method)),
            PinnedType pinned => new PinnedType(pinned.ElementType.Substitute(declaringType, method)),
            RequiredModifierType modified => new RequiredModifierType(modified.ModifierType, modified.ElementType.Substitute(declaringType, method)),
            OptionalModifierType modified => new OptionalModifierType(modified.ModifierType, modified.ElementType.Substitute(declaringType, method)),
            _ => type,
        };
    }
}
