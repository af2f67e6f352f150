using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Weft.Cli.Commands;

namespace Weft.Cli.Output;

/// <summary>The library's help text, followed by the command's examples.</summary>
internal sealed class HelpWithExamples(HelpAction standard) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        standard.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not CommandWithExamples { Examples: { Length: > 0 } examples })
            return ExitCode.Success;

        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (string example in examples)
            output.WriteLine($"  {example}");
        output.WriteLine();
        return ExitCode.Success;
    }
}
