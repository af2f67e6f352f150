using System.Collections.Immutable;
using Weft.Weaver.Analysis;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Projects;

/// <summary>
/// Compares the plan over all assemblies with what the builds of the lower projects decided. What they did cannot be changed any more: where this build
/// needs something else, it fails, and says what to write where.
/// </summary>
internal static class LowerProjects
{
    private const string Always = "; or weave the whole output with WeftWholeOutput=true";

    /// <summary>Reports every difference that matters, and takes back what those builds have said already.</summary>
    internal static void Check(WeavePlan plan, WeaveContext context)
    {
        foreach (ApplicationAssembly source in context.Workspace.Assemblies.Where(source => source.IsLower))
        {
            AssemblyPlan assembly = plan.Assemblies.First(item => item.Assembly == source.Definition);
            if (source.Manifest is { IsWoven: true } woven)
                Compare(assembly, source, woven, plan, context);
            else if (assembly.Rewrite)
                ReportUnwoven(assembly, source, context.Diagnostics);
        }
        ImmutableHashSet<string> said = [.. context.Workspace.Assemblies.SelectMany(item => item.Manifest?.Messages ?? [])];
        context.Diagnostics.Remove(item => said.Contains(WeavingManifest.OneLine(item)));
    }

    private static void ReportUnwoven(AssemblyPlan assembly, ApplicationAssembly source, DiagnosticBag diagnostics)
    {
        foreach (TypePlan type in assembly.Types)
            ReportClass(type, source, diagnostics);
        if (!assembly.Types.IsEmpty)
            return;
        string remedy = source.Manifest is null ? $"add the package Weft.MSBuild to {source.Name}" : $"give {source.Name} the weft.yaml of this project";
        diagnostics.Error(Codes.LowerProjectUnwoven, new(source.File, 0, 0), $"{source.Name} was not woven in its own build, but has to be ({assembly.Reason}); {remedy}{Always}");
    }

    private static void ReportClass(TypePlan type, ApplicationAssembly source, DiagnosticBag diagnostics)
    {
        string package = source.Manifest is null ? $"add the package Weft.MSBuild to {source.Name}, and " : "";
        diagnostics.Error(Codes.LowerProjectUnwoven, type.Rule ?? MemberPositions.Of(type.Type),
            $"{type.Type.FullName} has to be instrumented ({type.Reason}), but the build of its project {source.Name} did not know; {package}put this line under 'include:' in the weft.yaml of {source.Name}: '- {type.Type.FullName}'{Always}");
    }

    private static void Compare(AssemblyPlan assembly, ApplicationAssembly source, WeavingManifest woven, WeavePlan plan, WeaveContext context)
    {
        DiagnosticBag diagnostics = context.Diagnostics;
        if (woven.ContractVersion != context.Workspace.ContractVersion)
        {
            diagnostics.Error(Codes.LowerProjectDiffers, new(source.File, 0, 0), $"{source.Name} was woven for another version of Weft.Runtime (contract {woven.ContractVersion} instead of {context.Workspace.ContractVersion}); build it again with this version of Weft");
            return;
        }
        if (woven.WeavingHash != context.Configuration.WeavingHash)
        {
            diagnostics.Error(Codes.LowerProjectDiffers, new(context.Configuration.File, 0, 0), $"{source.Name} was woven in its own build by other rules than those of this file; weave all projects of a program with one weft.yaml, in a folder above them, or with files that have the same rules{Always}");
            return;
        }
        HashSet<string> instrumented = new(woven.Classes, StringComparer.Ordinal);
        HashSet<string> reported = new(StringComparer.Ordinal);
        foreach (TypePlan type in assembly.Types.Where(type => !instrumented.Contains(type.Type.FullName)))
        {
            ReportClass(type, source, diagnostics);
            reported.Add(type.Type.FullName);
        }
        WeavingManifest needed = WeavingManifest.Of(assembly, plan, woven.ContractVersion, woven.WeavingHash, []);
        foreach (string fact in needed.Facts.Except(woven.Facts).Where(fact => !IsAbout(fact, reported)))
            diagnostics.Error(Codes.LowerProjectDiffers, new(source.File, 0, 0), Missing(fact, source.Name) + Always);
        foreach (string fact in woven.Facts.Except(needed.Facts).Where(fact => IsBinding(fact) && !IsAbout(fact, reported)))
            diagnostics.Error(Codes.LowerProjectDiffers, new(source.File, 0, 0), $"{source.Name} was woven with '{fact}', which the weft.yaml of this project does not say; use one weft.yaml for all projects, or give both the same rule{Always}");
    }

    /// <summary>Whether a fact of the lower build must be known here too; others only say that something is prepared.</summary>
    private static bool IsBinding(string fact) => fact.Split(' ')[0] is "field" or "root" or "method";

    private static bool IsAbout(string fact, HashSet<string> classes)
    {
        string member = fact.Split(' ')[1];
        int end = member.IndexOf("::", StringComparison.Ordinal);
        return classes.Contains(end < 0 ? member : member.Substring(0, end));
    }

    private static string Missing(string fact, string name)
    {
        string[] words = fact.Split(' ');
        return words[0] switch
        {
            "lock" => $"the static lock {words[1]} of {name} covers writes to shared state here, and only the build of {name} can make it a lock of the cluster: lock an object of this project, or move what it covers to {name}",
            "atomic" => $"this project works atomically on {words[1]}, and the stores in {name} were woven without regard to that: move the operation into a method of {name}",
            "boxed" => $"a struct of this program changes in its box through {words[1]}, and the calls of it in {name} were woven without regard to that: make the struct a class, or make its members readonly",
            _ => $"{name} was woven without '{fact}', which this build needs: use one weft.yaml for all projects, or give both the same rule",
        };
    }
}
