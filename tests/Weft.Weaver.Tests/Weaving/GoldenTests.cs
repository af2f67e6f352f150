using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Explain;
using Weft.Weaver.Tests.Output;

namespace Weft.Weaver.Tests.Weaving;

/// <summary>
/// What weaving makes of a small program, class by class, compared with texts in <c>Golden/</c>. After a change that is meant, <c>WEFT_GOLDEN=write</c> writes them anew, and the
/// difference is read like any other.
/// </summary>
public sealed class GoldenTests : IDisposable
{
    private const string Name = "Golden";

    private static readonly string[] Classes =
    [
        "Golden.Program", "Golden.Fields", "Golden.Derived", "Golden.Generic`1", "Golden.Lending", "Golden.Atomics", "Golden.Elements", "Golden.Matrices", "Golden.References", "Golden.Shims", "Golden.Locks", "Golden.LocalLocks", "Golden.LeveledLocks",
        "Golden.Transients", "Golden.Distributed", "Golden.Roots", "Golden.Counters", "Golden.Dial", "Golden.MainDial", "Golden.Node", "Golden.Shelf", "Golden.OldList", "<Weft>", "<Module>",
    ];

    private readonly TemporaryFolder _folder = new();
    private ModuleDefinition _woven = null!;

    [OneTimeSetUp]
    public void Weave()
    {
        WeaveResult result = Subject.Weave(Name, Path.Combine(Subject.Folder(Name), Name + ".dll"), _folder["woven"]);
        Assert.That(result.Diagnostics.Where(item => item.Severity != Severity.Information), Is.Empty);
        _woven = ModuleDefinition.ReadModule(Path.Combine(_folder["woven"], Name + ".dll"));
        // It has as many instructions as the subject has source files.
        TypeDefinition module = _woven.GetType("<Module>");
        module.Methods.Remove(module.Methods.Single(method => method.Name == "$weft_documents"));
    }

    public void Dispose()
    {
        _woven?.Dispose();
        _folder.Dispose();
    }

    [TestCaseSource(nameof(Classes))]
    public void The_woven_class_is_as_its_text_says(string type)
    {
        string file = Subject.Golden(type.Replace("<", "", StringComparison.Ordinal).Replace(">", "", StringComparison.Ordinal).Replace('`', '-') + ".txt");
        string text = IlPrinter.Print(_woven.GetType(type));
        if (Environment.GetEnvironmentVariable("WEFT_GOLDEN") == "write")
            File.WriteAllText(file, text);
        Assert.That(File.Exists(file), Is.True, file);
        Assert.That(text.Split('\n'), Is.EqualTo(File.ReadAllText(file).Split('\n')));
    }

    [Test]
    public void Each_text_has_its_class() =>
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(Subject.Golden("x"))!, "*.txt"), Has.Length.EqualTo(Classes.Length));
}
