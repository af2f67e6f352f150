using System.Runtime.InteropServices;

namespace Weft.Cli.Processes;

/// <summary>Finds the <c>dotnet</c> program that runs this process, so that children run on the same frameworks.</summary>
internal static class DotnetHost
{
    public static string Find()
    {
        string program = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        // The framework lies in <dotnet>/shared/Microsoft.NETCore.App/<version>/.
        string fromFramework = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", program));
        return File.Exists(fromFramework) ? fromFramework : program;
    }
}
