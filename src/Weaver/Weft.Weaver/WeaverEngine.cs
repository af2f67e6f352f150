using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Analysis.LockCoverage;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Explain;
using Weft.Weaver.Metadata;
using Weft.Weaver.Output;
using Weft.Weaver.Projects;
using Weft.Weaver.Transforms;
using Weft.Weaver.Verification;

namespace Weft.Weaver;

/// <summary>
/// The engine's front door. Every call stands alone: it keeps no state, prints nothing, and only <see cref="Weave"/> writes files.
/// </summary>
public static class WeaverEngine
{
    /// <summary>Weaves; on any error nothing is written.</summary>
    public static WeaveResult Weave(WeaveRequest request, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        DiagnosticBag diagnostics = new();
        try
        {
            return TryWeave(request, diagnostics, progress, cancellationToken);
        }
        catch (Exception exception) when (Damage.IsSign(exception))
        {
            ReportDamage(exception, diagnostics);
            return new(false, diagnostics.Sorted(), []);
        }
    }

    private static WeaveResult TryWeave(WeaveRequest request, DiagnosticBag diagnostics, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        BrokenOff.TakeBack(request, diagnostics);
        if (Analyse(request, diagnostics, progress, cancellationToken) is not var (plan, context) || diagnostics.HasErrors)
            return new(false, diagnostics.Sorted(), []);

        progress?.Report("transforming");
        Transformer.Apply(plan, context, cancellationToken);
        if (diagnostics.HasErrors)
            return new(false, diagnostics.Sorted(), []);

        WovenVerifier.Verify(request, plan, context, progress, cancellationToken);
        if (diagnostics.HasErrors)
            return new(false, diagnostics.Sorted(), []);

        progress?.Report("writing");
        ImmutableArray<AssemblyOutcome> outcomes = OutputWriter.Write(request, plan, context, cancellationToken);
        return new(!diagnostics.HasErrors, diagnostics.Sorted(), outcomes);
    }

    /// <summary>Does all that weaving does and writes nothing: who will weave soon gets the engine's code loaded and ready.</summary>
    public static ImmutableArray<Diagnostic> Rehearse(WeaveRequest request, CancellationToken cancellationToken = default)
    {
        DiagnosticBag diagnostics = new();
        try
        {
            if (Analyse(request, diagnostics, null, cancellationToken) is var (plan, context) && !diagnostics.HasErrors)
            {
                Transformer.Apply(plan, context, cancellationToken);
                WovenVerifier.Verify(request, plan, context, null, cancellationToken);
                WovenImage.MakeAll(plan, context, request.KeyFile, cancellationToken);
            }
        }
        catch (Exception exception) when (Damage.IsSign(exception))
        {
            ReportDamage(exception, diagnostics);
        }
        return diagnostics.Sorted();
    }

    /// <summary>Decides everything that weaving would do, and does none of it.</summary>
    public static WeavePlanResult Plan(WeaveRequest request, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        DiagnosticBag diagnostics = new();
        BrokenOff.Report(request, diagnostics);
        try
        {
            return Analyse(request, diagnostics, progress, cancellationToken) is var (plan, context)
                ? new(!diagnostics.HasErrors, diagnostics.Sorted(), plan, context)
                : new(false, diagnostics.Sorted(), null, null);
        }
        catch (Exception exception) when (Damage.IsSign(exception))
        {
            ReportDamage(exception, diagnostics);
            return new(false, diagnostics.Sorted(), null, null);
        }
    }

    /// <summary>What was read whole may still make no sense, and then weaving fails somewhere in the middle; so may a defect of the weaver.</summary>
    private static void ReportDamage(Exception exception, DiagnosticBag diagnostics)
    {
        string place = exception.StackTrace?.Split('\n').FirstOrDefault()?.Trim() ?? "";
        diagnostics.Error(Codes.DamagedAssembly, null,
            $"an assembly cannot be processed: {exception.Message} ({exception.GetType().Name} {place}). It may be damaged: `weft verify` tells; if all are sound, please report this as a defect of Weft");
    }

