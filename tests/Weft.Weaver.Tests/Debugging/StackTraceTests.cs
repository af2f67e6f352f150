using Microsoft.CodeAnalysis;
using Weft.Weaver.Tests.Compiling;

namespace Weft.Weaver.Tests.Debugging;

/// <summary>Stack traces of a woven program name the user's methods and lines alone.</summary>
public sealed class StackTraceTests
{
    private const string Configuration = """
        roots:
          - field: App.Program.s_root
            name: root
        distributed-methods:
          - method: App.Room.Say(string)
            run-on: all

        """;

    [TestCase(OptimizationLevel.Debug)]
    [TestCase(OptimizationLevel.Release)]
    public async Task They_are_those_of_the_unwoven_program(OptimizationLevel optimization)
    {
        using Application application = new(Configuration);
        application.AddProgram(new("App", DebuggedProgram.Code) { Optimization = optimization, MoreFiles = [("Contracts.cs", "namespace App { public interface ISpoken { string Text(); } }")] });
        WeaveResult result = application.Weave();
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        string plain = await Weaving.Subject.RunAsync(Path.Combine(application.Input, "App.dll"));
        string woven = await Weaving.Subject.RunAsync(Path.Combine(application.Output, "App.dll"));
        Assert.Multiple(() =>
        {
            Assert.That(plain, Does.Contain("App.cs:line").And.Contain("Room.Inner").And.Contain("DivideByZeroException").And.Contain("NullReferenceException"));
            // A moved body stands there for its method, once and with its lines.
            Assert.That(woven.Replace("$weft_body_", "", StringComparison.Ordinal).Replace("$weft_locked_", "", StringComparison.Ordinal), Is.EqualTo(plain));
        });
    }
}
