using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Explain;

/// <summary>Prints explanations for people.</summary>
public static class PlanPrinter
{
    /// <summary>Prints what a plan does and why.</summary>
    public static void Print(Explanation explanation, TextWriter writer)
    {
        foreach (ExplainedAssembly assembly in explanation.Assemblies)
            writer.WriteLine($"assembly {assembly.Name}: {(assembly.Rewritten ? "rewritten" : "left")}: {assembly.Reason}");
        foreach (ExplainedRoot root in explanation.Roots)
            writer.WriteLine($"root {root.Name}: {root.Field}{(root.On is null ? "" : $" on {root.On}")}, {root.Policy}, {root.Load}{(root.Key is null ? "" : $", one for each {root.Key}")}{By(root.Rule)}");
        foreach (ExplainedType type in explanation.Types)
            Print(type, writer);
        foreach (ExplainedLock item in explanation.NamedLocks)
            writer.WriteLine($"cluster lock {item.Name}: {item.Reason}");
        foreach (ExplainedMethod method in explanation.Methods)
            Print(method, writer);
    }

    /// <summary>Prints what weaving changes in one body.</summary>
    public static void Print(BodyDifference difference, TextWriter writer)
    {
        writer.WriteLine($"{(difference.Added ? "made" : "changed")}: {difference.Method}{Place(difference.Position)}");
        foreach (ExplainedSite site in difference.Sites)
            Print(site, writer);
        foreach (string line in difference.Lines)
            writer.WriteLine(line);
        writer.WriteLine();
    }

    private static void Print(ExplainedType type, TextWriter writer)
    {
        writer.WriteLine($"class {type.Name}: {(type.Shared ? "" : "not shared: ")}{type.Reason}{By(type.Rule)}{(type.GetsHeader ? "; gets the header of its hierarchy" : "")}");
        if (type.Path.Length > 1)
            writer.WriteLine($"  way: {string.Join(" > ", type.Path)}");
        foreach (ExplainedField field in type.Fields)
            writer.WriteLine($"  field {field.Name}: {field.Treatment}: {field.Reason}{By(field.Rule)}{Place(field.Position)}");
        foreach (string step in type.OnLoad)
            writer.WriteLine($"  on-load {step}");
    }

    private static void Print(ExplainedMethod method, TextWriter writer)
    {
        writer.WriteLine($"method {method.Name}: {method.Summary}{By(method.Rule)}{Place(method.Position)}");
        foreach (ExplainedSite site in method.Sites)
            Print(site, writer);
    }

    private static void Print(ExplainedSite site, TextWriter writer) =>
        writer.WriteLine($"  {site.Action}: {site.Instruction}: {site.Rule}{By(site.RulePosition)}{Place(site.Position)}");

    private static string By(SourcePosition? rule) => rule switch
    {
        null => "",
        { Attribute: { } attribute } => $" [[{attribute}] in {Path.GetFileName(rule.File)}({rule.Line},{rule.Column})]",
        _ => $" [{Path.GetFileName(rule.File)}({rule.Line},{rule.Column})]",
    };

    private static string Place(SourcePosition position) => position.Line == 0 ? "" : $" ({Path.GetFileName(position.File)}:{position.Line})";
}
