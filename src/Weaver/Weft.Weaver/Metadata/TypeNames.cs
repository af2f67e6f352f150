using System.Text;
using Mono.Cecil;

namespace Weft.Weaver.Metadata;

/// <summary>Names of types: on the wire, in messages, in patterns.</summary>
public static class TypeNames
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["bool"] = "System.Boolean",
        ["byte"] = "System.Byte",
        ["sbyte"] = "System.SByte",
        ["short"] = "System.Int16",
        ["ushort"] = "System.UInt16",
        ["int"] = "System.Int32",
        ["uint"] = "System.UInt32",
        ["long"] = "System.Int64",
        ["ulong"] = "System.UInt64",
        ["char"] = "System.Char",
        ["float"] = "System.Single",
        ["double"] = "System.Double",
        ["decimal"] = "System.Decimal",
        ["string"] = "System.String",
        ["object"] = "System.Object",
        ["nint"] = "System.IntPtr",
        ["nuint"] = "System.UIntPtr",
    };

    /// <summary>The wire name of a class or struct definition: <c>Ns.Outer/Nested, Assembly</c>.</summary>
    public static string Wire(TypeDefinition type) => $"{type.FullName}, {type.Module.Assembly.Name.Name}";

    /// <summary>A key that tells types of one name in two assemblies apart, also as arguments of generic types.</summary>
    internal static string Identity(TypeReference type) => type switch
    {
        GenericInstanceType instance => $"{Identity(instance.ElementType)}<{string.Join(",", instance.GenericArguments.Select(Identity))}>",
        ArrayType array => $"{Identity(array.ElementType)}[{array.Rank}]",
        GenericParameter or TypeSpecification => type.FullName,
        _ => $"[{type.Resolve()?.Module.Assembly.Name.Name}]{type.FullName}",
    };

    /// <summary>A field's name on the wire: <c>Ns.Type::field</c>.</summary>
    public static string Wire(FieldDefinition field) => $"{field.DeclaringType.FullName}::{field.Name}";

    /// <summary>A method's name in the cluster: <c>Ns.Type::Method(Ns.Arg,...)</c>.</summary>
    public static string Wire(MethodDefinition method) =>
        $"{method.DeclaringType.FullName}::{method.Name}({string.Join(",", method.Parameters.Select(parameter => parameter.ParameterType.FullName))})";

    /// <summary>A member's name for people: <c>Ns.Type.member</c>; of a backing field, its property's.</summary>
    public static string Display(IMemberDefinition member) => member is TypeDefinition type
        ? type.FullName
        : $"{member.DeclaringType.FullName}.{SourceName(member.Name)}";

    /// <summary>The name that stands in the source for a compiler's name: <c>&lt;Name&gt;k__BackingField</c> and F#'s <c>Name@</c> give <c>Name</c>.</summary>
    public static string SourceName(string name)
    {
        if (name.Length > 1 && name[name.Length - 1] == '@')
            return name.Substring(0, name.Length - 1);
        int end = name.IndexOf('>');
        return name[0] == '<' && end > 1 && (name.EndsWith(">k__BackingField", StringComparison.Ordinal) || name.EndsWith(">P", StringComparison.Ordinal))
            ? name.Substring(1, end - 1)
            : name;
    }

    /// <summary>Whether a user means this type by a text such as <c>string</c>, <c>Ns.Type</c>, <c>Type</c> or <c>List&lt;int&gt;</c>.</summary>
    public static bool IsCalled(TypeReference type, string text)
    {
        string wanted = Normalize(text);
        return Written(type, withNamespace: true) == wanted || Written(type, withNamespace: false) == wanted
            || Written(type, withNamespace: true) == text || Written(type, withNamespace: false) == text;
    }

    /// <summary>How a pattern of methods writes a parameter's type.</summary>
    internal static string Pattern(TypeReference type) => Written(type.WithoutModifiers(), withNamespace: true);

    private static string Written(TypeReference type, bool withNamespace)
    {
        switch (type)
        {
            case ArrayType array:
                return Written(array.ElementType, withNamespace) + "[" + new string(',', array.Rank - 1) + "]";
            case ByReferenceType reference:
                return Written(reference.ElementType, withNamespace) + "&";
            case GenericInstanceType instance:
                return Written(instance.ElementType, withNamespace)
                    + "<" + string.Join(",", instance.GenericArguments.Select(argument => Written(argument, withNamespace))) + ">";
            case TypeSpecification specification:
                return Written(specification.ElementType, withNamespace);
            default:
                string name = withNamespace || type.Namespace == "System" ? type.FullName : type.Name;
                int arity = name.IndexOf('`');
                return arity < 0 ? name : name.Substring(0, arity);
        }
    }

    /// <summary>Spells out the C# keywords in a type's text.</summary>
    private static string Normalize(string text)
    {
        StringBuilder result = new();
        StringBuilder word = new();
        foreach (char c in text + "\0")
        {
            if (char.IsLetterOrDigit(c) || c is '.' or '_' or '/')
            {
                word.Append(c);
                continue;
            }
            string plain = word.ToString();
            result.Append(Keywords.TryGetValue(plain, out string? full) ? full : plain);
            word.Clear();
            if (c != '\0')
                result.Append(c);
        }
        return result.ToString();
    }
}
