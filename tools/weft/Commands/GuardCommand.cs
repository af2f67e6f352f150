using System.CommandLine;
using System.Runtime.InteropServices;
using Weft.Cli.Processes;

namespace Weft.Cli.Commands;

/// <summary>
/// Outlives <c>weft run</c> by a moment: when its standard input ends, which happens however the parent ends, it kills what the parent has left behind. Not for people.
/// </summary>
internal sealed class GuardCommand : Command
{
    public const string CommandName = "guard-run";

    private readonly Argument<string> _folder = new("FOLDER") { Description = "The folder to delete." };

    public GuardCommand() : base(CommandName, "Ends the processes of a run whose parent is gone.")
    {
        Hidden = true;
        Arguments.Add(_folder);
        SetAction(parsed => Guard(parsed.GetRequiredValue(_folder)));
    }

    private static int Guard(string folder)
    {
        // Ctrl-C reaches the whole process group; the guard must be the last to go.
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        List<ProcessIdentity> processes = [];
        while (Console.In.ReadLine() is { } line)
            processes.Add(ProcessIdentity.Parse(line));
        foreach (ProcessIdentity process in processes)
            process.Kill();
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return ExitCode.Success;
    }
}
