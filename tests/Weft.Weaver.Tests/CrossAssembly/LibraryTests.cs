using Microsoft.CodeAnalysis;
using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Compiling;

namespace Weft.Weaver.Tests.CrossAssembly;

/// <summary>Libraries of other frameworks and forms, woven with a program that uses what is theirs.</summary>
public sealed class LibraryTests
{
    private const string Root = "roots:\n  - field: App.Program.s_root\n    name: root\n";

    private const string Library = """
        using System;
        using System.Collections.Generic;
        namespace Library
        {
            public class Ledger
            {
                public int total;
                public decimal Balance { get; set; }
                internal string note = "none";
                private readonly List<string> _lines = new List<string>();
                private Node _head;
                private static readonly object Gate = new object();
                public void Enter(string line, int amount)
                {
                    lock (Gate)
                    {
                        total += amount;
                        Balance += amount / 4m;
                        _lines.Add(line);
                        _head = new Node(line, _head);
                    }
                }
                public string Text()
                {
                    string text = "";
                    for (Node at = _head; at != null; at = at.next) text += at.line + at.Depth + ";";
                    return text + _lines.Count + note;
                }
                private sealed class Node
                {
                    internal readonly string line;
                    internal readonly Node next;
                    private protected int depth;
                    internal Node(string line, Node next) { this.line = line; this.next = next; depth = next == null ? 1 : next.depth + 1; }
                    internal int Depth { get { return depth; } }
                }
            }
        }
        """;

    private const string Program = """
        using System;
        namespace App
        {
            public static class Program
            {
                private static Library.Ledger s_root = new Library.Ledger();
                public static void Main()
                {
                    s_root.Enter("a", 3);
                    s_root.Enter("b", 4);
                    s_root.total *= 2;
                    Add(ref s_root.total);
                    Console.WriteLine(s_root.Text() + " " + s_root.total + " " + s_root.Balance.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    try { Library.Ledger none = null!; none.total++; } catch (NullReferenceException) { Console.WriteLine("null"); }
                }
                private static void Add(ref int place) => place++;
            }
        }
        """;

    private const string Expected = "b2;a1;2none 15 1.75\nnull\n";

    private static readonly TargetFramework[] Frameworks = [TargetFramework.NetStandard20, TargetFramework.Net8, TargetFramework.Net48];

    [TestCaseSource(nameof(Frameworks))]
    public async Task A_library_for_an_older_framework(object framework)
    {
        using Application application = new(Root);
        application.Add(new("Library", Library) { Framework = (TargetFramework)framework });
        application.AddProgram(new("App", Program), "Library");
        Assert.That(await application.RunBothAsync("App"), Is.EqualTo(Expected));
    }

    [Test]
    public void A_program_for_the_NET_Framework_is_refused()
    {
        using Application application = new(Root);
        application.Add(new("Library", Library) { Framework = TargetFramework.Net48 });
        application.Add(new("App", Program.Replace("null!", "null", StringComparison.Ordinal)) { Framework = TargetFramework.Net48, Kind = OutputKind.ConsoleApplication }, "Library");
        application.ExpectRefusal(application.Weave(), Codes.FrameworkTooOld);
    }

    [Test]
    public async Task A_class_that_has_moved_and_is_forwarded()
    {
        using Application application = new(Root);
        // The program was compiled when the class was still in Library.
        application.Add(new("Library", Library));
        application.AddProgram(new("App", Program), "Library");
        application.Add(new("Moved", Library));
        application.Add(new("Library", "[assembly: System.Runtime.CompilerServices.TypeForwardedTo(typeof(Library.Ledger))]"), "Moved");
        Assert.That(await application.RunBothAsync("App"), Is.EqualTo(Expected));
    }

    [Test]
    public async Task Internal_members_that_the_program_may_use()
    {
        using Application application = new(Root);
        application.Add(new("Library", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"App\")]\n" + Library.Replace("using System;\nusing System.Collections.Generic;\n", "", StringComparison.Ordinal).Replace("List<", "System.Collections.Generic.List<", StringComparison.Ordinal)));
        application.AddProgram(new("App", Program.Replace("s_root.total *= 2;", "s_root.total *= 2; s_root.note = \"noted\";", StringComparison.Ordinal)), "Library");
        Assert.That(await application.RunBothAsync("App"), Does.StartWith("b2;a1;2noted 15"));
    }

    [Test]
    public async Task A_program_that_grants_itself_access_already()
    {
        const string Grant = """
            [assembly: System.Runtime.CompilerServices.IgnoresAccessChecksTo("Elsewhere")]
            namespace System.Runtime.CompilerServices
            {
                [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
                internal sealed class IgnoresAccessChecksToAttribute : Attribute { public IgnoresAccessChecksToAttribute(string assemblyName) { } }
            }
            """;
        using Application application = new(Root);
        application.Add(new("Library", Library));
        application.AddProgram(new("App", Program) { MoreFiles = [("Grant.cs", Grant)] }, "Library");
        Assert.That(await application.RunBothAsync("App"), Is.EqualTo(Expected));
        using AssemblyDefinition woven = AssemblyDefinition.ReadAssembly(Path.Combine(application.Output, "App.dll"));
        Assert.That(woven.CustomAttributes.Where(item => item.AttributeType.Name == "IgnoresAccessChecksToAttribute").Select(item => item.ConstructorArguments[0].Value),
            Is.EquivalentTo(new[] { "Elsewhere", "Library" }));
    }

    [Test]
    public void Two_inputs_of_one_assembly_name_are_refused()
    {
        using Application application = new(Root);
        string library = application.Add(new("Library", Library));
        string program = application.AddProgram(new("App", Program), "Library");
        string other = new Source("Library", Library).Compile(application["other"]);
        WeaveResult result = WeaverEngine.Weave(application.Request(program, library, other));
        application.ExpectRefusal(result, Codes.AssemblyTwice);
        Assert.That(result.Diagnostics.Single(item => item.Code == Codes.AssemblyTwice).Message, Does.Contain(library).Or.Contain(other));
    }

    [Test]
    public void An_input_that_is_named_twice_is_read_once()
    {
        using Application application = new(Root);
        string library = application.Add(new("Library", Library));
        string program = application.AddProgram(new("App", Program), "Library");
        WeaveResult result = WeaverEngine.Weave(application.Request(program, library, program));
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        Assert.That(result.Assemblies.Select(item => item.Name), Is.EqualTo(new[] { "App", "Library" }));
    }

    [Test]
    public void An_array_that_a_library_writes_which_is_not_rewritten_is_compared()
    {
        using Application application = new(Root);
        application.Add(new("Filler", "namespace Filler { public static class Fill { public static void With(int[] places, int value) { for (int i = 0; i < places.Length; i++) places[i] = value; } } }"));
        application.AddProgram(new("App", "namespace App { class Till { public int[] Places = new int[3]; } static class Program { static Till s_root = new(); static void Main() => Filler.Fill.With(s_root.Places, 7); } }"), "Filler");
        WeaveResult result = application.Weave();
        Assert.That(result.Assemblies.Where(item => item.Fate == AssemblyFate.Rewritten).Select(item => item.Name), Is.EqualTo(new[] { "App" }));
        Assert.That(application.Il("App", "App.Program"), Does.Contain("ArrayAccess::Expose"));
    }
}
