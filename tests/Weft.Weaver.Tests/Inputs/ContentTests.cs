using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Compiling;
using AssemblyDefinition = Mono.Cecil.AssemblyDefinition;

namespace Weft.Weaver.Tests.Inputs;

/// <summary>What an assembly carries besides code comes through unchanged: resources, its name, its flags.</summary>
public sealed class ContentTests
{
    private const string Root = "roots:\n  - field: App.Program.s_root\n    name: root\n";

    private const string Program = "namespace App { public class Item { public int Number; } public static class Program { private static Item s_root = new Item(); public static void Main() => System.Console.WriteLine(++s_root.Number); } }";

    [Test]
    public void Resources_and_version_information_are_the_same_bytes()
    {
        byte[] large = new byte[100_000];
        new Random(7).NextBytes(large);
        using Application application = new(Root);
        string input = application.AddProgram(new("App", Program) { Resources = [("App.small.txt", "text"u8.ToArray()), ("large", large), ("empty", [])], Win32Resources = true });
        Assert.That(application.Weave().Success, Is.True);
        string output = Path.Combine(application.Output, "App.dll");
        using AssemblyDefinition woven = AssemblyDefinition.ReadAssembly(output);
        Assert.Multiple(() =>
        {
            Assert.That(woven.MainModule.Resources.Select(item => item.Name), Is.EqualTo(new[] { "App.small.txt", "large", "empty" }));
            Assert.That(woven.MainModule.Resources.Cast<EmbeddedResource>().Select(item => item.GetResourceData()), Is.EqualTo(new[] { "text"u8.ToArray(), large, [] }));
            Assert.That(Win32Content(output), Is.EqualTo(Win32Content(input)).And.Not.Empty);
        });
    }

    [Test]
    public void Satellites_and_all_that_is_no_assembly_of_the_application_are_copied_byte_by_byte()
    {
        using Application application = new(Root);
        application.AddProgram(new("App", Program));
        new Source("App.resources", "[assembly: System.Reflection.AssemblyCulture(\"fr\")]") { Resources = [("App.texts.fr.resources", [1, 2, 3])], Symbols = null }.Compile(Path.Combine(application.Input, "fr"));
        new Source("Plugin", "namespace App { public class Item { public int Number; } }").Compile(Path.Combine(application.Input, "plugins"));
        foreach (string name in (string[])["appsettings.json", "wwwroot/index.html", "runtimes/linux-x64/native/libx.so"])
        {
            string file = Path.Combine(application.Input, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, name);
        }
        Assert.That(application.Weave().Success, Is.True);
        foreach (string file in Directory.GetFiles(application.Input, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(application.Input, file)))
        {
            if (file is not ("App.dll" or "App.pdb"))
                Assert.That(File.ReadAllBytes(Path.Combine(application.Output, file)), Is.EqualTo(File.ReadAllBytes(Path.Combine(application.Input, file))), file);
        }
        Assert.That(File.ReadAllBytes(Path.Combine(application.Output, "App.dll")), Is.Not.EqualTo(File.ReadAllBytes(Path.Combine(application.Input, "App.dll"))));
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    public async Task A_delay_signed_or_public_signed_assembly_keeps_name_and_flags(bool delay, bool @public)
    {
        using Application application = new(Root);
        string input = application.AddProgram(new("App", Program) { Key = Keys.New(), DelaySign = delay, PublicSign = @public });
        await application.RunBothAsync("App");
        using PEReader before = new(new MemoryStream(File.ReadAllBytes(input)));
        using PEReader after = new(new MemoryStream(File.ReadAllBytes(Path.Combine(application.Output, "App.dll"))));
        Assert.Multiple(() =>
        {
            Assert.That(after.PEHeaders.CorHeader!.Flags, Is.EqualTo(before.PEHeaders.CorHeader!.Flags));
            Assert.That(after.PEHeaders.CorHeader.StrongNameSignatureDirectory.Size, Is.EqualTo(before.PEHeaders.CorHeader.StrongNameSignatureDirectory.Size));
            Assert.That(PublicKey(after), Is.EqualTo(PublicKey(before)).And.Not.Empty);
        });
    }

    [Test]
    public void A_delay_signed_assembly_is_signed_with_its_key()
    {
        byte[] key = Keys.New();
        using Application application = new(Root);
        application.AddProgram(new("App", Program) { Key = key, DelaySign = true });
        File.WriteAllBytes(application["key.snk"], key);
        WeaveResult result = application.Weave(request => request with { KeyFile = application["key.snk"] });
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        using PEReader woven = new(new MemoryStream(File.ReadAllBytes(Path.Combine(application.Output, "App.dll"))));
        Assert.Multiple(() =>
        {
            Assert.That(woven.PEHeaders.CorHeader!.Flags & CorFlags.StrongNameSigned, Is.Not.Zero);
            Assert.That(result.Diagnostics.Select(item => item.Code), Has.None.EqualTo(Codes.StrongNameKept));
        });
    }

    private static byte[] PublicKey(PEReader reader)
    {
        MetadataReader metadata = reader.GetMetadataReader();
        return metadata.GetBlobBytes(metadata.GetAssemblyDefinition().PublicKey);
    }

    private static byte[] Win32Content(string file)
    {
        using PEReader reader = new(new MemoryStream(File.ReadAllBytes(file)));
        DirectoryEntry directory = reader.PEHeaders.PEHeader!.ResourceTableDirectory;
        if (directory.Size == 0)
            return [];
        // The places of the data are addresses in the image, which differ; the data itself follows the text of the version.
        byte[] content = [.. reader.GetSectionData(directory.RelativeVirtualAddress).GetContent(0, directory.Size)];
        int version = content.AsSpan().IndexOf(System.Text.Encoding.Unicode.GetBytes("VS_VERSION_INFO"));
        return content[version..];
    }
}
