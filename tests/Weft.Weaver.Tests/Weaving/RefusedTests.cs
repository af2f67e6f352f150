using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Compiling;
using Weft.Weaver.Tests.Output;

namespace Weft.Weaver.Tests.Weaving;

/// <summary>What cannot be woven is refused where it stands: each file of the subject has one line that names the code which it must get.</summary>
public sealed partial class RefusedTests
{
    private const string Name = "Refused";
    private const string Base = "Shared.cs";
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.Threading;";

    private static string[] Files => [.. Directory.GetFiles(Path.GetDirectoryName(Subject.Source(Name, Base))!, "*.cs").Select(file => Path.GetFileName(file)).Where(file => file != Base).Order(StringComparer.Ordinal)];

    [Test]
    public void Each_file_alone_gets_its_one_diagnostic_and_no_other([ValueSource(nameof(Files))] string file, [Values] OptimizationLevel optimization)
    {
        string expected = Expected(file).Single();
        using Application application = new("roots:\n  - field: Refused.Shared.s_root\n");
        application.Add(new Source(Name, Text(Base)) { MoreFiles = [(file, Text(file)), ("Usings.cs", Usings)], Optimization = optimization });
        WeaveResult result = application.Weave();
        Assert.Multiple(() =>
        {
            Assert.That(Found(result), Is.EqualTo(new[] { expected }), string.Join("\n", result.Diagnostics));
            Assert.That(result.Success, Is.EqualTo(expected.Contains(" warning ", StringComparison.Ordinal)));
            Assert.That(Directory.Exists(application.Output), Is.EqualTo(result.Success));
        });
    }

    [Test]
    public void All_files_together_get_all_diagnostics_at_once_and_nothing_is_written()
    {
        using TemporaryFolder folder = new();
        WeaveResult result = Subject.Weave(Name, Path.Combine(Subject.Folder(Name), Name + ".dll"), folder["woven"]);
        Assert.That(Files, Has.Length.GreaterThan(15));
        Assert.Multiple(() =>
        {
            Assert.That(Found(result), Is.EquivalentTo(Files.SelectMany(Expected)), string.Join("\n", result.Diagnostics));
            Assert.That(Directory.Exists(folder["woven"]), Is.False);
        });
    }

    private static IEnumerable<string> Found(WeaveResult result) => result.Diagnostics.Where(item => item.Severity != Severity.Information)
        .Select(item => $"{Path.GetFileName(item.Position?.File)} {item.Position?.Line} {(item.Severity == Severity.Warning ? "warning " : "")}{item.Code}");

    private static IEnumerable<string> Expected(string file) => File.ReadAllLines(Subject.Source(Name, file)).Select((line, index) => (Code: Code().Match(line), Line: index + 1))
        .Where(item => item.Code.Success).Select(item => $"{file} {item.Line} {item.Code.Groups[1].Value}");

    private static string Text(string file) => File.ReadAllText(Subject.Source(Name, file));

    [GeneratedRegex("// ((warning )?WEFT[0-9]{4})$")]
    private static partial Regex Code();
}
