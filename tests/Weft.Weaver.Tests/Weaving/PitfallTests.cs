using Microsoft.CodeAnalysis;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Compiling;
using Weft.Weaver.Tests.Output;

namespace Weft.Weaver.Tests.Weaving;

/// <summary>What rewriting IL easily breaks, and what no other test looks at.</summary>
public sealed class PitfallTests
{
    private const string Root = "roots:\n  - field: App.Program.s_root\n";

    [Test]
    public async Task Branches_over_code_that_weaving_makes_longer_than_short_ones_reach([Values] OptimizationLevel optimization)
    {
        // Unwoven, each of the branches is a short one.
        string stores = string.Concat(Enumerable.Range(0, 9).Select(index => $"_pair.Left += {index}; Grow(ref _count); "));
        string print = await RunAsync(optimization, $$"""
            public class Long
            {
                private (int Left, int Right) _pair;
                private int _count;
                private static void Grow(ref int place) => place++;
                public string Act(int turns)
                {
                    for (int i = 0; i < turns; i++)
                    {
                        if (i % 2 == 0) { {{stores}} }
                        try { if (i == 3) continue; {{stores}} }
                        finally { if (i != 2) { {{stores}} } }
                    }
                    return $"{_pair} {_count}";
                }
            }
            public static class Program
            {
                private static Long s_root = new();
                public static void Main() => System.Console.WriteLine(s_root.Act(5));
            }
            """);
        Assert.That(print, Does.Contain("(396, 0) 99"));
    }

    [Test]
    public async Task Module_initializers_run_first_and_class_constructors_when_they_did([Values] OptimizationLevel optimization)
    {
        string print = await RunAsync(optimization, """
            public class Item { public int Number = Log.Say("instance"); static Item() => Log.Say("class"); }
            public static class Log
            {
                public static readonly System.Collections.Generic.List<string> Lines = [];
                public static int Say(string line) { Lines.Add(line); return Lines.Count; }
                [System.Runtime.CompilerServices.ModuleInitializer] internal static void Initialize() => Say("module");
            }
            public static class Program
            {
                private static Item s_root;
                public static void Main()
                {
                    Log.Say("main");
                    s_root = new Item();
                    System.Console.WriteLine(string.Join(' ', Log.Lines) + s_root.Number);
                }
            }
            """);
        Assert.That(print.Trim(), Is.EqualTo("module main class instance4"));
    }

    [Test]
    public async Task Distributed_overrides_call_their_bases_and_overloads_and_defaults_stay_apart([Values] OptimizationLevel optimization)
    {
        string print = await RunAsync(optimization, """
            public class Shape
            {
                public string Text = "";
                public virtual void Draw(int size = 3) => Text += $"shape {size};";
                public void Draw(string name) => Text += $"named {name};";
                public void Draw(params long[] sizes) => Text += $"sizes {sizes.Length};";
            }
            public class Circle : Shape
            {
                public override void Draw(int size = 5) { base.Draw(size + 1); base.Draw("base"); Text += $"circle {size};"; }
            }
            public static class Program
            {
                private static Shape s_root = new Circle();
                public static void Main()
                {
                    s_root.Draw();
                    s_root.Draw("name");
                    s_root.Draw(1L, 2L);
                    var parameter = typeof(Circle).GetMethod("Draw", [typeof(int)]).GetParameters()[0];
                    System.Console.WriteLine(s_root.Text + parameter.Name + parameter.DefaultValue);
                }
            }
            """, "distributed-methods:\n  - method: App.Shape.Draw(int)\n  - method: App.Shape.Draw(string)\n  - method: App.Shape.Draw(long[])\n  - method: App.Circle.Draw\n");
        Assert.That(print.Trim(), Is.EqualTo("shape 4;named base;circle 3;named name;sizes 2;size5"));
    }

