using System.Text.Json;
using System.Text.Json.Serialization;
using Weft.Weaver.Diagnostics;

namespace Weft.Cli.Output;

/// <summary>
/// Where a command's words go: human text to standard error, and with <c>--json</c> one document to standard output.
/// </summary>
/// <param name="json">Whether the caller wants the document.</param>
internal sealed class Report(bool json)
{
    private static readonly JsonSerializerOptions DocumentFormat = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Whether the caller wants a document instead of text.</summary>
    public bool Json { get; } = json;

    /// <summary>Writes a line for people; nothing where a document is wanted.</summary>
    public void Line(string text = "")
    {
        if (!Json)
            Console.Error.WriteLine(text);
    }

    /// <summary>Writes diagnostics in MSBuild's canonical form.</summary>
    public void Diagnostics(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
            Line(diagnostic.ToString());
    }

    /// <summary>Writes the one document; nothing where text is wanted.</summary>
    public void Document<T>(T document)
    {
        if (Json)
            Console.Out.WriteLine(JsonSerializer.Serialize(document, DocumentFormat));
    }
}
