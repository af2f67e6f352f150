using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Weft.Weaver.Diagnostics;

namespace Weft.MSBuild;

/// <summary>Gives the weaver's messages to MSBuild, with code, place and a link to the documentation.</summary>
internal sealed class Reporter(TaskLoggingHelper log, IBuildEngine8? engine, string warningSettings)
{
    private readonly string[] _settings = warningSettings.Split('|');

    // The package brings the pages along: TASKS/net10.0/Weft.MSBuild.dll lies beside docs.
    private static readonly string Package = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(Reporter).Assembly.Location)!, "..", ".."));

    /// <summary>Whether there was an error, or a warning that the project takes for one.</summary>
    internal bool HasErrors { get; private set; }

    internal void Error(string code, string file, string message) => Report(new(code, Weaver.Diagnostics.Severity.Error, message, new(file, 0, 0)), file);

    internal void Warning(string code, string file, string message) => Report(new(code, Weaver.Diagnostics.Severity.Warning, message, new(file, 0, 0)), file);

    internal void Report(Diagnostic diagnostic, string projectFile)
    {
        string file = diagnostic.Position?.File ?? projectFile;
        int line = diagnostic.Position?.Line ?? 0, column = diagnostic.Position?.Column ?? 0;
        string[] help = DiagnosticPages.Link(diagnostic.Code).Split('#');
        string link = new Uri(Path.Combine(Package, help[0])).AbsoluteUri + "#" + help[1];
        switch (Severity(diagnostic))
        {
            case Weaver.Diagnostics.Severity.Error:
                HasErrors = true;
                log.LogError(null, diagnostic.Code, null, link, file, line, column, 0, 0, "{0}", diagnostic.Message);
                break;
            case Weaver.Diagnostics.Severity.Warning:
                log.LogWarning(null, diagnostic.Code, null, link, file, line, column, 0, 0, "{0}", diagnostic.Message);
                break;
            default:
                log.LogMessage(null, diagnostic.Code, null, file, line, column, 0, 0, MessageImportance.Low, "{0}", diagnostic.Message);
                break;
        }
    }

    /// <summary>What the project says of warnings holds as for those of the compiler: MSBuild itself looks at properties of its own alone.</summary>
    private Weaver.Diagnostics.Severity Severity(Diagnostic diagnostic)
    {
        if (diagnostic.Severity != Weaver.Diagnostics.Severity.Warning)
            return diagnostic.Severity;
        if (Lists(4, diagnostic.Code))
            return Weaver.Diagnostics.Severity.Information;
        bool isError = engine?.ShouldTreatWarningAsError(diagnostic.Code) == true || Lists(2, diagnostic.Code)
            || (Setting(0).Equals("true", StringComparison.OrdinalIgnoreCase) && !Lists(3, diagnostic.Code));
        return isError ? Weaver.Diagnostics.Severity.Error : Weaver.Diagnostics.Severity.Warning;
    }

    private string Setting(int index) => index < _settings.Length ? _settings[index].Trim() : "";

    private bool Lists(int index, string code) => Setting(index).Split([';', ',', ' ', '\n', '\r']).Contains(code, StringComparer.OrdinalIgnoreCase);
}