    [Test]
    public async Task A_monitor_that_is_left_on_another_thread_fails_as_it_did([Values] OptimizationLevel optimization)
    {
        string print = await RunAsync(optimization, """
            public class Item
            {
                private readonly object _gate = new();
                private int _count;
                public System.Collections.Generic.IEnumerable<int> Steps()
                {
                    System.Threading.Monitor.Enter(_gate);
                    yield return ++_count;
                    System.Threading.Monitor.Exit(_gate);
                    yield return ++_count;
                }
            }
            public static class Program
            {
                private static Item s_root = new();
                public static void Main()
                {
                    var steps = s_root.Steps().GetEnumerator();
                    System.Console.WriteLine(steps.MoveNext());
                    var other = new System.Threading.Thread(() =>
                    {
                        try { steps.MoveNext(); }
                        catch (System.Threading.SynchronizationLockException e) { System.Console.WriteLine(e.GetType().Name); }
                    });
                    other.Start();
                    other.Join();
                }
            }
            """);
        Assert.That(print, Does.Contain("SynchronizationLockException"));
    }

    [Test]
    public async Task Accesses_with_the_prefix_of_unaligned_addresses_are_woven([Values] OptimizationLevel optimization)
    {
        using Application application = new(Root);
        string file = application.AddProgram(new("App", """
            namespace App;
            public class Item { public int number; public long big; public int Work() { number = 5; big = number * 3L; number += (int)big; return number; } }
            public static class Program { private static Item s_root = new(); public static void Main() => System.Console.WriteLine(s_root.Work()); }
            """) { Optimization = optimization });
        Edit(file, module =>
        {
            ILProcessor il = module.GetType("App.Item").Methods.Single(method => method.Name == "Work").Body.GetILProcessor();
            foreach (Instruction access in il.Body.Instructions.Where(instruction => instruction.OpCode.Code is Code.Ldfld or Code.Stfld).ToArray())
                il.InsertBefore(access, il.Create(OpCodes.Unaligned, (byte)1));
        });
        Assert.That(await application.RunBothAsync("App"), Is.EqualTo("20\n"));
        Assert.That(application.Il("App", "App.Item"), Does.Contain("$weft_set_number").And.Not.Contain("unaligned"));
    }

    [Test]
    public async Task Accesses_behind_a_throw_which_nothing_reaches_do_not_stop_the_weave([Values] OptimizationLevel optimization)
    {
        using Application application = new(Root);
        string file = application.AddProgram(new("App", """
            namespace App;
            public class Item
            {
                public int number;
                public (int Left, int Right) pair;
                public void Fail() => throw new System.InvalidOperationException("failed");
            }
            public static class Program
            {
                private static Item s_root = new();
                public static void Main() { try { s_root.Fail(); } catch (System.InvalidOperationException e) { System.Console.WriteLine(e.Message + s_root.number); } }
            }
            """) { Optimization = optimization });
        Edit(file, module =>
        {
            TypeDefinition item = module.GetType("App.Item");
            FieldDefinition number = item.Fields.Single(field => field.Name == "number"), pair = item.Fields.Single(field => field.Name == "pair");
            ILProcessor il = item.Methods.Single(method => method.Name == "Fail").Body.GetILProcessor();
            foreach (Instruction dead in new[]
            {
                il.Create(OpCodes.Ldarg_0), il.Create(OpCodes.Ldarg_0), il.Create(OpCodes.Ldfld, number), il.Create(OpCodes.Ldc_I4_1), il.Create(OpCodes.Add), il.Create(OpCodes.Stfld, number),
                il.Create(OpCodes.Ldarg_0), il.Create(OpCodes.Ldflda, pair), il.Create(OpCodes.Initobj, pair.FieldType), il.Create(OpCodes.Ret),
            })
            {
                il.Append(dead);
            }
        });
        Assert.That(await application.RunBothAsync("App"), Is.EqualTo("failed0\n"));
    }

