using System.Text;
using Mono.Cecil;

namespace Weft.Packages.Tests;

/// <summary>Lists what an assembly offers to those who use it: public and protected members of public types. What is hidden from editors is for woven code alone and has a version of its own.</summary>
internal static class PublicApi
{
    internal static string Of(string file)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(file);
        StringBuilder text = new();
        foreach (TypeDefinition type in assembly.MainModule.GetTypes().Where(IsOffered).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(type.FullName).Append(Bases(type)).Append('\n');
            foreach (string member in Members(type).Order(StringComparer.Ordinal))
                text.Append("  ").Append(member).Append('\n');
        }
        return text.ToString();
    }

    private static bool IsOffered(TypeDefinition type) => (type.IsPublic || type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamilyOrAssembly)
        && !IsHidden(type) && (type.DeclaringType is null || IsOffered(type.DeclaringType));

    private static bool IsHidden(ICustomAttributeProvider member) =>
        member.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "EditorBrowsableAttribute" && attribute.ConstructorArguments[0].Value is 1);

    private static string Kind(TypeDefinition type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(TypeDefinition type)
    {
        IEnumerable<string> bases = type.Interfaces.Select(item => item.InterfaceType.FullName).Order(StringComparer.Ordinal);
        if (type.BaseType is { FullName: not ("System.Object" or "System.ValueType" or "System.Enum") } parent)
            bases = bases.Prepend(parent.FullName);
        string list = string.Join(", ", bases);
        return list.Length == 0 ? "" : " : " + list;
    }

    private static IEnumerable<string> Members(TypeDefinition type) =>
    [
        .. type.Fields.Where(field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName && !IsHidden(field))
            .Select(field => $"{(field.HasConstant ? $"const {field.Constant} " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{field.FullName}"),
        .. type.Methods.Where(method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !IsHidden(method))
            .Select(method => $"{(method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "")}{method.FullName}"),
    ];
}
