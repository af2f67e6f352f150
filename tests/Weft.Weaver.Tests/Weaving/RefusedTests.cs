using System.Text.RegularExpressions;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Output;

namespace Weft.Weaver.Tests.Weaving;

/// <summary>What cannot be woven is refused where it stands: the subject's lines name the codes that they must get.</summary>
public sealed partial class RefusedTests
{
    private const string Name = "Refused";

    [Test]
    public void Each_use_that_cannot_be_woven_is_reported_once_at_its_line_and_nothing_is_written()
    {
        using TemporaryFolder folder = new();
        WeaveResult result = Subject.Weave(Name, Path.Combine(Subject.Folder(Name), Name + ".dll"), folder["woven"]);
        IEnumerable<string> found = result.Diagnostics.Where(item => item.Severity != Severity.Information)
            .Select(item => $"{Path.GetFileName(item.Position?.File)} {item.Position?.Line} {(item.Severity == Severity.Warning ? "warning " : "")}{item.Code}");
        Assert.Multiple(() =>
        {
            Assert.That(found, Is.EquivalentTo(Expected()), string.Join("\n", result.Diagnostics));
            Assert.That(Directory.Exists(folder["woven"]), Is.False);
        });
    }

    private static IEnumerable<string> Expected()
    {
        string[] files = Directory.GetFiles(Path.GetDirectoryName(Subject.Source(Name, "Shared.cs"))!, "*.cs");
        Assert.That(files, Has.Length.GreaterThan(10));
        return files.SelectMany(file => File.ReadAllLines(file).Select((line, index) => (Code: Code().Match(line), Line: index + 1))
            .Where(item => item.Code.Success).Select(item => $"{Path.GetFileName(file)} {item.Line} {item.Code.Groups[1].Value}"));
    }

    [GeneratedRegex("// ((warning )?WEFT[0-9]{4})$")]
    private static partial Regex Code();
}
