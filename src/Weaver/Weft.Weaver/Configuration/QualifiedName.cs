using Mono.Cecil;

namespace Weft.Weaver.Configuration;

/// <summary>A name as the configuration writes it: <c>Ns.Type.member</c>, or <c>Ns.Type.member, Assembly</c> where several assemblies have a type of this name.</summary>
/// <param name="Name">The name without the assembly.</param>
/// <param name="Assembly">The assembly's simple name; null where none is written.</param>
public readonly record struct QualifiedName(string Name, string? Assembly)
{
    /// <summary>Parses a name; null where what follows the comma is no assembly's simple name.</summary>
    public static QualifiedName? Parse(string text)
    {
        // The types of parameters are separated by commas too.
        int comma = text.IndexOf(',', text.LastIndexOf(')') + 1);
        if (comma < 0)
            return new(text, null);
        string assembly = text.Substring(comma + 1).Trim();
        return assembly.Length == 0 || assembly.IndexOfAny([',', '*', '(', ')', '+', '@']) >= 0 ? null : new(text.Substring(0, comma).TrimEnd(), assembly);
    }

    /// <summary>Parses a name that has been found to be one.</summary>
    public static QualifiedName Of(Positioned text) => Parse(text.Text) ?? new(text.Text, null);

    /// <summary>Whether a type stands in the assembly, if one is written.</summary>
    public bool IsIn(TypeDefinition type) => Assembly is null || type.Module.Assembly.Name.Name == Assembly;

    /// <summary>The name with the assembly.</summary>
    public override string ToString() => Assembly is null ? Name : $"{Name}, {Assembly}";
}
