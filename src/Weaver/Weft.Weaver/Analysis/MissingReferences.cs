using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Analysis;

/// <summary>Reports the assemblies that the analysis needed and did not find.</summary>
internal static class MissingReferences
{
    /// <summary>One error for each, with who needs it and what to do.</summary>
    public static void Report(WeaveContext context)
    {
        foreach (string missing in context.Workspace.Resolver.Missing)
        {
            string[] needing = [.. context.Workspace.Assemblies
                .Where(assembly => assembly.Definition.MainModule.AssemblyReferences.Any(reference => reference.Name == missing))
                .Select(assembly => assembly.Name)];
            string who = needing.Length == 0 ? "a referenced assembly" : string.Join(", ", needing);
            context.Diagnostics.Error(Codes.MissingReference, null, $"{missing}.dll, which {who} needs, was not found; name its folder with --reference");
        }
    }
}
