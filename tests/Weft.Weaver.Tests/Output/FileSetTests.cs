using Weft.Weaver.Output;

namespace Weft.Weaver.Tests.Output;

public sealed class FileSetTests
{
    [Test]
    public void Writes_all_files_and_leaves_nothing_beside_them()
    {
        using TemporaryFolder folder = new();
        folder.Write("a", "old");
        FileSet files = new();
        files.Add(folder["a"], "new"u8.ToArray());
        files.Add(folder["deep/b"], "b"u8.ToArray());
        files.Commit();
        Assert.That(File.ReadAllText(folder["a"]), Is.EqualTo("new"));
        Assert.That(File.ReadAllText(folder["deep/b"]), Is.EqualTo("b"));
        Assert.That(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories), Has.Length.EqualTo(2));
    }

    [Test]
    public void Gives_back_what_was_there_when_one_file_cannot_be_put_in_its_place()
    {
        using TemporaryFolder folder = new();
        folder.Write("a", "old");
        Directory.CreateDirectory(folder["blocked"]);
        FileSet files = new();
        files.Add(folder["a"], "new"u8.ToArray());
        files.Add(folder["blocked"], "a folder has this name"u8.ToArray());
        Assert.That(files.Commit, Throws.InstanceOf<IOException>());
        Assert.That(File.ReadAllText(folder["a"]), Is.EqualTo("old"));
        Assert.That(Directory.GetFiles(folder.Path), Is.EqualTo(new[] { folder["a"] }));
    }

    [Test]
    public void What_failed_first_is_said_and_new_folders_go_again()
    {
        using TemporaryFolder folder = new();
        folder.Write("a", "old");
        FileSet files = new();
        files.Add(folder["a"], "new"u8.ToArray());
        files.AddCopy(folder["missing"], folder["fresh/deep/b"]);
        files.Add(folder["never/c"], "c"u8.ToArray());
        Assert.That(files.Commit, Throws.TypeOf<FileNotFoundException>().With.Message.Contains("missing"));
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.EqualTo(new[] { folder["a"] }));
        Assert.That(File.ReadAllText(folder["a"]), Is.EqualTo("old"));
    }

    [Test]
    public void A_copy_onto_itself_is_left_out()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("a", "same");
        DateTime before = File.GetLastWriteTimeUtc(file);
        FileSet files = new();
        files.AddCopy(file, file);
        files.Commit();
        Assert.That(File.GetLastWriteTimeUtc(file), Is.EqualTo(before));
    }
}
