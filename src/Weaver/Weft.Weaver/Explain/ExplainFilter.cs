using Mono.Cecil;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Explain;

/// <summary>Limits an explanation to a type or a method.</summary>
/// <param name="Type">Full or simple name of a type; null for all.</param>
/// <param name="Method">Name of a method, with or without its type; null for all.</param>
public sealed record ExplainFilter(string? Type, string? Method)
{
    /// <summary>Everything.</summary>
    public static ExplainFilter All { get; } = new(null, null);

    internal bool Includes(TypeDefinition type) => Type is null || type.FullName == Type || type.Name == Type;

    internal bool Includes(MethodDefinition method) =>
        Includes(method.DeclaringType) && (Method is null || method.Name == Method || TypeNames.Display(method) == Method);
}
