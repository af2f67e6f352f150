using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Emit;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>Makes the plans of the reached classes and of their fields.</summary>
internal sealed class ClassPlanner(WeaveContext context, TransientFields transients, ReplacedContents contents, OnLoadPlanner onLoad, Reachability reachability, ImmutableArray<RootPlan> roots)
{
    private readonly Dictionary<TypeDefinition, TypePlan> _plans = [];
    private readonly Dictionary<TypeDefinition, ReachedClass> _reached = reachability.Classes.ToDictionary(item => item.Type);

    /// <summary>The plans of all reached classes.</summary>
    public ImmutableDictionary<TypeDefinition, TypePlan> Plan()
    {
        foreach (ReachedClass reached in reachability.Classes)
            PlanOf(reached.Type);
        return _plans.ToImmutableDictionary();
    }

    /// <summary>The plans of all fields that are treated in a way of their own: those of the classes, static roots, and instance roots of classes that are not instrumented.</summary>
    public ImmutableDictionary<FieldDefinition, FieldPlan> Fields(IEnumerable<TypePlan> plans)
    {
        var fields = plans.SelectMany(plan => plan.Fields).ToImmutableDictionary(plan => plan.Field).ToBuilder();
        foreach (FieldDefinition field in roots.Select(root => root.Field).Distinct())
        {
            if (!fields.ContainsKey(field))
                fields.Add(field, new(field, field.IsStatic ? FieldTreatment.StaticRoot : FieldTreatment.InstanceRoot, -1, RulesOf(field), RootReason(field)) { Rule = RulesOf(field)[0].Rule });
        }
        return fields.ToImmutable();
    }

    private TypePlan PlanOf(TypeDefinition type)
    {
        if (_plans.TryGetValue(type, out TypePlan? known))
            return known;
        TypePlan? parent = type.BaseType?.Resolve() is { } parentType && reachability.Contains(parentType) ? PlanOf(parentType) : null;
        int first = parent is null ? 0 : parent.FirstIndex + parent.Fields.Count(field => field.Index >= 0);
        int index = first;
        ImmutableArray<FieldPlan>.Builder fields = ImmutableArray.CreateBuilder<FieldPlan>();
        foreach (FieldDefinition field in type.Fields.Where(field => !field.IsStatic))
            fields.Add(FieldOf(field, ref index));
        TypeReference owner = parent is null ? GenericReferences.Self(type) : parent.HeaderOwner.Substitute(type.BaseType!, null);
        ReachedClass reached = _reached[type];
        return _plans[type] = new(type, parent is null, owner, first, fields.ToImmutable(), onLoad.Plan(type), reached.Reason) { Path = reached.Path, Rule = reached.Rule };
    }

    private FieldPlan FieldOf(FieldDefinition field, ref int index)
    {
        ImmutableArray<RootPlan> rules = RulesOf(field);
        if (!rules.IsEmpty)
            return new(field, FieldTreatment.InstanceRoot, index++, rules, RootReason(field)) { Rule = rules[0].Rule };
        if (transients.Why(field) is not { } transient)
        {
            if (contents.Rule(field) is { } replaced)
                return new(field, FieldTreatment.Shared, index++, [], $"the content of a {replaced.As.ToString().ToLowerInvariant()} that is replaced at each write by {replaced.Type.Position.RuleName}") { Rule = replaced.Type.Position, IsReplaced = true };
            return transients.Delegates.Rule(field, field.FieldType) is { } rule
                ? new(field, FieldTreatment.Shared, index++, [], $"its delegates are included by '{rule}'") { Rule = rule.Position }
                : new(field, FieldTreatment.Shared, index++, [], "a field of a shared class");
        }
        Remark(field, transient);
        return new(field, FieldTreatment.Transient, -1, [], transient.Reason) { Rule = transient.Rule };
    }

    private void Remark(FieldDefinition field, TransientReason transient)
    {
        if (Portability.IsDelegate(field.FieldType) && !transients.Named.ContainsKey(field))
            context.Diagnostics.Information(Codes.DelegateTransient, MemberPositions.Of(field), $"{TypeNames.Display(field)} holds a delegate and stays local to each node: {transient.Reason}, unless 'include' names their type or the field");
        if (Portability.IsLockObject(field.FieldType) && UsedAsLock(field))
            context.Diagnostics.Warning(Codes.TransientLock, MemberPositions.Of(field), $"{TypeNames.Display(field)} is a lock and is {transient.Reason}: it excludes the threads of its own node alone");
    }

    /// <summary>Whether a method of the class takes the field as a lock unless the configuration says that its locks are local.</summary>
    private bool UsedAsLock(FieldDefinition field) => field.DeclaringType.Methods.Any(method => method.HasInstructions() && context.IsAutolocked(method)
        && method.Body.Instructions.Any(StaticLocks.IsEnter)
        && method.Body.Instructions.Any(instruction => instruction.Operand is FieldReference used && used.Name == field.Name && used.Resolve() == field));

    private ImmutableArray<RootPlan> RulesOf(FieldDefinition field) => [.. roots.Where(root => root.Field == field)];

    private string RootReason(FieldDefinition field) => string.Join("; ", RulesOf(field).Select(root => $"root '{root.Name}'{(root.On is null ? "" : $" on {root.On.FullName}")}"));
}
