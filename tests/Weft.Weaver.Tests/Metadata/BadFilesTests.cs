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

    /// <summary>Cecil reads bodies only when it is asked for them, and meets nonsense there with any exception.</summary>
    [Test]
    public void Damaged_bodies_are_told_and_never_thrown()
    {
        using TemporaryFolder folder = CopyOfSubject();
        string file = folder["in/Constructs.dll"];
        byte[] sound = File.ReadAllBytes(file);
        int bodies = MetadataOffset(sound), refused = 0;
        const int rounds = 40;
        for (int seed = 1; seed <= rounds; seed++)
        {
            Random random = new(seed);
            byte[] damaged = (byte[])sound.Clone();
            for (int count = 1 + seed % 20; count > 0; count--)
                damaged[random.Next(0x300, bodies)] = (byte)random.Next(256);
            File.WriteAllBytes(file, damaged);
            WeaveResult? result = null;
            Assert.That(() => result = WovenSubject.Weave("Constructs", folder["in"], folder["out"]), Throws.Nothing, $"seed {seed}");
            refused += result!.Diagnostics.Any(d => d.Code == Codes.DamagedAssembly) ? 1 : 0;
            Assert.That(result.Success || result.Diagnostics.Any(d => d.Severity == Severity.Error), $"seed {seed}");
        }
        Assert.That(refused, Is.GreaterThan(rounds / 4));
    }

    [Test]
    public void Metadata_tables_that_no_version_has()
    {
        using TemporaryFolder folder = CopyOfSubject();
        string file = folder["in/Constructs.dll"];
        byte[] content = File.ReadAllBytes(file);
        int tables = MetadataOffset(content) + content.AsSpan(MetadataOffset(content)).IndexOf("#~\0\0"u8);
        int stream = MetadataOffset(content) + BitConverter.ToInt32(content, tables - 8);
        // The mask of the tables that are there (ECMA-335 II.24.2.6): one of them does not exist.
        content[stream + 8 + 5] |= 0x40;
        File.WriteAllBytes(file, content);
        Expect(folder, Codes.DamagedAssembly, "Constructs.dll");
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

    private static int MetadataOffset(byte[] assembly)
    {
        using PEReader reader = new([.. assembly]);
        return reader.PEHeaders.MetadataStartOffset;
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
