using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Tests.Compiling;
using Weft.Weaver.Transforms;
using Weft.Weaver.Verification;

namespace Weft.Weaver.Tests.Verification;

/// <summary>In a debug build those classes are verified that weaving may have damaged, and all of these.</summary>
public sealed class TouchedTypesTests
{
    private const string Source = """
        public class Till { public int Total; }
        public class Fine : System.Exception { public int Amount; }
        public class Cashier { public void Take(Till till) => till.Total++; public class Break { public int Minutes; } }
        public class Trainee : Cashier { public string Name = ""; }
        public class Visitor { public int Age; public int Older() => Age + 1; }
        public static class Program
        {
            public static Till Root = new();
            public static void Main() { lock (Root) new Cashier().Take(Root); }
        }
        """;

    [Test]
    public void All_that_was_edited_made_or_derives_from_it_is_looked_at_and_nothing_else()
    {
        using Application application = new("roots:\n  - field: Program.Root\n");
        application.AddProgram(new("Shop", Source));
        WeavePlanResult planned = WeaverEngine.Plan(application.Request());
        AssemblyDefinition pristine = AssemblyDefinition.ReadAssembly(Path.Combine(application.Input, "Shop.dll"));
        Transformer.Apply(planned.Plan!, planned.Context!, default);
        AssemblyPlan assembly = planned.Plan!.Assemblies.Single(item => item.Rewrite);
        TouchedTypes touched = new(assembly, planned.Plan);

        TypeDefinition[] types = [.. assembly.Assembly.MainModule.GetTypes()];
        string[] untouched = [.. types.Where(type => !touched.Contains(type)).Select(type => type.FullName)];
        Assert.That(untouched, Is.SupersetOf((string[])["Fine", "Cashier/Break", "Visitor"]));
        Assert.That(types.Where(touched.Contains).Select(type => type.FullName), Is.SupersetOf((string[])["Till", "Cashier", "Trainee", "Program"]));
        foreach (string name in untouched)
        {
            TypeDefinition before = pristine.MainModule.GetType(name), after = assembly.Assembly.MainModule.GetType(name);
            Assert.That(Code(after), Is.EqualTo(Code(before)), name);
        }
    }

    private static string[] Code(TypeDefinition type) =>
    [
        .. type.Fields.Select(field => $"{field.Attributes} {field.FullName}"),
        .. type.Methods.Select(method => $"{method.Attributes} {method.FullName} {string.Join(' ', method.Body?.Instructions.Select(instruction => $"{instruction.OpCode} {Operand(instruction)}") ?? [])}"),
    ];

    private static string? Operand(Instruction instruction) => instruction.Operand is Instruction target ? $"IL_{target.Offset:x4}" : instruction.Operand?.ToString();
}
