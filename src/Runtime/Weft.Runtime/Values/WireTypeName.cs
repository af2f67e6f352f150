using System.Collections.Concurrent;
using System.Text;

namespace Weft.Runtime.Values;

/// <summary>
/// Names of types on the wire: <c>Ns.Outer/Nested, Assembly</c>; framework types without assembly, generic ones with their arguments in brackets.
/// </summary>
internal static class WireTypeName
{
    private static readonly ConcurrentDictionary<Type, string> Names = new();

    internal static string Of(Type type) => Names.GetOrAdd(type, static t =>
    {
        StringBuilder text = new();
        Append(text, t);
        return text.ToString();
    });

    internal static bool IsFramework(Type type)
    {
        string name = type.Assembly.GetName().Name ?? "";
        return type.Assembly == typeof(object).Assembly || name == "System" || name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard" || name == "mscorlib";
    }

    private static void Append(StringBuilder text, Type type)
    {
        if (type.IsArray)
        {
            AppendElement(text, type.GetElementType()!, type.IsSZArray ? "[]" : type.GetArrayRank() == 1 ? "[*]" : $"[{new string(',', type.GetArrayRank() - 1)}]");
            return;
        }
        Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        text.Append(definition.FullName!.Replace('+', '/'));
        if (type.IsGenericType)
        {
            text.Append('[');
            foreach (Type argument in type.GetGenericArguments())
            {
                text.Append(text[^1] == '[' ? "[" : ",[");
                Append(text, argument);
                text.Append(']');
            }
            text.Append(']');
        }
        if (!IsFramework(type))
            text.Append(", ").Append(definition.Assembly.GetName().Name);
    }

    // The brackets stand before the assembly name, as in System.Int32[] and Media.Scope[], Media.
    private static void AppendElement(StringBuilder text, Type element, string brackets)
    {
        int start = text.Length;
        Append(text, element);
        string name = text.ToString(start, text.Length - start);
        int comma = IsFramework(element) && !element.IsArray ? -1 : name.LastIndexOf(", ", StringComparison.Ordinal);
        bool hasAssembly = comma > name.LastIndexOf(']');
        text.Insert(hasAssembly ? start + comma : text.Length, brackets);
    }
}
