using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Weft.Weaver.Tests.Compiling;

namespace Weft.Weaver.Tests.Debugging;

/// <summary>What a debugger reads of a woven assembly is what the compiler wrote.</summary>
[TestFixture(OptimizationLevel.Debug, DebugInformationFormat.PortablePdb)]
[TestFixture(OptimizationLevel.Release, DebugInformationFormat.Embedded)]
public sealed class SymbolsTests(OptimizationLevel optimization, DebugInformationFormat format) : IDisposable
{
    private const string Link = """{ "documents": { "/src/*": "https://example.com/raw/*" } }""";

    private readonly Application _application = new("""
        roots:
          - field: App.Program.s_root
            name: root
        distributed-methods:
          - method: App.Room.Say(string)
            run-on: all

        """);

    private Symbols _before = null!;
    private Symbols _after = null!;

    [OneTimeSetUp]
    public void Weave()
    {
        string input = _application.AddProgram(new("App", DebuggedProgram.Code)
        {
            Optimization = optimization,
            Symbols = format,
            SourceLink = Link,
            EmbedSources = true,
            MoreFiles = [("Usings.cs", "global using System.Text;"), ("Contracts.cs", "namespace App { public interface ISpoken { string Text(); } public enum Tone { Low, High } }")],
        });
        WeaveResult result = _application.Weave();
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        _before = new(input);
        _after = new(Path.Combine(_application.Output, "App.dll"));
    }

    public void Dispose()
    {
        _before?.Dispose();
        _after?.Dispose();
        _application.Dispose();
    }

    [Test]
    public void Line_numbers() => Assert.That(_after.Points, Is.EqualTo(_before.Points).And.Not.Empty);

    [Test]
    public void Local_variables() => Assert.That(_after.Locals, Is.EqualTo(_before.Locals).And.Not.Empty);

    [Test]
    public void State_machines() => Assert.That(_after.StateMachines, Is.EqualTo(_before.StateMachines).And.Length.GreaterThan(2));

    [Test]
    public void Asynchronous_steps_hoisted_variables_and_the_like() => Assert.That(_after.Kinds, Is.EqualTo(_before.Kinds).And.Not.Empty);

    [Test]
    public void Every_offset_is_that_of_an_instruction() => Assert.That(_after.LostOffsets, Is.Empty);

    [Test]
    public void SourceLink() => Assert.That(_after.Link, Is.EqualTo(_before.Link).And.Not.Null);

    [Test]
    public void Documents_with_hash_and_embedded_text() => Assert.That(_after.DocumentContents, Is.EqualTo(_before.DocumentContents).And.Length.EqualTo(4));

    [Test]
    public void Documents_of_types_without_code() => Assert.That(_after.DocumentsOfTypes, Is.EqualTo(_before.DocumentsOfTypes).And.Not.Empty);
}
