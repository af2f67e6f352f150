using System.Reflection.PortableExecutable;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Output;
using WovenSubject = Weft.Weaver.Tests.Weaving.Subject;

namespace Weft.Weaver.Tests.Metadata;

/// <summary>Files that cannot be woven: each gets its code and place, and nothing is written.</summary>
public sealed class BadFilesTests
{
    [Test]
    public void A_damaged_assembly()
    {
        using TemporaryFolder folder = CopyOfSubject();
        string file = folder["in/Constructs.dll"];
        byte[] content = File.ReadAllBytes(file);
        File.WriteAllBytes(file, content[..(content.Length / 3)]);
        Expect(folder, Codes.DamagedAssembly, "Constructs.dll");
    }

    [Test]
    public void A_mixed_mode_assembly()
    {
        using TemporaryFolder folder = CopyOfSubject();
        string file = folder["in/Constructs.dll"];
        byte[] content = File.ReadAllBytes(file);
        using (PEReader reader = new([.. content]))
        {
            // The flags stand 16 bytes into the CLI header (ECMA-335 II.25.3.3); without the first one, the file says that it has native code.
            content[reader.PEHeaders.CorHeaderStartOffset + 16] &= 0xFE;
        }
        File.WriteAllBytes(file, content);
        Expect(folder, Codes.MixedModeAssembly, "Constructs.dll");
    }

    [Test]
    public void Bytes_that_are_no_assembly()
    {
        using TemporaryFolder folder = CopyOfSubject();
        folder.Write("in/Constructs.dll", "This is no assembly.");
        WeaveResult result = WovenSubject.Weave("Constructs", folder["in"], folder["out"]);
        Assert.That(result.Success, Is.False);
        Assert.That(Directory.Exists(folder["out"]), Is.False);
    }

    [Test]
    public void A_missing_reference_is_named_beside_the_rules_that_it_breaks()
    {
        using TemporaryFolder folder = new();
        CopyFolder(WovenSubject.Folder("Apart"), folder["in"]);
        string library = folder["in/Apart.Library.dll"];
        File.Delete(library);
        WeaveResult result = WovenSubject.Weave("Apart", folder["in"], folder["out"]);
        Assert.That(result.Success, Is.False);
        Assert.That(result.Diagnostics.Select(d => d.Code), Does.Contain(Codes.MissingReference));
        Assert.That(result.Diagnostics.Single(d => d.Code == Codes.MissingReference).Message, Does.Contain(Path.GetFileName(library)).And.Contain("--reference"));
        Assert.That(Directory.Exists(folder["out"]), Is.False);
    }

    private static void Expect(TemporaryFolder folder, string code, string file)
    {
        WeaveResult result = WovenSubject.Weave("Constructs", folder["in"], folder["out"]);
        Assert.That(result.Success, Is.False);
        Diagnostic error = result.Diagnostics.First(d => d.Severity == Severity.Error);
        Assert.That((error.Code, Path.GetFileName(error.Position!.File)), Is.EqualTo((code, file)));
        Assert.That(Directory.Exists(folder["out"]), Is.False);
    }

    private static TemporaryFolder CopyOfSubject()
    {
        TemporaryFolder folder = new();
        CopyFolder(WovenSubject.Folder("Constructs"), folder["in"]);
        return folder;
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
