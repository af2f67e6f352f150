using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Analysis;

/// <summary>Reports the assemblies that the analysis needed and did not find.</summary>
internal static class MissingReferences
{
    /// <summary>One error for each that was needed, with who needs it and what to do.</summary>
    public static void Report(WeaveContext context) => Report(context, context.Workspace.Resolver.Missing);

    /// <summary>
    /// One error for each reference of the application that is nowhere, needed or not: where rules name what is not there, this is the likely cause.
    /// A package may do without an optional reference, so it is no error by itself.
    /// </summary>
    public static void ReportAll(WeaveContext context) =>
        Report(context, context.Workspace.Assemblies
            .SelectMany(assembly => assembly.Definition.MainModule.AssemblyReferences)
            .Select(reference => reference.Name)
            .Distinct(StringComparer.Ordinal)
            .Where(name => context.Workspace.Resolver.TryFind(name) is null));

    private static void Report(WeaveContext context, IEnumerable<string> names)
    {
        foreach (string missing in names)
        {
            string[] needing = [.. context.Workspace.Assemblies
                .Where(assembly => assembly.Definition.MainModule.AssemblyReferences.Any(reference => reference.Name == missing))
                .Select(assembly => assembly.Name)];
            string who = needing.Length == 0 ? "a referenced assembly" : string.Join(", ", needing);
            context.Diagnostics.Error(Codes.MissingReference, null, $"{missing}.dll, which {who} needs, was not found; name its folder with --reference");
        }
    }
}
