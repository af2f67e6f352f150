using Weft.Weaver.Diagnostics;
using Weft.Weaver.Output;
using WovenSubject = Weft.Weaver.Tests.Weaving.Subject;

namespace Weft.Weaver.Tests.Output;

/// <summary>A weave that is killed at any moment leaves a folder that the next one finds whole again.</summary>
public sealed class BrokenOffTests
{
    private const string Hub = RuntimeFiles.HubFolder + "/c";

    [Test]
    public void Wherever_it_is_killed_the_folder_has_all_of_it_or_nothing_afterwards()
    {
        int step = 0;
        bool killed;
        HashSet<string> ends = [];
        do
        {
            using TemporaryFolder folder = new();
            folder.Write("a", "old a");
            folder.Write("b", "old b");
            killed = Killed(folder, ++step, "a", "b", Hub);
            DiagnosticBag diagnostics = new();
            BrokenOff.TakeBack(new() { Inputs = [folder.Path], RuntimeAssembly = "" }, diagnostics);
            string end = $"{File.ReadAllText(folder["a"])}, {File.ReadAllText(folder["b"])}, {(File.Exists(folder[Hub]) ? File.ReadAllText(folder[Hub]) : "nothing")}";
            ends.Add(end);
            Assert.That(end, Is.EqualTo("old a, old b, nothing").Or.EqualTo("new, new, new"), $"step {step}");
            Assert.That(Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Count(), Is.EqualTo(end[0] == 'o' ? 2 : 4), $"step {step}");
            Assert.That(diagnostics.Sorted().Select(item => (item.Code, item.Severity)).Distinct(), Is.EqualTo(new[] { (Codes.BrokenOff, Severity.Warning) }).Or.Empty);
        }
        while (killed);
        Assert.That((step > 10, ends.Count), Is.EqualTo((true, 2)));
    }

    [Test]
    public void Files_of_two_folders_are_taken_back_from_either()
    {
        foreach (string from in new[] { "one", "two" })
        {
            using TemporaryFolder folder = new();
            folder.Write("one/a", "old a");
            folder.Write("two/b", "old b");
            Assert.That(Killed(folder, 7, "one/a", "two/b"), Is.True);
            Assert.That(File.ReadAllText(folder["one/a"]), Is.EqualTo("new"));
            BrokenOff.TakeBack(new() { Inputs = [folder[from]], RuntimeAssembly = "" }, new());
            Assert.That((File.ReadAllText(folder["one/a"]), File.ReadAllText(folder["two/b"])), Is.EqualTo(("old a", "old b")));
        }
    }

    [Test]
    public void What_was_built_since_is_left_as_it_is()
    {
        using TemporaryFolder folder = new();
        folder.Write("a", "old a");
        folder.Write("b", "old b");
        Assert.That(Killed(folder, 6, "a", "b"), Is.True);
        folder.Write("a", "built again");
        BrokenOff.TakeBack(new() { Inputs = [folder.Path], RuntimeAssembly = "" }, new());
        Assert.That((File.ReadAllText(folder["a"]), File.ReadAllText(folder["b"])), Is.EqualTo(("built again", "old b")));
    }

    [Test]
    public void A_weave_that_is_at_work_is_not_disturbed()
    {
        using TemporaryFolder folder = new();
        folder.Write("a", "old a");
        bool asked = false;
        DiagnosticBag diagnostics = new();
        FileSet files = new(() =>
        {
            if (!asked && File.Exists(folder["a"] + FileSet.New))
            {
                asked = true;
                BrokenOff.TakeBack(new() { Inputs = [folder.Path], RuntimeAssembly = "" }, diagnostics);
            }
        });
        files.Add(folder["a"], "new"u8.ToArray());
        files.Commit();
        Assert.That(diagnostics.Sorted().Select(item => (item.Code, item.Severity)), Is.EqualTo(new[] { (Codes.BrokenOff, Severity.Error) }));
        Assert.That(File.ReadAllText(folder["a"]), Is.EqualTo("new"));
    }

    [Test]
    public void A_program_half_woven_in_place_is_refused_by_check_and_woven_by_the_next_weave()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["in"]);
        foreach (string file in Directory.EnumerateFiles(WovenSubject.Folder("Constructs")))
            File.Copy(file, Path.Combine(folder["in"], Path.GetFileName(file)));
        Assert.That(Killed(folder, 6, "in/Constructs.dll", "in/Weft.Runtime.dll"), Is.True);
        Assert.That(File.ReadAllText(folder["in/Constructs.dll"]), Is.EqualTo("new"));
        WeaveRequest request = new() { ConfigurationFile = WovenSubject.Source("Constructs", "weft.yaml"), Inputs = [folder["in"]], RuntimeAssembly = Subject.RuntimeFile };
        Assert.That(WeaverEngine.Check(request).Diagnostics.Select(item => item.Code), Does.Contain(Codes.BrokenOff));
        WeaveResult result = WeaverEngine.Weave(request);
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        Assert.That(result.Diagnostics.Single(item => item.Code == Codes.BrokenOff).Severity, Is.EqualTo(Severity.Warning));
        Assert.That(Directory.GetFiles(folder["in"], "*.weft-*").Concat(Directory.GetFiles(folder["in"], ".weft-*")), Is.Empty);
    }

    [Test]
    public void Folders_that_killed_weaves_filled_are_removed_and_an_output_that_one_had_set_aside_comes_back()
    {
        using TemporaryFolder folder = new();
        string dead = $"out.weft-{Guid.NewGuid():N}";
        folder.Write($"{dead}/half", "half");
        folder.Write($"{dead}-old/whole", "whole");
        folder.Write("out.weft-mine/file", "not ours");
        using StagedFolder alive = StagedFolder.Open(folder["out"], folder["in"], new())!;
        StagedFolder.RemoveLeftBehind(folder["out"]);
        Assert.That(File.ReadAllText(folder["out/whole"]), Is.EqualTo("whole"));
        Assert.That(Directory.GetDirectories(folder.Path), Is.EquivalentTo(new[] { folder["out"], folder["out.weft-mine"], alive.Path }));
    }

    /// <summary>Replaces files and is killed before a step; false where it had fewer.</summary>
    private static bool Killed(TemporaryFolder folder, int step, params string[] names)
    {
        FileSet files = new(() =>
        {
            if (--step == 0)
                throw new KilledException();
        });
        foreach (string name in names)
            files.Add(folder[name], "new"u8.ToArray());
        try
        {
            files.Commit();
            return false;
        }
        catch (KilledException)
        {
            return true;
        }
    }

    /// <summary>None that the writer knows, so that nothing is done about it, as where a process ends.</summary>
    private sealed class KilledException : Exception;
}
