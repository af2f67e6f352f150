using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Tests.Output;

namespace Weft.Weaver.Tests.Weaving;

/// <summary>Accesses that are guarded together: what may lie between a plain store and the look at its owner's header.</summary>
public sealed class RegionTests : IDisposable
{
    private TemporaryFolder _folder = null!;
    private AssemblyDefinition _woven = null!;

    [OneTimeSetUp]
    public void Weave()
    {
        _folder = new();
        Assert.That(Subject.Weave("Constructs", Subject.Folder("Constructs.Optimized"), _folder["woven"]).Success, Is.True);
        _woven = AssemblyDefinition.ReadAssembly(Path.Combine(_folder["woven"], "Constructs.dll"), new ReaderParameters { ReadSymbols = true });
    }

    public void Dispose()
    {
        _woven.Dispose();
        _folder.Dispose();
    }

    [TestCase("Attract", 4, TestName = "Two_owners_are_looked_at_before_and_after_one_stretch")]
    [TestCase("Properties", 2, TestName = "Properties_count_as_the_fields_behind_them")]
    public void Looks(string method, int least)
    {
        Assert.That(Method("Constructs.Together", method).Body.Instructions.Count(IsLook), Is.GreaterThanOrEqualTo(least));
    }

    [Test]
    public void Nothing_that_throws_calls_or_leads_elsewhere_lies_between_a_plain_store_and_its_look()
    {
        int stores = 0;
        foreach (MethodDefinition method in _woven.MainModule.GetTypes().SelectMany(type => type.Methods).Where(IsOrdinary))
        {
            foreach (Instruction store in method.Body.Instructions.Where(IsPlainStore))
            {
                stores++;
                Instruction at = store.Next;
                while (!IsLook(at))
                {
                    Assert.That(IsHarmless(at), Is.True, $"{method.FullName}: {at} follows {store} without a look");
                    at = at.Next;
                }
            }
        }
        Assert.That(stores, Is.GreaterThan(20));
    }

    [Test]
    public void Both_forms_of_a_stretch_name_their_lines_in_order()
    {
        MethodDefinition attract = Method("Constructs.Together", "Attract");
        List<int> offsets = [.. attract.DebugInformation.SequencePoints.Select(point => point.Offset)];
        Assert.Multiple(() =>
        {
            Assert.That(offsets, Is.Ordered);
            Assert.That(offsets, Is.Unique);
            Assert.That(attract.DebugInformation.SequencePoints.GroupBy(point => point.StartLine).Count(same => same.Count() == 2), Is.GreaterThan(4));
        });
    }

    [Test]
    public void What_was_compiled_for_a_debugger_keeps_its_shape()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["debug"]);
        foreach (string file in Directory.GetFiles(Subject.Folder("Constructs.Optimized")))
            File.Copy(file, Path.Combine(folder["debug"], Path.GetFileName(file)));
        using (AssemblyDefinition compiled = AssemblyDefinition.ReadAssembly(Path.Combine(Subject.Folder("Constructs.Optimized"), "Constructs.dll")))
        {
            CustomAttribute debuggable = compiled.CustomAttributes.Single(each => each.AttributeType.Name == "DebuggableAttribute");
            debuggable.ConstructorArguments[0] = new CustomAttributeArgument(debuggable.ConstructorArguments[0].Type, 0x107);
            compiled.Write(Path.Combine(folder["debug"], "Constructs.dll"));
        }
        Assert.That(Subject.Weave("Constructs", folder["debug"], folder["woven"]).Success, Is.True);
        using AssemblyDefinition woven = AssemblyDefinition.ReadAssembly(Path.Combine(folder["woven"], "Constructs.dll"));
        Assert.That(woven.MainModule.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody).SelectMany(method => method.Body.Instructions).Any(IsLook), Is.False);
    }

    private static bool IsOrdinary(MethodDefinition method) => method.HasBody && !method.IsConstructor && !method.Name.StartsWith("$weft_", StringComparison.Ordinal);

    private static bool IsLook(Instruction instruction) => instruction.Operand is MethodReference { Name: "$weft_shared" };

    private static bool IsPlainStore(Instruction instruction) => instruction.OpCode.Code == Code.Stfld
        && instruction.Operand is FieldReference field && field.Resolve().DeclaringType.Methods.Any(method => method.Name == "$weft_set_" + field.Name);

    private static bool IsHarmless(Instruction instruction) => instruction.OpCode.FlowControl switch
    {
        FlowControl.Call => instruction.Operand is MethodReference { DeclaringType.FullName: "System.Math" } || instruction.Operand is MethodReference called && called.Name.StartsWith("$weft_ref_", StringComparison.Ordinal),
        FlowControl.Next => instruction.OpCode.Code is not (Code.Div_Un or Code.Rem_Un or Code.Ldlen or Code.Castclass or Code.Unbox_Any or Code.Box)
            && !instruction.OpCode.Name.StartsWith("ldelem", StringComparison.Ordinal) && !instruction.OpCode.Name.EndsWith(".ovf", StringComparison.Ordinal),
        _ => false,
    };

    private MethodDefinition Method(string type, string name) => _woven.MainModule.GetType(type).Methods.Single(method => method.Name == name);
}
