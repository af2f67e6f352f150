using Weft.Weaver.Analysis;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Explain;

/// <summary>Prints a plan for people.</summary>
public static class PlanPrinter
{
    /// <summary>Prints what a plan does and why.</summary>
    public static void Print(WeavePlan plan, TextWriter writer, ExplainFilter? filter = null)
    {
        Explanation explanation = Explanation.Of(plan, filter ?? ExplainFilter.All);
        foreach (ExplainedAssembly assembly in explanation.Assemblies)
            writer.WriteLine($"assembly {assembly.Name}: {(assembly.Rewritten ? "rewritten" : "left")}: {assembly.Reason}");
        foreach (ExplainedRoot root in explanation.Roots)
            writer.WriteLine($"root {root.Name}: {root.Field}{(root.On is null ? "" : $" on {root.On}")}, {root.Policy}, {root.Load}{(root.Key is null ? "" : $", one for each {root.Key}")}");
        foreach (ExplainedType type in explanation.Types)
            Print(type, writer);
        foreach (ExplainedLock item in explanation.NamedLocks)
            writer.WriteLine($"cluster lock {item.Name}: {item.Reason}");
        foreach (ExplainedMethod method in explanation.Methods)
            Print(method, writer);
    }

    private static void Print(ExplainedType type, TextWriter writer)
    {
        writer.WriteLine($"class {type.Name}: {type.Reason}{(type.GetsHeader ? "; gets the header of its hierarchy" : "")}");
        foreach (ExplainedField field in type.Fields)
            writer.WriteLine($"  field {field.Name}: {field.Treatment}: {field.Reason}{Place(field.Position)}");
        foreach (string step in type.OnLoad)
            writer.WriteLine($"  on-load {step}");
    }

    private static void Print(ExplainedMethod method, TextWriter writer)
    {
        writer.WriteLine($"method {method.Name}{(method.RunsOn is null ? "" : $": distributed, runs on {method.RunsOn}")}");
        foreach (ExplainedSite site in method.Sites)
            writer.WriteLine($"  {site.Action}{(site.Field is null ? "" : $" of {site.Field}")}: {site.Rule}{Place(site.Position)}");
    }

    private static string Place(SourcePosition position) => position.Line == 0 ? "" : $" ({Path.GetFileName(position.File)}:{position.Line})";
}
