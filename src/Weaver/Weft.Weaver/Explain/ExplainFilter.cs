namespace Weft.Weaver.Explain;

/// <summary>Limits an explanation; what is not given limits nothing, and several limits hold together.</summary>
/// <param name="Type">Full or simple name of a type.</param>
/// <param name="Method">Name of a method, with or without its type, with or without its parameters.</param>
/// <param name="Field">Name of a field, with or without its type; a property's name means its backing field.</param>
/// <param name="Line">A line of the source: <c>FILE:LINE</c>.</param>
public sealed record ExplainFilter(string? Type, string? Method, string? Field = null, string? Line = null)
{
    /// <summary>Everything.</summary>
    public static ExplainFilter All { get; } = new(null, null);
}
