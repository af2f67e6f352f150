using System.Text.RegularExpressions;

namespace Weft.Weaver.Diagnostics;

/// <summary>What the documentation says of one code.</summary>
/// <param name="Code">The code.</param>
/// <param name="Cause">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Example">Something that causes it, in Markdown.</param>
/// <param name="Help">Page and anchor in the documentation.</param>
public sealed record DiagnosticPage(string Code, string Cause, string Remedy, string Example, string Help);

/// <summary>The documentation of all codes, which is part of this assembly: docs/diagnostics.</summary>
public static class DiagnosticPages
{
    private const string Prefix = "Weft.Diagnostics.";
    private static readonly Regex Entry = new(
        @"^## (?<code>WEFT\d{4})\n+\*\*Cause:\*\* (?<cause>.+?)\n+\*\*Remedy:\*\* (?<remedy>.+?)\n+\*\*Example:\*\*\s+(?<example>.+?)\s*(?=^## |\z)",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant);

    /// <summary>The entry of a code; null where there is no such code.</summary>
    public static DiagnosticPage? Find(string code) => All().FirstOrDefault(page => page.Code.Equals(code, StringComparison.OrdinalIgnoreCase));

    /// <summary>The entries of all codes.</summary>
    public static IEnumerable<DiagnosticPage> All()
    {
        foreach (string resource in typeof(DiagnosticPages).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).OrderBy(name => name, StringComparer.Ordinal))
        {
            using StreamReader reader = new(typeof(DiagnosticPages).Assembly.GetManifestResourceStream(resource)!);
            foreach (Match entry in Entry.Matches(reader.ReadToEnd().Replace("\r\n", "\n")))
            {
                string code = entry.Groups["code"].Value;
                yield return new(code, entry.Groups["cause"].Value, entry.Groups["remedy"].Value, entry.Groups["example"].Value, Link(code));
            }
        }
    }

    /// <summary>Page and anchor of a code.</summary>
    public static string Link(string code) => $"docs/diagnostics/{code.Substring(4, 2)}xx.md#{code.ToLowerInvariant()}";
}
