using System.CommandLine;
using System.CommandLine.Help;
using Weft.Cli.Commands;
using Weft.Cli.Output;

namespace Weft.Cli;

/// <summary>All commands of the tool.</summary>
internal static class CommandTree
{
    public static RootCommand Create()
    {
        RootCommand root = new("Clusters compiled .NET servers: rewrites their assemblies and runs the hub that holds their shared state.");
        foreach (Command command in Commands())
            root.Subcommands.Add(command);
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static Command[] Commands() =>
    [
        new InitCommand(),
        new CheckCommand(),
        new ExplainCommand(),
        new WeaveCommand(),
        new VerifyCommand(),
        new HubCommand(),
        new RunCommand(),
        new StatusCommand(),
        new RootsCommand(),
        new LocksCommand(),
        new AuditCommand(),
        new NodesCommand(),
        new ShowCommand(),
        new PrepareCommand(),
        new GuardCommand(),
    ];
}
