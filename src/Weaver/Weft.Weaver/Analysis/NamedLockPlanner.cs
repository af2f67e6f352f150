using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>
/// Finds static lock fields and locked types whose locks cover a write to shared state. They are found by method: a method that takes the lock and
/// writes shared state, or may call a method that does, counts as covering the write.
/// </summary>
internal sealed class NamedLockPlanner(WeaveContext context, ApplicationTypes types, IReadOnlyDictionary<FieldDefinition, FieldPlan> fields)
{
    private readonly DiagnosticBag _diagnostics = context.Diagnostics;

    /// <summary>The named locks, in the order in which they are found.</summary>
    public ImmutableArray<NamedLockPlan> Plan(CancellationToken cancellationToken)
    {
        List<(MethodDefinition Method, IMemberDefinition Lock)> uses = [];
        List<MethodDefinition> synchronized = [];
        HashSet<ModuleDefinition> locking = [.. context.Workspace.Assemblies.Select(assembly => assembly.Definition.MainModule).Where(StaticLocks.MayBeIn)];
        foreach (MethodDefinition method in types.All.SelectMany(type => type.Methods))
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool isSynchronized = method.IsStatic && context.IsSynchronized(method);
            if ((!isSynchronized && !locking.Contains(method.Module)) || !method.HasInstructions())
                continue;
            if (context.IsAutolocked(method))
                uses.AddRange(StaticLocks.In(method).Select(item => (method, item)));
            if (isSynchronized)
                synchronized.Add(method);
        }
        if (uses.Count == 0 && synchronized.Count == 0)
            return [];

        SharedWrites writes = new(fields);
        CallGraph graph = new(context, types, cancellationToken);
        Dictionary<MethodDefinition, MethodDefinition> covering = graph.CallersOf(types.All.SelectMany(type => type.Methods).Where(writes.MayBeIn));
        foreach (MethodDefinition method in synchronized.Where(covering.ContainsKey))
        {
            if (method.DeclaringType.HasGenericParameters)
                _diagnostics.Refuse(Codes.SynchronizedMethod, MemberPositions.Of(method), $"{TypeNames.Display(method)} is synchronized and writes shared state in {TypeNames.Display(covering[method])}, but its class is generic: each of its forms is another lock; lock a static field of a class that is not generic", method);
            else
                uses.Add((method, method.DeclaringType));
        }
        return [.. uses.Where(use => covering.ContainsKey(use.Method) && !context.Concessions.KeepsLocal(use.Lock)).GroupBy(use => use.Lock).Select(group => Lock(group.Key, covering[group.First().Method])).Where(plan => plan is not null).Select(plan => plan!)];
    }

    private NamedLockPlan? Lock(IMemberDefinition member, MethodDefinition write)
    {
        string reason = $"covers a write to shared state in {TypeNames.Display(write)}";
        if (member is TypeDefinition type)
        {
            if (!type.HasGenericParameters)
                return new(null, type, type.FullName, reason);
            _diagnostics.Refuse(Codes.LockInGenericClass, MemberPositions.Of(write), $"the locked type {type.FullName} {reason}, but it is generic: each of its forms is another lock; lock a static field of a class that is not generic", member);
            return null;
        }
        FieldDefinition field = (FieldDefinition)member;
        if (fields.ContainsKey(field))
            return null;
        if (field.DeclaringType.HasGenericParameters)
            _diagnostics.Refuse(Codes.LockInGenericClass, MemberPositions.Of(field), $"the static lock {TypeNames.Display(field)} {reason}, but its class is generic, which this version of Weft does not support; move it to a class that is not", member);
        else
            return new(field, null, TypeNames.Wire(field), reason);
        return null;
    }
}
