using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Rocks;
using Weft.Weaver.Analysis.Boxes;
using Weft.Weaver.Analysis.Finalization;
using Weft.Weaver.Analysis.LockCoverage;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Emit;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>Finds the sites in the bodies of all assemblies that are rewritten.</summary>
public static class BodyPlanner
{
    /// <summary>Gives back the plan with the sites of all bodies; an assembly that touches a planned field is rewritten even where nothing else asks for it.</summary>
    public static WeavePlan Plan(WeavePlan plan, WeaveContext context, CancellationToken cancellationToken)
    {
        plan = plan with { Boxed = BoxedStructs.Of(plan) };
        HashSet<AssemblyDefinition> rewritten = [.. plan.Assemblies.Where(assembly => assembly.Rewrite).Select(assembly => assembly.Assembly)];
        bool IsWoven(IMemberDefinition? member) => member is not null && rewritten.Contains((member as TypeDefinition ?? member.DeclaringType).Module.Assembly);
        SiteScope scope = new(plan, ShimTable.Read(context.Workspace.Runtime.MainModule), IsWoven, context.IsAutolocked, context.Diagnostics) { Concessions = context.Concessions, LevelOf = context.LevelOf, IsExcluded = context.IsExcluded, IsPlannedElsewhere = context.Workspace.IsLower };
        return Plan(plan, scope, cancellationToken);
    }

    internal static WeavePlan Plan(WeavePlan plan, SiteScope scope, CancellationToken cancellationToken)
    {
        ImmutableArray<AssemblyPlan>.Builder assemblies = ImmutableArray.CreateBuilder<AssemblyPlan>(plan.Assemblies.Length);
        foreach (AssemblyPlan assembly in plan.Assemblies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AssemblyPlan planned = assembly;
            if (!planned.Rewrite && FirstAccess(planned, scope) is { } access)
                planned = planned with { Rewrite = true, Reason = access };
            if (planned.Rewrite && !scope.IsPlannedElsewhere(planned.Assembly))
                planned = planned with { Bodies = [.. PlanBodies(planned, scope, cancellationToken)] };
            assemblies.Add(planned);
        }
        WarnOfBoxedAtomics(plan, scope);
        WeavePlan complete = plan with { Assemblies = assemblies.MoveToImmutable() };
        FinalizerPlanner finalizers = new(complete, scope);
        complete = complete with { Assemblies = [.. complete.Assemblies.Select(assembly => assembly with { Finalizers = [.. finalizers.In(assembly)] })] };
        RefuseExposedAtomics(complete, scope);
        RefuseChangesInPlace(complete, scope);
        return complete;
    }

    /// <summary>What is said to be replaced at each write must not be changed in place: nobody would see that.</summary>
    private static void RefuseChangesInPlace(WeavePlan plan, SiteScope scope)
    {
        ImmutableDictionary<FieldDefinition, FieldPlan> replaced = plan.Fields.Where(entry => entry.Value.IsReplaced).ToImmutableDictionary();
        if (replaced.IsEmpty)
            return;
        SharedWriteSites writes = new(new(replaced));
        foreach (BodyPlan body in plan.Assemblies.SelectMany(assembly => assembly.Bodies).Where(body => body.Sites.Any(site => site.Field is { IsReplaced: true })))
        {
            foreach (WriteSite write in writes.In(body, StackFlow.Of(body.Method.Body)).Where(write => write.Holder is not null))
                scope.Diagnostics.Refuse(Codes.ContentChangedInPlace, SourcePositions.Of(body.Method, write.Instruction), $"{write.Target} is replaced at each write by {replaced[write.Holder!].Rule!.RuleName}, but here it is changed in place ({write.How}). Store a new one, or take the rule away.", body.Method);
        }
    }

    /// <summary>What is written through a kept address is not written under the lease that atomic operations work under, so that one of the two would be lost.</summary>
    private static void RefuseExposedAtomics(WeavePlan plan, SiteScope scope)
    {
        HashSet<FieldDefinition> atomic = [.. plan.Assemblies.SelectMany(assembly => assembly.Bodies).SelectMany(body => body.Sites)
            .Where(site => site is { Action: SiteAction.LendAtomic, Field: not null }).Select(site => site.Field!.Field)];
        foreach (BodyPlan body in plan.Assemblies.SelectMany(assembly => assembly.Bodies))
        {
            foreach (SitePlan site in body.Sites.Where(site => site is { Action: SiteAction.Expose, Field: not null } && atomic.Contains(site.Field.Field)))
                scope.Diagnostics.Refuse(Codes.AddressKept, SourcePositions.Of(body.Method, site.Instruction), $"The address of the shared field {site.Field!.Field.FullName} may be kept, and the program works on the field with Interlocked. Work on a local copy and store it back, or make the field transient.", site.Field.Field);
        }
    }

    private static void WarnOfBoxedAtomics(WeavePlan plan, SiteScope scope)
    {
        foreach (MethodDefinition method in plan.Boxed.SelectMany(boxed => boxed.Members).Select(member => member.Method).Distinct().Where(method => ReferenceParameters.ReachesAtomics(method, 0)))
            scope.Diagnostics.Warning(Codes.ChangedInBox, SourcePositions.Of(method, null), $"{method.FullName} works on the struct with Interlocked, which in a shared box is atomic on this node only. Make the struct a class, or use a lock.");
    }

    private static IEnumerable<BodyPlan> PlanBodies(AssemblyPlan assembly, SiteScope scope, CancellationToken cancellationToken)
    {
        HashSet<FieldDefinition> namedLocks = [.. assembly.NamedLocks.Where(item => item.Field is not null).Select(item => item.Field!)];
        foreach (MethodDefinition method in Methods(assembly.Assembly))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!scope.MayHaveSites(method, namedLocks))
                continue;
            method.Body.SimplifyMacros();
            RefLocals.Dissolve(method.Body, scope);
            BodyPlan body = new BodySites(method, scope, namedLocks).Plan();
            if (body.Sites.Length > 0 || body.Regions.Length > 0)
                yield return body;
            else
                ShortForms.Apply(method.Body);
        }
    }

    /// <summary>Asks the table of references alone, nearly always: the fields are another assembly's, and the bodies of what is only copied need not be read.</summary>
    private static string? FirstAccess(AssemblyPlan assembly, SiteScope scope)
    {
        foreach (MemberReference member in assembly.Assembly.MainModule.GetMemberReferences())
        {
            if (member is FieldReference reference && scope.Field(reference) is { } field)
                return $"accesses {field.Field.FullName}";
        }
        return scope.Boxes.CalledIn(assembly.Assembly.MainModule) is { } boxed ? $"calls {boxed.Interface.FullName}.{boxed.Name}, which may change a {boxed.Method.DeclaringType.FullName} in its box" : null;
    }

    private static IEnumerable<MethodDefinition> Methods(AssemblyDefinition assembly) =>
        assembly.Modules.SelectMany(module => module.GetTypes()).Where(type => !EmbeddedLoader.Is(type)).SelectMany(type => type.Methods).Where(Instructions.HasCode);
}
