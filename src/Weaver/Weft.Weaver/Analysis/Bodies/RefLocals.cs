using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>
/// Dissolves ref locals that hold the address of one shared field of one owner, as the compiler makes them for tuple swaps and <c>??=</c>: each use takes the
/// address anew from the same owner, so that it can be lent. A normal form like long opcodes: what the body does stays the same.
/// </summary>
internal sealed class RefLocals
{
    private readonly MethodBody _body;
    private readonly SiteScope _scope;
    private readonly StackFlow _flow;
    private readonly HashSet<Instruction> _blockStarts = [];

    private RefLocals(MethodBody body, SiteScope scope)
    {
        _body = body;
        _scope = scope;
        _flow = StackFlow.Of(body);
        foreach (Instruction instruction in body.Instructions)
        {
            if (instruction.Operand is Instruction target)
                _blockStarts.Add(target);
            else if (instruction.Operand is Instruction[] targets)
                _blockStarts.UnionWith(targets);
        }
        foreach (ExceptionHandler handler in body.ExceptionHandlers)
            _blockStarts.UnionWith(new[] { handler.TryStart, handler.TryEnd, handler.FilterStart, handler.HandlerStart, handler.HandlerEnd }.Where(start => start is not null));
    }

    /// <summary>An address that is kept: the store into the local, the owner's load, the fields that lead from there to the address, and the uses.</summary>
    private sealed record Kept(Instruction Store, Instruction Owner, ImmutableArray<FieldReference> Path, ImmutableArray<Instruction> Uses);

    /// <summary>Dissolves what can be dissolved; other ref locals stay, and are refused later where they hold a shared field's address.</summary>
    internal static void Dissolve(MethodBody body, SiteScope scope)
    {
        List<VariableDefinition> candidates = [.. body.Variables.Where(variable => variable.VariableType is ByReferenceType)];
        if (candidates.Count == 0)
            return;
        RefLocals locals = new(body, scope);
        foreach (VariableDefinition local in candidates)
        {
            if (locals.Find(local) is not { } found)
                continue;
            foreach (Kept kept in found)
                locals.Dissolve(kept);
        }
    }

    private List<Kept>? Find(VariableDefinition local)
    {
        List<Instruction> mentions = [.. _body.Instructions.Where(instruction => instruction.Operand == local)];
        if (mentions.Any(instruction => instruction.OpCode.Code == Code.Ldloca))
            return null;
        List<Kept> found = [];
        foreach (Instruction store in mentions.Where(instruction => instruction.OpCode.Code == Code.Stloc))
        {
            if (Describe(store, local) is not { } kept)
                return null;
            found.Add(kept);
        }
        int uses = mentions.Count(instruction => instruction.OpCode.Code == Code.Ldloc);
        bool eachHasOneStore = found.SelectMany(kept => kept.Uses).Distinct().Count() == uses && found.Sum(kept => kept.Uses.Length) == uses;
        return eachHasOneStore ? found : null;
    }

    private Kept? Describe(Instruction store, VariableDefinition local)
    {
        List<FieldReference> path = [];
        Instruction? at = Producer(store);
        while (at is { OpCode.Code: Code.Ldflda })
        {
            FieldReference field = (FieldReference)at.Operand;
            path.Insert(0, field);
            at = Producer(at);
            if (_scope.Field(field) is not { } plan)
                continue;
            if (plan.Treatment != FieldTreatment.Shared || at?.OpCode.Code is not (Code.Ldarg or Code.Ldloc))
                return null;
            if (IsAssignedOnce(at))
                return new(store, at, [.. path], UsesReached(store, local));
            ImmutableArray<Instruction> uses = UsesInBlock(store, local);
            return IsSteady(at, uses.IsEmpty ? store : uses[uses.Length - 1]) ? new(store, at, [.. path], uses) : null;
        }
        return null;
    }

    private Instruction? Producer(Instruction consumer)
    {
        ImmutableArray<StackValue> operands = _flow.Operands(consumer);
        return operands.IsDefaultOrEmpty || operands[0].Producers.Length != 1 ? null : operands[0].Producers[0];
    }

    /// <summary>The uses that a store may lead to; every handler counts as reached from everywhere.</summary>
    private ImmutableArray<Instruction> UsesReached(Instruction store, VariableDefinition local)
    {
        ImmutableArray<Instruction>.Builder uses = ImmutableArray.CreateBuilder<Instruction>();
        HashSet<Instruction> seen = [];
        Stack<Instruction?> open = new([store.Next, .. _body.ExceptionHandlers.SelectMany(handler => new[] { handler.HandlerStart, handler.FilterStart })]);
        while (open.Count > 0)
        {
            if (open.Pop() is not { } at || !seen.Add(at))
                continue;
            if (at.Operand == local && at.OpCode.Code == Code.Stloc)
                continue;
            if (at.Operand == local)
                uses.Add(at);
            if (at.Operand is Instruction target)
                open.Push(target);
            foreach (Instruction item in at.Operand as Instruction[] ?? [])
                open.Push(item);
            if (StackEffect.FallsThrough(at))
                open.Push(at.Next);
        }
        return uses.ToImmutable();
    }

    private ImmutableArray<Instruction> UsesInBlock(Instruction store, VariableDefinition local)
    {
        ImmutableArray<Instruction>.Builder uses = ImmutableArray.CreateBuilder<Instruction>();
        for (Instruction? at = store.Next; at is not null && !_blockStarts.Contains(at); at = at.Next)
        {
            if (at.Operand == local)
            {
                if (at.OpCode.Code == Code.Stloc)
                    break;
                uses.Add(at);
            }
            if (at.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw)
                break;
        }
        return uses.ToImmutable();
    }

    /// <summary>Whether the owner's variable has one value wherever the ref local can be used: a parameter that is never assigned, or a local with one store.</summary>
    private bool IsAssignedOnce(Instruction owner)
    {
        List<Code> others = [.. _body.Instructions.Where(instruction => instruction.Operand == owner.Operand && instruction.OpCode.Code != owner.OpCode.Code).Select(instruction => instruction.OpCode.Code)];
        return owner.OpCode.Code == Code.Ldarg ? others.Count == 0 : others is [Code.Stloc];
    }

    /// <summary>Whether the owner's variable has one value from its load to the last use.</summary>
    private bool IsSteady(Instruction owner, Instruction last)
    {
        object variable = owner.Operand;
        if (_body.Instructions.Any(instruction => instruction.Operand == variable && instruction.OpCode.Code is Code.Ldloca or Code.Ldarga))
            return false;
        for (Instruction? at = owner.Next; at is not null; at = at.Next)
        {
            if (at.Operand == variable && at.OpCode.Code is Code.Stloc or Code.Starg || _blockStarts.Contains(at))
                return false;
            if (at == last)
                return true;
        }
        return false;
    }

    private void Dissolve(Kept kept)
    {
        foreach (Instruction use in kept.Uses)
        {
            int index = _body.Instructions.IndexOf(use);
            use.OpCode = kept.Owner.OpCode;
            use.Operand = kept.Owner.Operand;
            foreach (FieldReference field in kept.Path)
                _body.Instructions.Insert(++index, Instruction.Create(OpCodes.Ldflda, field));
        }
        kept.Store.OpCode = OpCodes.Pop;
        kept.Store.Operand = null;
    }
}
