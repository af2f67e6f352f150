using Microsoft.CodeAnalysis;
using Weft.Weaver.Analysis;
using Weft.Weaver.Tests.Compiling;

namespace Weft.Weaver.Tests.Analysis;

/// <summary>Which objects are made resident before code that is not woven gets them, in every shape of code that hands one over.</summary>
public sealed class HandedObjectTests
{
    private const string Library = """
        using System;
        using System.Linq;
        namespace Library
        {
            public static class Reader
            {
                public static string Show(object value) => value is null ? "null" : string.Join(",", value.GetType().GetFields().Select(field => field.GetValue(value)));
                public static string Both(object one, int number, object other) => Show(one) + number + Show(other);
                public static string Out(object one, ref int number, object other) { number++; return Show(one) + Show(other); }
                public static string All(params object[] values) => string.Join("|", values.Select(Show));
                public static T Same<T>(T value) => value;
            }
            public struct Wrapper { public Wrapper(object value) => Value = Reader.Show(value); public string Value; }
        }
        """;

    private const string Program = """
        #nullable disable
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Library;
        public class Open { public int Number; public Open Next; public Open() => Reader.Show(this); public Open(Open other) => Next = other; public string Text() => Reader.Show(this); }
        public class Later : Open { private int _more; public int More { get => _more; set => _more = value; } }
        public class Closed { private int _number; public int Number { get => _number; set => _number = value; } public Open Within { get; set; } }
        public struct Pair { public Open Left; public int Count; }
        public static class Program
        {
            private static Open s_open = new() { Number = 1, Next = new() { Number = 2 } };
            private static Closed s_closed = new() { Number = 3, Within = new Later { Number = 4 } };
            private static Pair s_pair;

            private static string Shapes(Open one, Later two, bool which)
            {
                string text = Reader.Show(which ? one : two) + Reader.Show(one ?? two) + Reader.Show(one?.Next) + Reader.Show(two as Open) + Reader.Show((Open)(object)two);
                text += Reader.Both(one, which ? 1 : 2, two.Next) + Reader.Both(s_open, s_closed.Number, s_closed.Within);
                int number = 3;
                text += Reader.Out(one, ref number, two) + Reader.Out(one.Next, ref s_pair.Count, s_open) + Reader.Out(s_open, ref one.Number, one) + number + one.Number;
                text += Reader.All(one, null, "text", two, s_closed, new Open()) + Reader.All((object)one) + Reader.Show(Reader.Same(one));
                Open kept;
                text += Reader.Show(kept = one) + kept.Number;
                text += new Wrapper(one).Value + new Wrapper(two.Next).Value;
                while (one is not null) { try { text += Reader.Show(one); one = one.Next; if (one is null) break; } finally { text += Reader.Show(two); } }
                return text;
            }
            private static string Generic<T>(T value, T[] values) where T : Open => Reader.Show(value) + Reader.Both(value, 1, values[0]) + Reader.Same(value).Number;
            private static string Wild<T>(T value) => Reader.Show(value);
            private static IEnumerable<string> Several(Open open) { yield return Reader.Show(open); yield return Reader.Show(open.Next); }
            private static async Task<string> LaterOn(Open open) { await Task.Yield(); string text = Reader.Show(open); await Task.Yield(); return text + Reader.Both(open.Next, 1, await Task.FromResult(open)); }
            private static string Delegates(Func<Open, int> number, Func<Closed, int> closed, Comparison<Open> compare, Predicate<object> any, Open open) => $"{number(open)}{closed(s_closed)}{compare(open, s_open)}{any(open)}";
            private static string Framework(List<Open> list, Open open, IComparer<Open> comparer, IEqualityComparer<Closed> closed)
            {
                list.Add(open);
                return $"{list.Contains(open)} {Task.FromResult(open).Result.Number} {(open, 1).Item1.Number} {comparer.Compare(open, s_open)} {closed.Equals(s_closed, s_closed)} {Equals(open, s_open)} {string.Format("{0}", open.Number)} {EqualityComparer<Open>.Default.Equals(open, s_open)}";
            }
            private static string Serialize(Open open, Closed closed) => System.Text.Json.JsonSerializer.Serialize(open).Length + System.Text.Json.JsonSerializer.Serialize<object>(closed);
            public static async Task Main()
            {
                Open open = new(s_open) { Number = 5 };
                s_pair.Left = open;
                Console.WriteLine(Shapes(open, new Later { Number = 6, Next = open }, true) + Shapes(open, new Later(), false));
                Console.WriteLine(Generic(open, new[] { open }) + Generic(new Later(), new Later[1] { new() }) + Wild(open) + string.Join(",", Several(open)) + await LaterOn(open) + open.Text() + Reader.Show(s_pair.Left));
                Console.WriteLine(Delegates(item => item.Number, item => item.Number, (one, other) => one.Number - other.Number, item => item is Open, open));
                Console.WriteLine(Framework(new(), open, Comparer<Open>.Create((one, other) => one.Number - other.Number), EqualityComparer<Closed>.Default));
                Console.WriteLine(Serialize(new Open { Number = 1 }, s_closed));
            }
        }
        """;

    [TestCase(OptimizationLevel.Debug)]
    [TestCase(OptimizationLevel.Release)]
    public async Task Code_of_every_shape_does_what_it_did(OptimizationLevel optimization)
    {
        using Application application = Compile(optimization);
        Assert.That(await application.RunBothAsync("App"), Does.Contain("736True"));
    }

    [TestCase("Framework", 2, "the interface of the framework, for what shows its fields")]
    [TestCase("Delegates", 4, "each argument of a class that shows fields; not the one that does not")]
    [TestCase("Serialize", 2, "whatever the class")]
    [TestCase("Generic", 4, "through the constraint")]
    [TestCase("Wild", 0, "nothing shows what it is")]
    [TestCase("Several", 0, "it is in its state machine")]
    [TestCase(".ctor", 0, "an instance that is being made is not hollow")]
    public void Each_object_is_handed_over_once(string method, int expected, string why)
    {
        using Application application = Compile(OptimizationLevel.Release);
        int sites = WeaverEngine.Plan(application.Request()).Plan!.Assemblies.SelectMany(assembly => assembly.Bodies).Where(body => body.Method.Name == method && body.Method.DeclaringType.Name is "Program" or "Open")
            .SelectMany(body => body.Method.Name == method ? body.Sites : []).Count(site => site.Action == SiteAction.Hand);
        Assert.That(sites, Is.EqualTo(expected), why);
    }

    private static Application Compile(OptimizationLevel optimization)
    {
        Application application = new("roots:\n  - field: Program.s_open\n  - field: Program.s_closed\n  - field: Program.s_pair\n");
        application.Add(new Source("Library", Library));
        application.AddProgram(new Source("App", Program) { Optimization = optimization }, "Library");
        return application;
    }
}
