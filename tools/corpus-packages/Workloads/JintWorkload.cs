using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Weft.Corpus.Packages.Workloads;

/// <summary>Scripts that use most of the language, and calls in both directions.</summary>
internal static class JintWorkload
{
    private static readonly string[] Scripts =
    [
        "let f = n => n < 2 ? n : f(n - 1) + f(n - 2); f(17)",
        "class A { #x = 1; static made = 0; constructor(y) { this.y = y; A.made++; } get sum() { return this.#x + this.y; } set sum(v) { this.#x = v; } } class B extends A { get sum() { return super.sum * 2; } } let b = new B(4); [b.sum, b instanceof A, A.made].join()",
        "function* g() { let i = 0; try { while (i < 5) yield i++; } finally { log('done'); } } [...g()].map(x => x * x).reduce((a, x) => a + x, 0)",
        "let m = new Map([[1, 'a'], ['1', 'b'], [NaN, 'c']]); m.get(NaN) + m.size + [...new Set([3, 1, 3, 2])].sort().join('')",
        "let { a, b: [c, ...d], ...rest } = { a: 1, b: [2, 3, 4], e: 5, f: 6 }; JSON.stringify([a, c, d, rest])",
        "'2020-10-05 and 1999-01-31'.replace(/(?<y>\\d{4})-(?<m>\\d\\d)-(?<d>\\d\\d)/g, (...x) => { let g = x.at(-1); return g.d + '.' + g.m + '.' + g.y; })",
        "let t = []; for (const [k, v] of Object.entries({ z: 1, a: { n: [1, , 3] } })) t.push(k, v); JSON.stringify(t)",
        "let p = new Proxy({}, { get: (o, k) => k.toString() + '!' }); p.hello + Reflect.ownKeys({ b: 1, 2: 1, a: 1 }).join()",
        "label: for (let i = 0; i < 9; i++) { for (let j = 0; j < 9; j++) { if (i * j === 42) { log(`${i}x${j}`); break label; } } }",
        "[1, 10, 2, 33].sort().join() + [5, 1, 4].toSorted((x, y) => x - y).join() + Object.groupBy([1, 2, 3], x => x % 2 ? 'odd' : 'even').odd",
        "try { null.x } catch (e) { e instanceof TypeError ? 'caught ' + e.name : e }",
        "var s = ''; for (var i = 0; i < 2000; i++) { s += String.fromCharCode(97 + i % 26); } s.match(/(xyz)(abc)/).index + s.length",
        "typeof 10n + (2n ** 80n).toString() + (0.1 + 0.2) + (-7 % 3) + (1 / 0) + parseInt('0x1f') + (255).toString(2)",
        "new Uint8Array([1, 2, 300]).map(x => x * 2).join() + new Float64Array(2).fill(1.5).join()",
        "tag`a${1}b${2}c`; function tag(strings, ...values) { return strings.raw.join('|') + values.join(); }",
        "host.Add(2, 3) + host.Names.length + host.Greet('you')",
    ];

    public static async Task Run(TextWriter output)
    {
        Engine engine = new(options => options.LimitRecursion(500));
        engine.SetValue("log", new Action<object>(text => output.WriteLine($"log: {text}")));
        engine.SetValue("host", new Host());
        foreach (string script in Scripts)
            await output.WriteLineAsync(Text(engine, script));
        engine.Execute("var resolved = []; async function work(n) { await null; resolved.push(n); return n * 2; } Promise.all([work(1), work(2)]).then(v => resolved.push(v.join('+')));");
        engine.Advanced.ProcessTasks();
        await output.WriteLineAsync(engine.Evaluate("resolved.join()").AsString());
        engine.Execute("function area(o) { return o.Width * o.Height; }");
        JsValue area = engine.Invoke("area", new { Width = 3, Height = 4.5 });
        await output.WriteLineAsync(area.ToString());
        try
        {
            engine.Evaluate("(function f() { return f() + 1; })()");
        }
        catch (RecursionDepthOverflowException exception)
        {
            await output.WriteLineAsync(exception.GetType().Name);
        }
    }

    private static string Text(Engine engine, string script)
    {
        try
        {
            return engine.Evaluate($"(function() {{ return eval({System.Text.Json.JsonSerializer.Serialize(script)}); }})()").ToString();
        }
        catch (JavaScriptException exception)
        {
            return $"{exception.Message} at {exception.Location.Start.Line}";
        }
    }

    internal sealed class Host
    {
        public IReadOnlyList<string> Names { get; } = ["x", "y"];

        public int Add(int left, int right) => left + right + Names.Count;

        public string Greet(string name) => $"hello {name}, {Names[0]}";
    }
}
