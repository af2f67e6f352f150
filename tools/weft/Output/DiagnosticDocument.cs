using Weft.Weaver.Diagnostics;

namespace Weft.Cli.Output;

/// <summary>A diagnostic as the JSON documents show it.</summary>
internal sealed record DiagnosticDocument(string Code, Severity Severity, string Message, string? File, int? Line, int? Column, string Help)
{
    public static DiagnosticDocument[] From(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Select(diagnostic => new DiagnosticDocument(
            diagnostic.Code,
            diagnostic.Severity,
            diagnostic.Message,
            diagnostic.Position?.File,
            diagnostic.Position is { Line: > 0 } position ? position.Line : null,
            diagnostic.Position is { Column: > 0 } place ? place.Column : null,
            DiagnosticPages.Link(diagnostic.Code)))];
}
