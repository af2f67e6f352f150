using Mono.Cecil;

namespace Weft.Build.Tests;

/// <summary>A folder with projects that use the packages.</summary>
internal sealed class Solution : IDisposable
{
    internal const string Package = """<PackageReference Include="Weft.MSBuild" Version="$(WeftVersion)" />""";

    internal Solution(string name = "solution", bool online = false)
    {
        Folder = Path.Combine(Feed.Root, $"{name} {Guid.NewGuid():N}"[..(name.Length + 7)]);
        Directory.CreateDirectory(Folder);
        Write("nuget.config", Feed.Configuration(online));
        Write("Directory.Build.props", $"<Project><PropertyGroup><WeftVersion>{Feed.Version}</WeftVersion><NuGetAudit>false</NuGetAudit></PropertyGroup></Project>");
    }

    internal string Folder { get; }

    internal string this[string path] => Path.Combine(Folder, path);

    /// <summary>Writes files of a project or of the solution.</summary>
    internal Solution Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllText(this[path], content);
        return this;
    }

    internal Solution Replace(string path, string from, string to)
    {
        string content = File.ReadAllText(this[path]);
        Assert.That(content, Does.Contain(from));
        return Write(path, content.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>Writes a project file of the SDK with properties and items.</summary>
    internal Solution Project(string name, string properties = "", string items = Package, string extension = "csproj") => Write($"{name}/{Path.GetFileName(name)}.{extension}", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>{(properties.Contains("TargetFramework", StringComparison.Ordinal) ? "" : "<TargetFramework>net10.0</TargetFramework>")}{properties}</PropertyGroup>
          <ItemGroup>{items}</ItemGroup>
        </Project>
        """);

    /// <summary>Runs a command of the SDK on a project; the log tells of the compiler and the weaver.</summary>
    internal Outcome Run(string project, string command, params string[] options) =>
        Command.Dotnet(this[project], [command, .. options, "-v:n", "-nologo", "-tl:off"]);

    /// <summary>Runs a command that must succeed.</summary>
    internal Outcome Succeed(string project, string command, params string[] options)
    {
        Outcome outcome = Run(project, command, options);
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Text);
        return outcome;
    }

    /// <summary>Runs what was built and gives back what it printed.</summary>
    internal string Start(string assembly, params (string Name, string Value)[] environment)
    {
        Outcome outcome = Command.Run(Folder, "dotnet", environment.ToDictionary(item => item.Name, item => item.Value), this[assembly]);
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Text);
        return outcome.Text.Trim();
    }

    /// <summary>Whether an assembly carries the marker.</summary>
    internal bool IsWoven(string assembly)
    {
        using AssemblyDefinition definition = AssemblyDefinition.ReadAssembly(this[assembly]);
        return definition.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "AssemblyMetadataAttribute" && attribute.ConstructorArguments[0].Value is "Weft.Woven");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