    [Test]
    public void Classes_that_are_forwarded_in_a_circle_are_named_as_missing()
    {
        using Application application = new(Root);
        string library = application.Add(new("Library", "namespace Library; public class Ledger { public int total; }"));
        application.AddProgram(new("App", "namespace App; public static class Program { private static Library.Ledger s_root = new(); public static void Main() => s_root.total++; }"), "Library");
        application.Add(new("Moved", "[assembly: System.Runtime.CompilerServices.TypeForwardedTo(typeof(Library.Ledger))]"), "Library");
        Edit(library, module =>
        {
            module.Types.Remove(module.GetType("Library.Ledger"));
            AssemblyNameReference moved = new("Moved", new(0, 0, 0, 0));
            module.AssemblyReferences.Add(moved);
            module.ExportedTypes.Add(new ExportedType("Library", "Ledger", module, moved) { Attributes = (TypeAttributes)0x0020_0000 });
        });
        WeaveResult result = application.Weave();
        Assert.That(result.Success, Is.False);
        Assert.That(string.Join('\n', result.Diagnostics), Does.Contain("Library.Ledger"));
    }

    [Test]
    public async Task An_attribute_whose_argument_is_of_a_missing_enumeration_stays_as_it_was([Values] OptimizationLevel optimization)
    {
        using Application application = new(Root);
        string kinds = application.Add(new("Kinds", "namespace Kinds; public enum Kind : byte { None, Some }"));
        application.AddProgram(new("App", """
            namespace App;
            public sealed class MarkAttribute(Kinds.Kind kind, string text) : System.Attribute { public Kinds.Kind Kind => kind; public string Text => text; }
            [Mark(Kinds.Kind.Some, "item")]
            public class Item { [Mark(Kinds.Kind.Some, "number")] public int number; }
            public static class Program { private static Item s_root = new(); public static void Main() => System.Console.WriteLine(++s_root.number); }
            """) { Optimization = optimization }, "Kinds");
        File.Delete(kinds);
        Assert.That(await application.RunBothAsync("App"), Is.EqualTo("1\n"));
        using ModuleDefinition plain = ModuleDefinition.ReadModule(Path.Combine(application.Input, "App.dll")), woven = ModuleDefinition.ReadModule(Path.Combine(application.Output, "App.dll"));
        Assert.That(Blob(woven), Is.EqualTo(Blob(plain)));

        static byte[] Blob(ModuleDefinition module) => module.GetType("App.Item").Fields.Single(field => field.Name == "number").CustomAttributes.Single(attribute => attribute.AttributeType.Name == "MarkAttribute").GetBlob();
    }

    [Test]
    public void A_shared_closure_is_refused()
    {
        // Compilers give the class a name that no source can have; it is known by the part that one can.
        using Application application = new(Root);
        application.AddProgram(new("App", "namespace App; public class Item { public class c__DisplayClass0_0 { public int number; } public c__DisplayClass0_0 captured; } public static class Program { private static Item s_root = new(); public static void Main() => s_root.captured = new(); }"));
        application.ExpectRefusal(application.Weave(), Codes.ClosureShared);
    }

    [Test]
    public void The_runtime_itself_is_refused()
    {
        using Application application = new(Root);
        WeaveResult result = WeaverEngine.Weave(application.Request(Tests.Subject.RuntimeFile));
        Assert.That(result.Success, Is.False);
        Assert.That(result.Diagnostics.Select(item => item.Code), Does.Contain(Codes.OwnAssembly));
    }

