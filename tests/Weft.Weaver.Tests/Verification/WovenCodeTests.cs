using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Output;
using Weft.Weaver.Verification;

namespace Weft.Weaver.Tests.Verification;

/// <summary>What the weaver makes verifies, and only what is new against the pristine form is told.</summary>
public sealed class WovenCodeTests
{
    [TestCase("Accepted", "Accepted")]
    [TestCase("Accepted.Debug", "Accepted")]
    [TestCase("Apart", "Apart")]
    [TestCase("Constructs", "Constructs")]
    [TestCase("Constructs.Optimized", "Constructs")]
    public void Nothing_is_found_in_a_woven_subject(string project, string configuration)
    {
        using TemporaryFolder folder = new();
        WeaveResult woven = WeaverEngine.Weave(new WeaveRequest
        {
            ConfigurationFile = Weaving.Subject.Source(configuration, "weft.yaml"),
            Inputs = [Weaving.Subject.Folder(project)],
            RuntimeAssembly = Subject.RuntimeFile,
            OutputFolder = folder["woven"],
            Verify = true,
        });
        Assert.That(woven.Diagnostics.Where(item => item.Severity == Severity.Error), Is.Empty);
        string[] rewritten = [.. woven.Assemblies.Where(item => item.Fate == AssemblyFate.Rewritten).Select(item => item.OutputFile)];
        Assert.That(rewritten, Is.Not.Empty);
        Assert.That(FileVerifier.Verify(rewritten, []).Findings.Where(item => item.Severity == Severity.Error), Is.Empty, "as it was written");
    }

    [Test]
    public void A_read_only_field_may_be_an_instance_root()
    {
        using Compiling.Application application = new("roots:\n  - field: Shelf.items\n");
        application.AddProgram(new("Shop", "public class Shelf { public readonly object items = new(); } public static class Program { public static void Main() { System.Console.WriteLine(new Shelf().items is not null); } }"));
        WeaveResult woven = application.Weave(request => request with { Verify = true });
        Assert.That(woven.Success, Is.True, string.Join('\n', woven.Diagnostics));
    }

    [Test]
    public void A_defect_that_was_there_is_not_told_and_moves_with_its_body()
    {
        AssemblyDefinition woven = Damaged();
        MethodDefinition method = woven.MainModule.Method("Code", "AStone");
        MethodDefinition moved = new("moved", method.Attributes, method.ReturnType);
        method.DeclaringType.Methods.Add(moved);
        moved.Replace(il => il.Emit(OpCodes.Ldstr, "no stone"));
        moved.Body.GetILProcessor().Emit(OpCodes.Ret);
        method.Replace(il =>
        {
            il.Emit(OpCodes.Call, moved);
            il.Emit(OpCodes.Ret);
        });
        Assert.Multiple(() =>
        {
            Assert.That(Verifier.Verify(Damaged(), "Specimens.dll").Select(item => item.Code), Is.EqualTo(new[] { Codes.WrongType }));
            Assert.That(Verifier.Compare(Damaged, Damaged(), "Specimens.dll"), Is.Empty);
            Assert.That(Verifier.Compare(Damaged, woven, "Specimens.dll"), Is.Empty);
        });
    }

    [Test]
    public void A_second_defect_of_the_same_kind_is_told_with_method_place_and_remedy()
    {
        AssemblyDefinition woven = Damaged();
        woven.MainModule.Method("Box`1", "Get").Body.GetILProcessor().Replace(1, Instruction.Create(OpCodes.Nop));
        IReadOnlyList<Diagnostic> found = Verifier.Compare(Damaged, woven, "Specimens.dll");
        Assert.That(found, Has.Count.EqualTo(1), string.Join("\n", found));
        Assert.That(found[0].ToString(), Does.Match(@"Specimens\.cs\(\d+,\d+\): error WEFT1911: T Specimens\.Box`1::Get\(\) at IL_0002: the value that is returned is Specimens\.Box`1<!0> where !0 is expected.*defect of Weft"));
    }

    [Test]
    public void Only_what_was_compiled_for_a_debugger_is_verified_unasked()
    {
        using AssemblyDefinition optimised = AssemblyDefinition.ReadAssembly(Subject.AssemblyFile("Specimens"));
        using AssemblyDefinition debug = AssemblyDefinition.ReadAssembly(Path.Combine(Weaving.Subject.Folder("Accepted.Debug"), "Accepted.dll"));
        Assert.That((WovenVerifier.IsForDebugging(optimised), WovenVerifier.IsForDebugging(debug)), Is.EqualTo((false, true)));
    }

    private static AssemblyDefinition Damaged()
    {
        AssemblyDefinition assembly = Specimens.Read();
        assembly.MainModule.Replace("AStone", il =>
        {
            il.Emit(OpCodes.Ldstr, "no stone");
            il.Emit(OpCodes.Ret);
        });
        return assembly;
    }
}
