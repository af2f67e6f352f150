using Microsoft.Build.Framework;

namespace Weft.MSBuild;

/// <summary>Begins a rehearsal before the compiler starts: while that works, in a process of its own, the engine is loaded here and its code made ready.</summary>
public sealed class PrepareWeaving : Microsoft.Build.Utilities.Task
{
    /// <summary>The runtime to weave against.</summary>
    [Required]
    public string RuntimeAssembly { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        Rehearsal.Begin(RuntimeAssembly);
        return true;
    }
}
