using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;
using Weft.Weaver.Tests.Output;

namespace Weft.Weaver.Tests.Metadata;

public class WorkspaceLoaderTests
{
    [TestCase("{ \"targets\": ")]
    [TestCase("{ \"targets\": [] }")]
    [TestCase("")]
    public void A_damaged_dependency_file_is_told_with_its_name(string text)
    {
        using TemporaryFolder folder = new();
        File.Copy(Subject.AssemblyFile("Refusals"), folder["Refusals.dll"]);
        string file = folder.Write("Refusals.deps.json", text);
        DiagnosticBag diagnostics = new();
        Workspace? workspace = WorkspaceLoader.Load(Subject.Request(folder.Path), diagnostics, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(workspace, Is.Null);
            Assert.That(diagnostics.Sorted().Select(item => (item.Code, item.Position?.File)), Is.EqualTo(new[] { (Codes.DependencyFileUnreadable, file) }));
        });
    }
}
