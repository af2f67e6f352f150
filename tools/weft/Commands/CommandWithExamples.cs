using System.CommandLine;

namespace Weft.Cli.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal abstract class CommandWithExamples(string name, string description) : Command(name, description)
{
    /// <summary>Whole command lines, each with a comment where it needs one.</summary>
    public abstract string[] Examples { get; }
}
