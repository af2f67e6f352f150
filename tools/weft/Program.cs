using System.CommandLine;
using Weft.Cli;
using Weft.Cli.Output;

ParseResult parsed = CommandTree.Create().Parse(args);
if (parsed.Errors.Count > 0)
    return UsageErrors.Report(parsed);

// Commands answer to signals themselves: a hub ends cleanly, a run ends its nodes.
InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
try
{
    return await parsed.InvokeAsync(configuration);
}
catch (CommandException failure)
{
    Console.Error.WriteLine($"weft: error: {failure.Message}");
    return failure.ExitCode;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("weft: stopped");
    return ExitCode.Failure;
}
catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"weft: error: {failure.Message}");
    return ExitCode.Failure;
}
