using System.Globalization;

namespace Weft.Bench.Build;

/// <summary>A program of many classes, as people write them: fields and properties, a dictionary and a list under a lock, loops, LINQ, strings. Each knows another one, so that a root reaches every n-th.</summary>
internal sealed class GeneratedProject
{
    public const int Classes = 500;

    private readonly string _folder;

    /// <param name="folder">Gets the project.</param>
    /// <param name="every">How many classes apart those are that know each other.</param>
    /// <param name="items">What the project refers to.</param>
    public GeneratedProject(string folder, int every, string items)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        File.WriteAllText(At("Shop.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
            </Project>
            """);
        File.WriteAllText(At("weft.yaml"), "version: 1\nroots:\n  - field: Shop.Program.first\n    name: first\n");
        File.WriteAllText(At("Program.cs"), "namespace Shop;\npublic static class Program\n{\n    private static readonly Part0 first = new();\n    public static void Main() => Console.WriteLine(first.Reach().Describe());\n}\n");
        string template = Template();
        for (int number = 0; number < Classes; number++)
        {
            string source = template.Replace("NEXT", Name((number + every) % Classes), StringComparison.Ordinal).Replace("PART", Name(number), StringComparison.Ordinal);
            File.WriteAllText(At(Name(number) + ".cs"), source);
        }
    }

    /// <summary>The project file.</summary>
    public string ProjectFile => At("Shop.csproj");

    /// <summary>Removes what a build made; what was restored stays.</summary>
    public void Clean()
    {
        foreach (string made in (string[])[Path.Combine("obj", "Debug"), "bin"])
        {
            if (Directory.Exists(At(made)))
                Directory.Delete(At(made), recursive: true);
        }
    }

    /// <summary>Changes the configuration and nothing else.</summary>
    public void ChangeConfiguration() => File.AppendAllText(At("weft.yaml"), "# changed\n");

    private string At(string name) => Path.Combine(_folder, name);

    private static string Name(int number) => "Part" + number.ToString(CultureInfo.InvariantCulture);

    private static string Template()
    {
        using Stream stream = typeof(GeneratedProject).Assembly.GetManifestResourceStream("Part.txt")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
