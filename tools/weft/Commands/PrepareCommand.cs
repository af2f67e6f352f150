using System.CommandLine;
using Weft.Cli.Verification;

namespace Weft.Cli.Commands;

/// <summary>The child process of <c>verify</c>; not for people.</summary>
internal sealed class PrepareCommand : Command
{
    public const string CommandName = "prepare-methods";

    private readonly Argument<string> _request = new("REQUEST") { Description = "The parent's request." };

    public PrepareCommand() : base(CommandName, "Compiles every method of some assemblies.")
    {
        Hidden = true;
        Arguments.Add(_request);
        SetAction(parsed =>
        {
            using MethodPreparer preparer = new(PreparationRequest.Read(parsed.GetRequiredValue(_request)));
            preparer.PrepareAll();
            return ExitCode.Success;
        });
    }
}
