using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Configuration;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.LockCoverage;

/// <summary>
/// Finds for every write to shared state the locks that are certainly held: those that the method itself takes round it, and those that all callers hold, where all callers
/// are known. Where they are not, and no lock is seen, the answer is "unknown".
/// </summary>
public sealed class WriteCoverage
{
    private readonly WeavePlan _plan;
    private readonly WeaveContext _context;
    private readonly CallSites _calls;
    private readonly WaysIn _ways;
    private readonly Dictionary<MethodDefinition, (StackFlow Flow, LockExpressions Names)> _flows = [];
    private readonly Dictionary<MethodDefinition, ImmutableArray<WriteSite>> _writes = [];
    private readonly Dictionary<MethodDefinition, HashSet<LockName>?> _entry = [];
    private readonly Dictionary<MethodDefinition, Dictionary<Instruction, HeldLocks>> _held = [];
    private readonly HashSet<MethodDefinition> _free = [];

    private WriteCoverage(WeavePlan plan, WeaveContext context, CancellationToken cancellationToken)
    {
        (_plan, _context) = (plan, context);
        _calls = new(context, new(context), cancellationToken);
        _ways = new(context, plan, _calls);
    }

    /// <summary>The writes of a program, by type and place. The plan must have its bodies.</summary>
    public static ImmutableArray<SharedWrite> Of(WeavePlan plan, WeaveContext context, CancellationToken cancellationToken)
    {
        WriteCoverage coverage = new(plan, context, cancellationToken);
        SharedWriteSites sites = new(new(plan.Fields));
        foreach (BodyPlan body in plan.Assemblies.SelectMany(assembly => assembly.Bodies))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // What the compiler makes for records writes to a text that is nobody else's.
            if (body.Method.Name is "PrintMembers" or "ToString" && body.Method.HasAttribute("System.Runtime.CompilerServices.CompilerGeneratedAttribute"))
                continue;
            if (sites.In(body, coverage.FlowOf(body.Method).Flow).ToImmutableArray() is { IsEmpty: false } found)
                coverage._writes.Add(body.Method, found);
        }
        coverage.FollowCallers(cancellationToken);
        coverage.FindFree();
        return [.. coverage._writes.SelectMany(entry => entry.Value.Select(write => coverage.Describe(entry.Key, write)))
            .OrderBy(write => write.Type, StringComparer.Ordinal).ThenBy(write => write.Position.File, StringComparer.Ordinal).ThenBy(write => write.Position.Line).ThenBy(write => write.Method, StringComparer.Ordinal)];
    }

    private (StackFlow Flow, LockExpressions Names) FlowOf(MethodDefinition method)
    {
        if (_flows.TryGetValue(method, out (StackFlow, LockExpressions) known))
            return known;
        MethodBodies.Simplify(method);
        StackFlow flow = StackFlow.Of(method.Body);
        return _flows[method] = (flow, new(method, flow));
    }

    /// <summary>Goes from the writing methods to their callers, and from there down again with the locks that are held at each call, until nothing changes.</summary>
    private void FollowCallers(CancellationToken cancellationToken)
    {
        Stack<MethodDefinition> open = new(_writes.Keys);
        while (open.Count > 0)
        {
            MethodDefinition method = open.Pop();
            if (_entry.ContainsKey(method))
                continue;
            // Null is "all locks": what is still to be narrowed down by callers.
            _entry.Add(method, _ways.Of(method).IsClosed ? null : []);
            foreach (CallSite call in _calls.Of(method))
                open.Push(call.Caller);
        }
        Dictionary<MethodDefinition, List<(MethodDefinition Callee, Instruction Instruction)>> down = [];
        foreach (MethodDefinition callee in _entry.Keys)
        {
            foreach (CallSite call in _calls.Of(callee))
            {
                if (!down.TryGetValue(call.Caller, out List<(MethodDefinition, Instruction)>? list))
                    down[call.Caller] = list = [];
                list.Add((callee, call.Instruction));
            }
        }
        Queue<MethodDefinition> work = new(_entry.Where(entry => entry.Value is not null).Select(entry => entry.Key));
        while (work.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MethodDefinition caller = work.Dequeue();
            Follow(caller);
            foreach ((MethodDefinition callee, Instruction instruction) in down.TryGetValue(caller, out var called) ? called : [])
            {
                if (Narrow(callee, caller, instruction))
                    work.Enqueue(callee);
            }
        }
    }

    private void Follow(MethodDefinition method)
    {
        (StackFlow flow, LockExpressions names) = FlowOf(method);
        IEnumerable<LockName> entry = _entry[method]!;
        if (method.IsSynchronized || SynchronizedMethods.ByRule(method, _context))
            entry = entry.Append(method.IsStatic ? LockName.Type(method.DeclaringType) : LockName.This);
        if (SynchronizedMethods.NameOf(method, _context) is { Level: not LockLevel.Read } named)
            entry = entry.Append(LockName.Named(named.Name));
        _held[method] = LockFlow.Of(method, flow, names, HeldLocks.Of(entry));
    }

    /// <summary>Takes the locks that a call does not hold out of those that all calls of a method hold; whether that changed anything.</summary>
    private bool Narrow(MethodDefinition callee, MethodDefinition caller, Instruction call)
    {
        if (!_ways.Of(callee).IsClosed || !_held[caller].TryGetValue(call, out HeldLocks? held) || IsConstruction(caller, call))
            return false;
        ImmutableArray<LockName?> operands = OperandsOf(caller, call);
        HashSet<LockName> known = [.. held.Names.SelectMany(name => name.In(callee, operands, caller.DeclaringType))];
        if (_entry[callee] is not { } before)
        {
            _entry[callee] = known;
            return true;
        }
        int count = before.Count;
        before.IntersectWith(known);
        return before.Count != count;
    }

    /// <summary>Whether a call works on an object that is being made, which nobody else sees yet.</summary>
    private bool IsConstruction(MethodDefinition caller, Instruction call) =>
        call.Operand is MethodReference { HasThis: true } && call.OpCode.Code is Code.Call or Code.Callvirt
        && FlowOf(caller).Flow.Operands(call) is { IsDefaultOrEmpty: false } operands && SharedWriteSites.IsUnderConstruction(operands[0], caller);

    private ImmutableArray<LockName?> OperandsOf(MethodDefinition caller, Instruction call)
    {
        ImmutableArray<LockName?> operands = _flows[caller].Names.OperandsOf(call);
        // What a constructor is called on is not there before.
        return call.OpCode.Code == Code.Newobj ? [null, .. operands] : operands;
    }

    /// <summary>Finds the methods that are certainly entered without a lock at least once.</summary>
    private void FindFree()
    {
        Queue<MethodDefinition> work = new(_entry.Keys.Where(method => _ways.Of(method).IsFree));
        _free.UnionWith(work);
        Dictionary<MethodDefinition, List<MethodDefinition>> next = [];
        foreach (MethodDefinition callee in _entry.Keys)
        {
            foreach (CallSite call in _calls.Of(callee))
            {
                if (!_held.TryGetValue(call.Caller, out Dictionary<Instruction, HeldLocks>? held) || !held.TryGetValue(call.Instruction, out HeldLocks? at) || !at.IsEmpty || IsConstruction(call.Caller, call.Instruction))
                    continue;
                if (!next.TryGetValue(call.Caller, out List<MethodDefinition>? list))
                    next[call.Caller] = list = [];
                list.Add(callee);
            }
        }
        while (work.Count > 0)
        {
            foreach (MethodDefinition callee in next.TryGetValue(work.Dequeue(), out List<MethodDefinition>? found) ? found : [])
            {
                if (_free.Add(callee))
                    work.Enqueue(callee);
            }
        }
    }

    private SharedWrite Describe(MethodDefinition method, WriteSite write)
    {
        ImmutableArray<CoveringLock> locks = _held.TryGetValue(method, out Dictionary<Instruction, HeldLocks>? held) && held.TryGetValue(write.Instruction, out HeldLocks? at)
            ? [.. at.Names.Select(name => new CoveringLock(name.Origin, name.Head, IsClustered(name, method))).OrderBy(item => item.Name, StringComparer.Ordinal)]
            : [];
        (LockCover cover, string? why) = write.WhyFree is not null ? (LockCover.NotNeeded, write.WhyFree)
            : locks.Any(item => item.IsClustered) ? (LockCover.Covered, null)
            : locks.Length > 0 ? (LockCover.Unlocked, "the lock is each node's own")
            : _free.Contains(method) ? (LockCover.Unlocked, _ways.Of(method) is { IsFree: true } way ? way.Why : null)
            : _entry[method] is null && IsCalledOnNewObjects(method) ? (LockCover.NotNeeded, "it is only called on objects that are being made")
            : (LockCover.Unknown, WhyUnknown(method));
        return new(write.Type, write.Target, write.How, TypeNames.Wire(method), MemberPositions.Of(method, write.Instruction), cover, locks, why);
    }

    private bool IsCalledOnNewObjects(MethodDefinition method) =>
        Callers(method).Any(caller => _calls.Of(caller).Any(call => IsConstruction(call.Caller, call.Instruction)));

    /// <summary>The method, and all that may lead to it.</summary>
    private IEnumerable<MethodDefinition> Callers(MethodDefinition method)
    {
        HashSet<MethodDefinition> seen = [method];
        Queue<MethodDefinition> open = new(seen);
        while (open.Count > 0)
        {
            MethodDefinition next = open.Dequeue();
            yield return next;
            foreach (CallSite call in _calls.Of(next).Where(call => seen.Add(call.Caller)))
                open.Enqueue(call.Caller);
        }
    }

    /// <summary>The way into a method, or into one that calls it, of which nothing is known.</summary>
    private string WhyUnknown(MethodDefinition method)
    {
        foreach (MethodDefinition next in Callers(method))
        {
            if (_ways.Of(next) is { IsClosed: false } way)
                return next == method ? way.Why : $"{TypeNames.Display(next)}: {way.Why}";
        }
        return "only methods that nothing calls lead here";
    }

    /// <summary>Whether a lock is the cluster's as far as can be told: a lock of an object that is named in another way may be either, and counts.</summary>
    private bool IsClustered(LockName name, MethodDefinition method)
    {
        if (name.Origin == LockOrigin.Named)
            return true;
        if ((!_context.IsAutolocked(method) || _context.LevelOf(method) == LockLevel.Read) && name.Origin != LockOrigin.Caller)
            return false;
        IEnumerable<NamedLockPlan> named = _plan.Assemblies.SelectMany(assembly => assembly.NamedLocks);
        if (name.Last is { } field)
            return _plan.Fields.TryGetValue(field, out FieldPlan? plan) ? plan.Treatment != FieldTreatment.Transient : field.IsStatic && named.Any(item => item.Field == field);
        return name.Origin switch
        {
            LockOrigin.Type => named.Any(item => item.Type?.FullName == name.Id),
            LockOrigin.This => _plan.Types.ContainsKey(method.DeclaringType) || method.DeclaringType.Name.StartsWith("<", StringComparison.Ordinal),
            _ => true,
        };
    }
}