    /// <summary>Validates the configuration against the assemblies, and finds the locks round every write to shared state.</summary>
    public static CheckResult Check(WeaveRequest request, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        WeavePlanResult result = Plan(request, progress, cancellationToken);
        if (result.Plan is null)
            return new(false, result.Diagnostics, []);
        progress?.Report("following locks");
        return new(result.Success, result.Diagnostics, WriteCoverage.Of(result.Plan, result.Context!, cancellationToken));
    }

    /// <summary>Weaves in memory, writes nothing, and compares the selected methods with what they were.</summary>
    public static PreviewResult Preview(WeaveRequest request, ExplainFilter filter, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        DiagnosticBag diagnostics = new();
        if (Analyse(request, diagnostics, progress, cancellationToken) is not var (plan, context))
            return new(false, diagnostics.Sorted(), null, []);
        (ExplainSelection selection, string? problem) = ExplainSelection.Of(context, filter);
        // Planning brings bodies into a normal form, so what they were is read again.
        if (diagnostics.HasErrors || problem is not null || WorkspaceLoader.Load(request, new(), cancellationToken) is not { } before)
            return new(!diagnostics.HasErrors, diagnostics.Sorted(), problem, []);

        progress?.Report("transforming");
        BodyDifferences differences = new(plan, selection);
        Transformer.Apply(plan, context, cancellationToken);
        progress?.Report("comparing");
        return new(!diagnostics.HasErrors, diagnostics.Sorted(), null, differences.With(before, cancellationToken));
    }

    private static (WeavePlan Plan, WeaveContext Context)? Analyse(
        WeaveRequest request, DiagnosticBag diagnostics, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report("reading the configuration");
        WeaveConfiguration? configuration = ConfigurationLoader.Read(request, diagnostics);
        bool isSound = !diagnostics.HasErrors;

        progress?.Report("reading assemblies");
        Workspace? workspace = WorkspaceLoader.Load(request, diagnostics, cancellationToken);
        if (configuration is null || workspace is null)
            return null;
        configuration = AttributedConfiguration.Of(configuration, workspace, diagnostics);
        isSound = isSound && !diagnostics.HasErrors;
        if (!isSound)
        {
            // What is missing in the file would make errors of its own further on: only the names in it are looked up.
            TypePlanner.CheckNames(new(configuration, workspace, diagnostics) { KnowsAllNames = request.Project is null or { IsApplication: true } });
            return null;
        }

        WeaveContext context = new(configuration, workspace, diagnostics)
        {
            Concessions = request.Concessions,
            IsProject = request.Project is not null,
            KnowsAllNames = request.Project is null or { IsApplication: true },
        };
        if (WovenBefore.Plan(context) is { } nothing)
            return (nothing, context);
        progress?.Report("planning types");
        WeavePlan plan = TypePlanner.Plan(context, cancellationToken);
        if (diagnostics.HasErrors)
            MissingReferences.ReportAll(context);

        progress?.Report("planning bodies");
        plan = PlanBodies(plan, context, cancellationToken);
        if (context.IsProject)
            LowerProjects.Check(plan, context);
        MissingReferences.Report(context);
        return (plan, context);
    }

    /// <summary>Plans the bodies in spite of errors in types, so that all errors are told at once; those about what is refused already say nothing new.</summary>
    private static WeavePlan PlanBodies(WeavePlan plan, WeaveContext context, CancellationToken cancellationToken)
    {
        DiagnosticBag bodies = new();
        WeavePlan planned = BodyPlanner.Plan(plan, context with { Diagnostics = bodies }, cancellationToken);
        HashSet<IMemberDefinition> refused = [.. context.Diagnostics.Sorted().Where(item => item.Severity == Severity.Error && item.Subject is not null).Select(item => item.Subject!)];
        foreach (Diagnostic diagnostic in bodies.InOrder())
        {
            if (diagnostic.Subject is null || !refused.Contains(diagnostic.Subject))
                context.Diagnostics.Add(diagnostic);
        }
        return planned;
    }
}
