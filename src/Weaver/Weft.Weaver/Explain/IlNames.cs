using System.Globalization;
using System.Text;
using Mono.Cecil;

namespace Weft.Weaver.Explain;

/// <summary>Short names of types and members as IL texts show them: C# keywords, no namespaces, generic parameters by number.</summary>
internal static class IlNames
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["System.Void"] = "void",
        ["System.Boolean"] = "bool",
        ["System.Byte"] = "byte",
        ["System.SByte"] = "sbyte",
        ["System.Int16"] = "short",
        ["System.UInt16"] = "ushort",
        ["System.Int32"] = "int",
        ["System.UInt32"] = "uint",
        ["System.Int64"] = "long",
        ["System.UInt64"] = "ulong",
        ["System.Char"] = "char",
        ["System.Single"] = "float",
        ["System.Double"] = "double",
        ["System.Decimal"] = "decimal",
        ["System.String"] = "string",
        ["System.Object"] = "object",
        ["System.IntPtr"] = "nint",
        ["System.UIntPtr"] = "nuint",
    };

    internal static string Of(TypeReference type)
    {
        switch (type)
        {
            case GenericParameter parameter:
                // By number: references that were read have no names, and imported ones have.
                return (parameter.Type == GenericParameterType.Method ? "!!" : "!") + parameter.Position.ToString(CultureInfo.InvariantCulture);
            case ArrayType array:
                return $"{Of(array.ElementType)}[{new string(',', array.Rank - 1)}]";
            case ByReferenceType reference:
                return Of(reference.ElementType) + "&";
            case PointerType pointer:
                return Of(pointer.ElementType) + "*";
            case PinnedType pinned:
                return "pinned " + Of(pinned.ElementType);
            case RequiredModifierType modified:
                return $"{Of(modified.ElementType)} modreq({Of(modified.ModifierType)})";
            case OptionalModifierType modified:
                return $"{Of(modified.ElementType)} modopt({Of(modified.ModifierType)})";
            case FunctionPointerType pointer:
                return $"method {Of(pointer.ReturnType)} *({Parameters(pointer)})";
            case GenericInstanceType instance:
                return $"{Of(instance.ElementType)}<{string.Join(", ", instance.GenericArguments.Select(Of))}>";
            case SentinelType sentinel:
                return "..., " + Of(sentinel.ElementType);
            default:
                return Plain(type);
        }
    }

    internal static string Of(FieldReference field) => $"{Of(field.FieldType)} {Of(field.DeclaringType)}::{field.Name}";

    internal static string Of(MethodReference method)
    {
        StringBuilder text = new();
        if (method.HasThis)
            text.Append("instance ");
        text.Append(Of(method.ReturnType)).Append(' ').Append(Of(method.DeclaringType)).Append("::").Append(method.Name);
        if (method is GenericInstanceMethod instance)
            text.Append('<').Append(string.Join(", ", instance.GenericArguments.Select(Of))).Append('>');
        return text.Append('(').Append(Parameters(method)).Append(')').ToString();
    }

    internal static string Of(CallSite site) => $"{(site.HasThis ? "instance " : "")}{Of(site.ReturnType)}({Parameters(site)})";

    private static string Parameters(IMethodSignature signature) => string.Join(", ", signature.Parameters.Select(parameter => Of(parameter.ParameterType)));

    private static string Plain(TypeReference type)
    {
        if (Keywords.TryGetValue(type.FullName, out string? keyword))
            return keyword;
        int arity = type.Name.IndexOf('`');
        string name = arity < 0 ? type.Name : type.Name.Substring(0, arity);
        return type.DeclaringType is null ? name : $"{Plain(type.DeclaringType)}/{name}";
    }
}
