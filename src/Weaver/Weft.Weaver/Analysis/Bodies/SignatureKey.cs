using System.Text;
using Mono.Cecil;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>
/// A method's name and parameter types as text that does not depend on the assembly which a type is named in: generic parameters
/// are numbered, so that a framework member and its shim have the same key.
/// </summary>
internal static class SignatureKey
{
    internal static string Of(string name, int genericParameters, IEnumerable<TypeReference> parameters)
    {
        StringBuilder key = new(name);
        key.Append('`').Append(genericParameters).Append('(');
        foreach (TypeReference parameter in parameters)
        {
            Append(key, parameter);
            key.Append(',');
        }
        return key.Append(')').ToString();
    }

    private static void Append(StringBuilder key, TypeReference type)
    {
        switch (type)
        {
            case GenericParameter parameter:
                key.Append(parameter.Type == GenericParameterType.Type ? "!" : "!!").Append(parameter.Position);
                break;
            case GenericInstanceType instance:
                key.Append(instance.ElementType.FullName).Append('<');
                foreach (TypeReference argument in instance.GenericArguments)
                {
                    Append(key, argument);
                    key.Append(',');
                }
                key.Append('>');
                break;
            case ArrayType array:
                Append(key, array.ElementType);
                key.Append('[').Append(',', array.Rank - 1).Append(']');
                break;
            case ByReferenceType reference:
                Append(key, reference.ElementType);
                key.Append('&');
                break;
            case PointerType pointer:
                Append(key, pointer.ElementType);
                key.Append('*');
                break;
            case IModifierType modified:
                Append(key, modified.ElementType);
                break;
            default:
                key.Append(type.FullName);
                break;
        }
    }
}
