using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Compiling;
using Diagnostic = Weft.Weaver.Diagnostics.Diagnostic;

namespace Weft.Weaver.Tests.Inputs;

/// <summary>Forms of files that are not woven, each refused with its code.</summary>
public sealed class FormTests
{
    private const string Root = "roots:\n  - field: App.Program.s_root\n    name: root\n";

    private const string Program = "namespace App { public class Item { public int Number; } public static class Program { private static Item s_root = new Item(); public static void Main() => s_root.Number++; } }";

    /// <summary>How the host tells that its own file carries an application: the eight bytes before this are not zero.</summary>
    private static readonly byte[] BundleMarker =
    [
        0x8b, 0x12, 0x02, 0xb9, 0x6a, 0x61, 0x20, 0x38, 0x72, 0x7b, 0x93, 0x02, 0x14, 0xd7, 0xa0, 0x32,
        0x13, 0xf5, 0xb9, 0xe6, 0xef, 0xae, 0x33, 0x18, 0xee, 0x3b, 0x2d, 0xce, 0x24, 0xb3, 0x6a, 0xae,
    ];

    [Test]
    public void A_reference_assembly_is_refused_as_an_input()
    {
        using Application application = new(Root);
        application.AddProgram(new("App", Program) { MoreFiles = [("Mark.cs", "[assembly: System.Runtime.CompilerServices.ReferenceAssembly]")], MetadataOnly = true, Symbols = null });
        application.ExpectRefusal(application.Weave(), Codes.ReferenceAssembly);
    }

    [Test]
    public void An_assembly_of_several_modules_is_refused()
    {
        using Application application = new(Root);
        string part = application.Add(new("Part", "public class Part { public int Number; }") { Kind = OutputKind.NetModule, Symbols = null });
        application.AddProgram(new("App", Program) { References = [part] });
        application.ExpectRefusal(application.Weave(), Codes.MixedModeAssembly);
    }

    [TestCase(1, Codes.SingleFileBundle)]
    [TestCase(0, Codes.NotAnAssembly)]
    public void A_host_is_refused_with_an_application_inside_and_without(int start, string code)
    {
        using Application application = new(Root);
        Directory.CreateDirectory(application.Input);
        string file = Path.Combine(application.Input, "app");
        File.WriteAllBytes(file, [0x7f, (byte)'E', (byte)'L', (byte)'F', .. new byte[200], .. BitConverter.GetBytes((long)start), .. BundleMarker, .. new byte[50]]);
        application.ExpectRefusal(WeaverEngine.Weave(application.Request(file)), code);
    }

    [Test]
    public void Windows_symbols_are_told_to_be_of_no_use_and_weaving_goes_on()
    {
        using Application application = new(Root);
        string file = application.AddProgram(new("App", Program) { Symbols = null });
        string symbols = Path.ChangeExtension(file, ".pdb");
        File.WriteAllText(symbols, "Microsoft C/C++ MSF 7.00\r\n\u001aDS\0\0\0" + new string('\0', 4096));
        WeaveResult result = application.Weave();
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        Diagnostic warning = result.Diagnostics.Single(item => item.Severity == Severity.Warning);
        Assert.That((warning.Code, warning.Position!.File), Is.EqualTo((Codes.SymbolsUnusable, symbols)));
        Assert.That(warning.Message, Does.Contain("Windows format").And.Contain("portable"));
    }

    [Test]
    public void Symbols_of_another_build_are_told_to_be_of_no_use_and_weaving_goes_on()
    {
        using Application application = new(Root);
        application.AddProgram(new("App", Program.Replace("++", "--", StringComparison.Ordinal)));
        string other = Path.Combine(application.Input, "App.pdb");
        File.Move(other, application["kept.pdb"]);
        application.AddProgram(new("App", Program));
        File.Move(application["kept.pdb"], other, overwrite: true);
        WeaveResult result = application.Weave();
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        Assert.That(result.Diagnostics.Where(item => item.Severity == Severity.Warning).Select(item => item.Code), Is.EqualTo(new[] { Codes.SymbolsUnusable }));
    }

    [TestCase(DebugInformationFormat.Embedded)]
    [TestCase(DebugInformationFormat.PortablePdb)]
    [TestCase(null)]
    public void Symbols_stay_where_they_were(DebugInformationFormat? format)
    {
        using Application application = new(Root);
        application.AddProgram(new("App", Program) { Symbols = format, Optimization = OptimizationLevel.Release });
        // Without symbols, Roslyn's file says that it has some beside it: what counts is what is there.
        bool beside = File.Exists(Path.Combine(application.Input, "App.pdb"));
        Assert.That(application.Weave().Success, Is.True);
        byte[] image = File.ReadAllBytes(Path.Combine(application.Output, "App.dll"));
        using System.Reflection.PortableExecutable.PEReader reader = new(new MemoryStream(image));
        bool inside = reader.ReadDebugDirectory().Any(entry => entry.Type == System.Reflection.PortableExecutable.DebugDirectoryEntryType.EmbeddedPortablePdb);
        Assert.Multiple(() =>
        {
            Assert.That(beside, Is.EqualTo(format == DebugInformationFormat.PortablePdb));
            Assert.That(File.Exists(Path.Combine(application.Output, "App.pdb")), Is.EqualTo(format == DebugInformationFormat.PortablePdb));
            Assert.That(inside, Is.EqualTo(format == DebugInformationFormat.Embedded));
        });
    }
}
