using System.Text.Json;

namespace Weft.Cli.Verification;

/// <summary>What the parent asks of the child process that runs the JIT.</summary>
/// <param name="Assemblies">Assembly files, in the order in which they are prepared.</param>
/// <param name="Folders">Folders that hold what the assemblies refer to.</param>
/// <param name="FoldersFirst">Whether the folders win over a framework's assembly of the same version.</param>
/// <param name="PositionFile">Where the child keeps its position, so that it is known after a crash.</param>
/// <param name="FindingsFile">Where the child adds its findings, one JSON document a line.</param>
/// <param name="ResumeAssembly">Index of the assembly to begin with.</param>
/// <param name="ResumeMethod">Ordinal of the first method of that assembly to prepare.</param>
internal sealed record PreparationRequest(
    string[] Assemblies, string[] Folders, bool FoldersFirst, string PositionFile, string FindingsFile, int ResumeAssembly, int ResumeMethod)
{
    public static PreparationRequest Read(string file) =>
        JsonSerializer.Deserialize<PreparationRequest>(File.ReadAllText(file)) ?? throw new CommandException($"'{file}' is empty.");

    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this));
}

/// <summary>One finding of the child.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Assembly">The assembly file.</param>
/// <param name="Message">Type, method and what is wrong.</param>
internal sealed record PreparationFinding(string Code, string Assembly, string Message);
