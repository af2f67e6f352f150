using Weft.Weaver.Analysis.Finalization;
using Weft.Weaver.Tests.Compiling;

namespace Weft.Weaver.Tests.Analysis;

/// <summary>Which finalizers are handed over to a thread of the runtime.</summary>
public sealed class FinalizerTests
{
    private const string Library = """
        namespace Library
        {
            public class Plain { ~Plain() => Torn(); protected virtual void Torn() { } public virtual void Other() { } }
            public sealed class Handle { public void Close() { } }
        }
        """;

    private const string Program = """
        #nullable enable
        using System;
        using System.ComponentModel;
        using System.Threading;
        using Library;
        public class Item { public int Number; }
        public static class Log { public static int Count; public static void Note() => Count++; public static void Tell() { lock (Program.Gate) Program.s_root!.Number++; } }
        public class Reads { ~Reads() { if (Program.s_root!.Number < 0) Console.WriteLine("never"); } }
        public class Calls { ~Calls() => Log.Tell(); }
        public class CallsDelegate { public Action? Ended; ~CallsDelegate() => Ended!(); }
        public class CallsInterface { public IDisposable? Inner; ~CallsInterface() => Inner!.Dispose(); }
        public class Disposes { ~Disposes() => Dispose(false); protected virtual void Dispose(bool disposing) { } }
        public class Prints { ~Prints() => Console.WriteLine((object)this); }
        public class Counts { private static int s_count; ~Counts() => Interlocked.Increment(ref s_count); }
        public class Closes { private readonly Handle _handle = new(); ~Closes() { Log.Note(); _handle.Close(); GC.KeepAlive(this); } }
        public class Generic<T> { public T? Value; ~Generic() => Program.s_root!.Number = Value!.ToString()!.Length; }
        public class Part : Component { protected override void Dispose(bool disposing) { Log.Tell(); base.Dispose(disposing); } }
        public class QuietPart : Component { protected override void Dispose(bool disposing) => Log.Note(); public override string ToString() => Program.s_root!.Number.ToString(); }
        public class Tearing : Plain { protected override void Torn() => Log.Tell(); }
        public class TearingLater : Tearing { protected override void Torn() => Program.s_root = new(); }
        public class Whole : Plain { public override void Other() => Log.Note(); }
        public class Own : Plain { ~Own() { } protected override void Torn() => Log.Tell(); }
        public static class Program
        {
            public static readonly object Gate = new();
            public static Item? s_root = new();
            private static void Make() => GC.KeepAlive(new object[] { new Reads(), new Calls(), new Disposes(), new Prints(), new Counts(), new Closes(), new Generic<string> { Value = "" }, new Part(), new QuietPart(), new Tearing(), new TearingLater(), new Whole(), new Own() });
            public static void Main()
            {
                Make();
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Console.WriteLine("over");
            }
        }
        """;

    [Test]
    public async Task Those_that_may_use_what_is_shared()
    {
        using Application application = new("roots:\n  - field: Program.s_root\n");
        application.Add(new Source("Library", Library));
        application.AddProgram(new Source("App", Program), "Library");
        HandedFinalizer[] handed = [.. WeaverEngine.Plan(application.Request()).Plan!.Assemblies.SelectMany(assembly => assembly.Finalizers)];
        Assert.That(handed.Select(item => (item.Method is null ? "inherited " : "") + item.Type.Name), Is.EqualTo(new[]
        {
            "Reads", "Calls", "CallsDelegate", "CallsInterface", "Disposes", "Prints", "Generic`1", "inherited Part", "inherited Tearing", "inherited TearingLater", "Own",
        }));
        Assert.That(handed.Single(item => item.Type.Name == "Disposes").Reason, Does.Contain("Dispose").And.Contain("may be overridden"));
        Assert.That(await application.RunBothAsync("App"), Does.Contain("over"));
    }
}