    [TestCase("Accepted", "Accepted", "Accepted")]
    [TestCase("Constructs", "Constructs", "Constructs")]
    public void Members_keep_their_flags_overrides_and_attributes(string project, string subject, string assembly)
    {
        using TemporaryFolder folder = new();
        WeaveResult result = Subject.Weave(subject, Subject.Folder(project), folder["woven"]);
        Assert.That(result.Diagnostics.Where(item => item.Severity == Severity.Error), Is.Empty);
        using ModuleDefinition plain = ModuleDefinition.ReadModule(Path.Combine(Subject.Folder(project), assembly + ".dll"));
        using ModuleDefinition woven = ModuleDefinition.ReadModule(Path.Combine(folder["woven"], assembly + ".dll"));
        HashSet<string> kept = [.. Describe(woven)];
        string[] expected = [.. Describe(plain)];
        Assert.That(expected.Where(line => !kept.Contains(line)), Is.Empty);
        Assert.That(expected, Has.Length.GreaterThan(200));
    }

    /// <summary>
    /// A line for each member that was compiled, and for each of its attributes. What the module's own class holds is the weaver's; of flags weaving takes away <c>initonly</c> and
    /// <c>synchronized</c>, stubs are never inlined, and a body that has moved takes along what names its state machine.
    /// </summary>
    private static IEnumerable<string> Describe(ModuleDefinition module)
    {
        foreach (TypeDefinition type in module.GetTypes().Where(type => type.Name != "<Module>"))
        {
            IEnumerable<string> lines =
            [
                $"{type.FullName} {type.Attributes} {type.BaseType}", .. Attributes(type),
                .. type.Fields.SelectMany(field => Attributes(field).Prepend($"{field.FullName} {field.Attributes & ~FieldAttributes.InitOnly}")),
                .. type.Methods.SelectMany(method => Attributes(method).Prepend($"{method.FullName} {method.Attributes} {Kept(method.ImplAttributes)} {string.Join(',', method.Overrides)}")),
            ];
            foreach (string line in lines)
                yield return line;
        }
    }

    private static MethodImplAttributes Kept(MethodImplAttributes attributes) => attributes & ~(MethodImplAttributes.Synchronized | MethodImplAttributes.NoInlining);

    private static IEnumerable<string> Attributes(IMemberDefinition member) => member.CustomAttributes.Select(item => item.AttributeType.Name)
        .Where(name => !name.EndsWith("StateMachineAttribute", StringComparison.Ordinal)).Select(name => $"{member.FullName} [{name}]");

    /// <summary>Makes of what was compiled what no compiler makes.</summary>
    private static void Edit(string file, Action<ModuleDefinition> edit)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(file, new ReaderParameters { InMemory = true, ReadSymbols = true });
        edit(module);
        module.Write(file, new WriterParameters { WriteSymbols = true });
    }

    [Test]
    public async Task Without_a_hub_no_key_of_a_root_is_asked_for([Values] OptimizationLevel optimization)
    {
        string print = await RunAsync(optimization, """
            public class Tenant
            {
                public static int Asked;
                private string _name;
                public int Hits = 1;
                public System.Collections.Generic.List<int> Items;
                public string Name { get { Asked++; return _name ?? throw new System.InvalidOperationException("no name yet"); } }
                public Tenant(string name)
                {
                    Hits++;
                    Items = new();
                    Items.Add(Hits);
                    _name = name;
                }
            }
            public static class Program
            {
                private static object s_root = new();
                public static void Main()
                {
                    Tenant tenant = new("a");
                    System.Threading.Interlocked.Increment(ref tenant.Hits);
                    System.Threading.Interlocked.CompareExchange(ref tenant.Items, null, tenant.Items);
                    System.Console.WriteLine($"{tenant.Hits} {tenant.Items} {Tenant.Asked}");
                }
            }
            """, "  - field: App.Tenant.Hits\n    key: Name\n  - field: App.Tenant.Items\n    key: Name\n");
        Assert.That(print, Does.Contain("3  0"));
    }

    private static async Task<string> RunAsync(OptimizationLevel optimization, string code, string rules = "")
    {
        using Application application = new(Root + rules);
        application.AddProgram(new("App", "namespace App;\n" + code) { Optimization = optimization });
        return await application.RunBothAsync("App");
    }
}
