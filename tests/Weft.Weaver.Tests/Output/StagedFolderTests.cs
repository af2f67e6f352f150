using Weft.Weaver.Diagnostics;
using Weft.Weaver.Output;

namespace Weft.Weaver.Tests.Output;

public sealed class StagedFolderTests
{
    [Test]
    public void A_folder_that_was_not_written_by_a_weave_is_never_replaced()
    {
        using TemporaryFolder folder = new();
        folder.Write("out/mine.txt", "mine");
        DiagnosticBag diagnostics = new();
        Assert.That(StagedFolder.Open(folder["out"], folder["in"], diagnostics), Is.Null);
        Assert.That(diagnostics.Sorted().Single().Code, Is.EqualTo(Codes.OutputNotWritten));
        Assert.That(File.ReadAllText(folder["out/mine.txt"]), Is.EqualTo("mine"));
    }

    [Test]
    public void An_earlier_output_is_replaced_whole()
    {
        using TemporaryFolder folder = new();
        foreach (string name in new[] { "first", "second" })
        {
            using StagedFolder staged = StagedFolder.Open(folder["out"], folder["in"], new DiagnosticBag())!;
            File.WriteAllText(Path.Combine(staged.Path, name), name);
            staged.Commit();
        }
        Assert.That(File.Exists(folder["out/second"]), Is.True);
        Assert.That(File.Exists(folder["out/first"]), Is.False);
        Assert.That(Directory.GetDirectories(folder.Path), Is.EqualTo(new[] { folder["out"] }));
    }

    [Test]
    public void Without_a_commit_nothing_is_left()
    {
        using TemporaryFolder folder = new();
        using (StagedFolder staged = StagedFolder.Open(folder["out"], folder["in"], new DiagnosticBag())!)
            File.WriteAllText(Path.Combine(staged.Path, "half"), "half");
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public void The_input_folder_is_refused_as_output()
    {
        using TemporaryFolder folder = new();
        DiagnosticBag diagnostics = new();
        Assert.That(StagedFolder.Open(folder.Path, folder.Path, diagnostics), Is.Null);
        Assert.That(diagnostics.Sorted().Single().Message, Does.Contain("--in-place"));
    }
}
