using Mono.Cecil;

namespace Weft.Weaver.Metadata;

/// <summary>The one place that replaces generic parameters of a class by arguments.</summary>
public static class GenericSubstitution
{
    /// <summary>A type that stands in a member of a generic class, as seen from one closed or partly closed form of that class.</summary>
    /// <param name="type">The type as declared.</param>
    /// <param name="owner">The form of the declaring class; its own definition leaves everything as it is.</param>
    public static TypeReference Apply(TypeReference type, TypeReference owner) =>
        owner is GenericInstanceType instance && type.ContainsGenericParameter ? Replace(type, instance) : type;

    /// <summary>The class as its own members see it: closed over its own parameters.</summary>
    public static TypeReference SelfReference(TypeDefinition type)
    {
        if (!type.HasGenericParameters)
            return type;
        GenericInstanceType self = new(type);
        foreach (GenericParameter parameter in type.GenericParameters)
            self.GenericArguments.Add(parameter);
        return self;
    }

    private static TypeReference Replace(TypeReference type, GenericInstanceType owner)
    {
        switch (type)
        {
            case GenericParameter { Type: GenericParameterType.Type } parameter when parameter.Position < owner.GenericArguments.Count:
                return owner.GenericArguments[parameter.Position];
            case GenericInstanceType instance:
                GenericInstanceType replaced = new(instance.ElementType);
                foreach (TypeReference argument in instance.GenericArguments)
                    replaced.GenericArguments.Add(Replace(argument, owner));
                return replaced;
            case ArrayType { IsVector: true } array:
                return new ArrayType(Replace(array.ElementType, owner));
            case ArrayType array:
                return new ArrayType(Replace(array.ElementType, owner), array.Rank);
            case ByReferenceType reference:
                return new ByReferenceType(Replace(reference.ElementType, owner));
            case PointerType pointer:
                return new PointerType(Replace(pointer.ElementType, owner));
            case RequiredModifierType required:
                return new RequiredModifierType(required.ModifierType, Replace(required.ElementType, owner));
            case OptionalModifierType optional:
                return new OptionalModifierType(optional.ModifierType, Replace(optional.ElementType, owner));
            default:
                return type;
        }
    }
}
