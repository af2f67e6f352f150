using System.Reflection;
using System.Text.RegularExpressions;
using Weft.Weaver.Diagnostics;

namespace Weft.Corpus.Report;

/// <summary>Short names of codes, from the names of their constants.</summary>
internal static partial class CodeNames
{
    private static readonly Dictionary<string, string> Names = typeof(Codes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.IsLiteral)
        .ToDictionary(field => (string)field.GetRawConstantValue()!, field => Words().Replace(field.Name, match => " " + match.Value.ToLowerInvariant()));

    /// <summary>Such as <c>address kept</c>; nothing for a code that the weaver does not have.</summary>
    public static string Of(string code) => Names.GetValueOrDefault(code, "").TrimStart().ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Words();
}
