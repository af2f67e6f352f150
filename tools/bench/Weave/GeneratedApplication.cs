using Mono.Cecil;
using Weft.Bench.Processes;

namespace Weft.Bench.Weave;

/// <summary>An application folder of 20 assemblies: the workload, and copies of it under other names, some of which the configuration includes.</summary>
internal static class GeneratedApplication
{
    public const int Assemblies = 20;
    private const int Included = 5;

    public static void Write(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(Built.WorkloadFolder))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        for (int number = 1; number < Assemblies; number++)
            Clone(folder, number);
        string includes = string.Concat(Enumerable.Range(1, Included).Select(number => $"  - Workload{number:00}.*{Environment.NewLine}"));
        File.AppendAllText(Path.Combine(folder, "weft.yaml"), $"include:{Environment.NewLine}{includes}");
    }

    private static void Clone(string folder, int number)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(WovenWorkload.Unwoven);
        string name = $"Workload{number:00}";
        module.Assembly.Name.Name = name;
        module.Name = name + ".dll";
        module.Mvid = Guid.NewGuid();
        module.EntryPoint = null;
        module.Kind = ModuleKind.Dll;
        foreach (TypeDefinition type in module.Types.Where(type => type.Namespace == "Workload"))
            type.Namespace = name;
        module.Write(Path.Combine(folder, module.Name));
    }
}
