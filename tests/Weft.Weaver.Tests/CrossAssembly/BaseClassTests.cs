using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Compiling;

namespace Weft.Weaver.Tests.CrossAssembly;

/// <summary>Hierarchies over several assemblies: each class is woven where it is declared, or the hierarchy is refused.</summary>
public sealed class BaseClassTests
{
    private const string Root = "roots:\n  - field: App.Program.s_root\n    name: root\n";

    private const string Middle = """
        namespace Library
        {
            public abstract class Keyed<TKey> where TKey : notnull
            {
                private readonly TKey _key;
                protected int changes;
                protected Keyed(TKey key) => _key = key;
                public TKey Key => _key;
                public int Changes => changes;
                public virtual string Describe() => _key + "/" + changes;
            }
            public class Named<T> : Keyed<string>
            {
                public T? Value;
                protected internal T? Former { get; private set; }
                public Named(string name) : base(name) { }
                public void Set(T value) { Former = Value; Value = value; changes++; }
                public override string Describe() => base.Describe() + "=" + Value + "(" + Former + ")";
            }
        }
        """;

    private const string Program = """
        using System;
        using Library;
        namespace App
        {
            public sealed class Score : Named<int>
            {
                private int _best;
                public Score(string name) : base(name) { }
                public void Add(int points) { Set(Value + points); if (Value > _best) _best = Value; changes += 10; Former_ = Former; }
                public int Former_;
                public override string Describe() => base.Describe() + " best " + _best + " former " + Former_;
            }
            public static class Program
            {
                private static Score s_root = new Score("first");
                public static void Main()
                {
                    s_root.Add(3);
                    s_root.Add(4);
                    Console.WriteLine(s_root.Describe() + s_root.Key + s_root.Changes);
                    Keyed<string> plain = new Named<string>("text");
                    ((Named<string>)plain).Set("a");
                    ((Named<string>)plain).Value += "b";
                    Console.WriteLine(plain.Describe());
                }
            }
        }
        """;

    [Test]
    public async Task Generic_base_classes_in_other_woven_assemblies()
    {
        using Application application = new(Root);
        application.Add(new("Library", Middle));
        application.AddProgram(new("App", Program), "Library");
        Assert.That(await application.RunBothAsync("App"), Is.EqualTo("first/22=7(3) best 7 former 3first22\ntext/1=ab()\n"));
    }

    [Test]
    public async Task A_third_partys_package_that_is_signed_and_woven_with_the_application()
    {
        using Application application = new(Root);
        application.Add(new("Library", Middle.Replace("where TKey : notnull", "", StringComparison.Ordinal).Replace("T?", "T", StringComparison.Ordinal)) { Framework = TargetFramework.NetStandard20, Key = Keys.New() });
        application.AddProgram(new("App", Program), "Library");
        Assert.That(await application.RunBothAsync("App"), Is.EqualTo("first/22=7(3) best 7 former 3first22\ntext/1=ab()\n"));
    }

    [Test]
    public void A_base_class_with_fields_in_an_assembly_that_is_not_woven_is_refused_at_the_class()
    {
        using Application application = new(Root);
        application.Add(new("Library", Middle));
        string program = application.AddProgram(new("App", Program), "Library");
        WeaveResult result = WeaverEngine.Weave(application.Request(program));
        application.ExpectRefusal(result, Codes.StatefulUnwovenBase);
        Diagnostic error = result.Diagnostics.First(item => item.Code == Codes.StatefulUnwovenBase);
        Assert.That((error.Position!.File, error.Position.Line), Is.EqualTo(("App.cs", 8)));
        Assert.That(error.Message, Does.Contain("App.Score").And.Contain("Library, which is not woven"));
    }

    [Test]
    public async Task A_base_class_without_fields_in_an_assembly_that_is_not_woven_is_no_obstacle()
    {
        using Application application = new(Root);
        application.Add(new("Base", "namespace Base { public abstract class Entity { public abstract int Id { get; } public override string ToString() => GetType().Name + Id; } }"));
        string program = application.AddProgram(new("App", """
            using System;
            namespace App
            {
                public sealed class Item : Base.Entity { public int Number; public override int Id => Number; }
                public static class Program
                {
                    private static Item s_root = new Item();
                    public static void Main() { s_root.Number = 5; Console.WriteLine(s_root); }
                }
            }
            """), "Base");
        WeaveResult result = WeaverEngine.Weave(application.Request(program));
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        File.Copy(Path.Combine(application.Input, "Base.dll"), Path.Combine(application.Output, "Base.dll"));
        File.Copy(Path.Combine(application.Input, "App.runtimeconfig.json"), Path.Combine(application.Output, "App.runtimeconfig.json"));
        Assert.That(await Weaving.Subject.RunAsync(Path.Combine(application.Output, "App.dll")), Is.EqualTo("Item5\n"));
    }

    [Test]
    public void A_base_class_that_only_a_reference_assembly_shows_is_refused_since_that_leaves_private_fields_out()
    {
        using Application application = new(Root);
        string library = new Source("Library", "[assembly: System.Runtime.CompilerServices.ReferenceAssembly] namespace Library { public abstract class Entity { private int _id; public int Next() => ++_id; } }") { MetadataOnly = true, Symbols = null }.Compile(application["ref"]);
        string program = application.AddProgram(new("App", """
            namespace App
            {
                public sealed class Item : Library.Entity { public int Number; }
                public static class Program
                {
                    private static Item s_root = new Item();
                    public static void Main() => s_root.Number = 5;
                }
            }
            """) { References = [library] });
        WeaveResult result = WeaverEngine.Weave(application.Request(program) with { ReferenceFolders = [application["ref"]] });
        application.ExpectRefusal(result, Codes.StatefulUnwovenBase);
        Assert.That(result.Diagnostics.First(item => item.Code == Codes.StatefulUnwovenBase).Message, Does.Contain("reference assembly"));
    }

    [Test]
    public void Reference_assemblies_of_the_framework_hide_no_fields_of_base_classes()
    {
        using Application application = new(Root);
        string program = application.AddProgram(new("App", """
            namespace App
            {
                public sealed class Failure : System.Exception { public int Number; }
                public static class Program
                {
                    private static Failure s_root = new Failure();
                    public static void Main() => s_root.Number = 5;
                }
            }
            """));
        WeaveResult result = WeaverEngine.Weave(application.Request(program) with { ReferenceFolders = [TargetFramework.Net10.Folder] });
        application.ExpectRefusal(result, Codes.StatefulUnwovenBase);
        Assert.That(result.Diagnostics.First(item => item.Code == Codes.StatefulUnwovenBase).Message, Does.Contain("System.Exception has instance fields"));
    }
}
