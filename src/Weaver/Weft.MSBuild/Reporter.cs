using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Weft.Weaver.Diagnostics;

namespace Weft.MSBuild;

/// <summary>Gives the weaver's messages to MSBuild, with code, place and a link to the documentation.</summary>
internal sealed class Reporter(TaskLoggingHelper log, IBuildEngine8? engine)
{
    // The package brings the pages along: TASKS/net10.0/Weft.MSBuild.dll lies beside docs.
    private static readonly string Package = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(Reporter).Assembly.Location)!, "..", ".."));

    /// <summary>Whether there was an error, or a warning that the project takes for one.</summary>
    internal bool HasErrors { get; private set; }

    internal void Error(string code, string file, string message) => Report(new(code, Severity.Error, message, new(file, 0, 0)), file);

    internal void Warning(string code, string file, string message) => Report(new(code, Severity.Warning, message, new(file, 0, 0)), file);

    internal void Report(Diagnostic diagnostic, string projectFile)
    {
        string file = diagnostic.Position?.File ?? projectFile;
        int line = diagnostic.Position?.Line ?? 0, column = diagnostic.Position?.Column ?? 0;
        string[] help = DiagnosticPages.Link(diagnostic.Code).Split('#');
        string link = new Uri(Path.Combine(Package, help[0])).AbsoluteUri + "#" + help[1];
        switch (diagnostic.Severity)
        {
            case Severity.Error:
                HasErrors = true;
                log.LogError(null, diagnostic.Code, null, link, file, line, column, 0, 0, "{0}", diagnostic.Message);
                break;
            case Severity.Warning:
                // MSBuild makes an error of it where the project says so; then what was woven must not be taken.
                HasErrors |= engine?.ShouldTreatWarningAsError(diagnostic.Code) == true;
                log.LogWarning(null, diagnostic.Code, null, link, file, line, column, 0, 0, "{0}", diagnostic.Message);
                break;
            default:
                log.LogMessage(null, diagnostic.Code, null, file, line, column, 0, 0, MessageImportance.Low, "{0}", diagnostic.Message);
                break;
        }
    }
}
