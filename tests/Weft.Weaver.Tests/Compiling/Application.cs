using Microsoft.CodeAnalysis;
using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Explain;
using Weft.Weaver.Tests.Output;

namespace Weft.Weaver.Tests.Compiling;

/// <summary>A program and its libraries, compiled into a folder of their own, woven and run.</summary>
internal sealed class Application : IDisposable
{
    private const string RuntimeConfiguration = """{ "runtimeOptions": { "tfm": "net10.0", "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }""";

    private readonly TemporaryFolder _folder = new();

    internal Application(string configuration) => _folder.Write("weft.yaml", "version: 1\n" + configuration);

    internal string Input => _folder["in"];

    internal string Output => _folder["out"];

    internal string Configuration => _folder["weft.yaml"];

    internal string this[string name] => _folder[name];

    /// <summary>Compiles a library into the input folder, with references to what lies there already.</summary>
    internal string Add(Source source, params string[] references) =>
        (source with { References = [.. source.References, .. references.Select(name => Path.Combine(Input, name + ".dll"))] }).Compile(Input);

    /// <summary>Compiles the program.</summary>
    internal string AddProgram(Source source, params string[] references)
    {
        string file = Add(source with { Kind = OutputKind.ConsoleApplication }, references);
        File.WriteAllText(Path.ChangeExtension(file, ".runtimeconfig.json"), RuntimeConfiguration);
        return file;
    }

    internal WeaveRequest Request(params string[] inputs) => Subject.Request(inputs.Length == 0 ? [Input] : inputs) with { ConfigurationFile = Configuration, OutputFolder = Output };

    internal WeaveResult Weave(Func<WeaveRequest, WeaveRequest>? change = null) => WeaverEngine.Weave(change is null ? Request() : change(Request()));

    /// <summary>Weaves, runs the program both ways and asserts that it prints the same.</summary>
    /// <returns>What it printed.</returns>
    internal async Task<string> RunBothAsync(string program)
    {
        WeaveResult result = Weave();
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        string plain = await Weaving.Subject.RunAsync(Path.Combine(Input, program + ".dll"));
        string woven = await Weaving.Subject.RunAsync(Path.Combine(Output, program + ".dll"));
        Assert.That(woven, Is.EqualTo(plain));
        return woven;
    }

    /// <summary>The IL of a class as it was woven.</summary>
    internal string Il(string assembly, string type)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(Path.Combine(Output, assembly + ".dll"));
        return IlPrinter.Print(module.GetType(type));
    }

    /// <summary>Asserts that weaving is refused with these codes alone and that nothing was written.</summary>
    internal void ExpectRefusal(WeaveResult result, params string[] codes)
    {
        Assert.Multiple(() =>
        {
            Assert.That(result.Success, Is.False);
            Assert.That(result.Diagnostics.Where(item => item.Severity == Severity.Error).Select(item => item.Code).Distinct(), Is.EqualTo(codes), string.Join('\n', result.Diagnostics));
            Assert.That(Directory.Exists(Output), Is.False);
        });
    }

    public void Dispose() => _folder.Dispose();
}
