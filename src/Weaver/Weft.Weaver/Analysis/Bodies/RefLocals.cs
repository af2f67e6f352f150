using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>
/// Dissolves ref locals that hold addresses of shared fields or of array elements, as programs write them and as compilers make them for tuple swaps, <c>??=</c> and compound assignment:
/// the owner is kept instead, and each use takes the address anew, so that it can be lent. A normal form like long opcodes: what the body does stays the same.
/// </summary>
internal sealed class RefLocals
{
    private readonly MethodBody _body;
    private readonly SiteScope _scope;
    private readonly StackFlow _flow;

    private RefLocals(MethodBody body, SiteScope scope)
    {
        _body = body;
        _scope = scope;
        _flow = StackFlow.Of(body);
    }

    /// <summary>An address that is kept.</summary>
    /// <param name="Store">The store into the local.</param>
    /// <param name="First">The <c>ldflda</c> of a shared field, the <c>ldsflda</c> of a root, or what takes the address of an element, that the address begins with.</param>
    /// <param name="Path">The <c>ldflda</c>s of struct members that follow, as they stand in the body.</param>
    private sealed record Kept(Instruction Store, Instruction First, ImmutableArray<Instruction> Path)
    {
        /// <summary>Whether another address is made in the same way from another owner.</summary>
        internal bool IsLike(Kept other) => Text(First) == Text(other.First) && Path.Select(Text).SequenceEqual(other.Path.Select(Text));

        private static string Text(Instruction instruction) => instruction.Operand.ToString()!;
    }

    /// <summary>Dissolves what can be dissolved; other ref locals stay, and are refused later where they hold a shared field's address.</summary>
    internal static void Dissolve(MethodBody body, SiteScope scope)
    {
        List<VariableDefinition> candidates = [.. body.Variables.Where(variable => variable.VariableType is ByReferenceType)];
        bool progress = candidates.Count > 0;
        while (progress)
        {
            RefLocals locals = new(body, scope);
            // A local that holds an address made from another's is described once that one is dissolved.
            progress = candidates.RemoveAll(locals.TryDissolve) > 0 && candidates.Count > 0;
        }
    }

    private bool TryDissolve(VariableDefinition local)
    {
        if (Find(local) is not { Count: > 0 } found)
            return false;
        Dissolve(local, found);
        return true;
    }

    /// <summary>What the local holds, by its stores; null where it may hold anything else, or where it is not known which of several kinds a use has.</summary>
    private List<(Kept Kept, ImmutableArray<Instruction> Uses)>? Find(VariableDefinition local)
    {
        List<Instruction> mentions = [.. _body.Instructions.Where(instruction => instruction.Operand == local)];
        if (mentions.Any(instruction => instruction.OpCode.Code == Code.Ldloca))
            return null;
        List<(Kept Kept, ImmutableArray<Instruction> Uses)> found = [];
        foreach (Instruction store in mentions.Where(instruction => instruction.OpCode.Code == Code.Stloc))
        {
            if (Describe(store) is not { } kept)
                return null;
            found.Add((kept, []));
        }
        ImmutableArray<Instruction> loads = [.. mentions.Where(instruction => instruction.OpCode.Code == Code.Ldloc)];
        if (found.Count == 0 || found.TrueForAll(item => item.Kept.IsLike(found[0].Kept)))
            return [.. found.Select((item, index) => (item.Kept, index == 0 ? loads : []))];
        for (int index = 0; index < found.Count; index++)
            found[index] = (found[index].Kept, UsesReached(found[index].Kept.Store, local));
        bool eachHasOneStore = found.SelectMany(item => item.Uses).Distinct().Count() == loads.Length && found.Sum(item => item.Uses.Length) == loads.Length;
        return eachHasOneStore ? found : null;
    }

    private Kept? Describe(Instruction store)
    {
        List<Instruction> path = [];
        for (Instruction? at = Producer(store); at is not null; at = Producer(at))
        {
            // A prefix belongs to what follows it.
            if (Instructions.Prefixes(at).Count > 0)
                return null;
            if (ArrayMembers.TakesAddress(at))
                return new(store, at, [.. path]);
            if (at.OpCode.Code is not (Code.Ldflda or Code.Ldsflda))
                return null;
            if (_scope.Field((FieldReference)at.Operand) is { } plan)
                return plan.Treatment == FieldTreatment.Shared || (plan.IsValueRoot && !MayBeOwn(at)) ? new(store, at, [.. path]) : null;
            if (at.OpCode.Code == Code.Ldsflda)
                return null;
            path.Insert(0, at);
        }
        return null;
    }

    // What a constructor does to its own instance is told by the instance that stands there.
    private bool MayBeOwn(Instruction address) => address.OpCode.Code == Code.Ldflda && _body.Method is { IsConstructor: true, IsStatic: false };

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

    private void Dissolve(VariableDefinition local, List<(Kept Kept, ImmutableArray<Instruction> Uses)> found)
    {
        bool alike = found.TrueForAll(item => item.Kept.IsLike(found[0].Kept));
        Owner? shared = alike ? MakeOwner(found[0].Kept.First) : null;
        foreach ((Kept kept, ImmutableArray<Instruction> uses) in found)
        {
            Owner owner = shared ?? MakeOwner(kept.First);
            // Copied before the stores are rewritten, in which the first instruction moves.
            Instruction first = Copy(kept.First);
            ImmutableArray<Instruction> path = [.. kept.Path.Select(Copy)];
            foreach (Instruction use in uses)
                Take(use, owner, first, path);
        }
        foreach ((Kept kept, _) in found)
            Keep(kept, shared ?? _owners[kept.First]);
    }

    private readonly Dictionary<Instruction, Owner> _owners = [];

    /// <summary>The locals that keep an owner: an object, or an array and indices; none for a static field.</summary>
    private sealed record Owner(VariableDefinition? Value, ImmutableArray<VariableDefinition> Indices)
    {
        internal IEnumerable<Instruction> Loads => Locals.Select(local => Instruction.Create(OpCodes.Ldloc, local));

        internal IEnumerable<Instruction> Stores => Locals.Reverse().Select(local => Instruction.Create(OpCodes.Stloc, local));

        private IEnumerable<VariableDefinition> Locals => Value is null ? [] : [Value, .. Indices];
    }

    private Owner MakeOwner(Instruction first)
    {
        Owner owner = first.Operand switch
        {
            FieldReference when first.OpCode.Code == Code.Ldsflda => new(null, []),
            FieldReference field => new(AddLocal(field.DeclaringType), []),
            MethodReference address => new(AddLocal(address.DeclaringType), [.. address.Parameters.Select(index => AddLocal(index.ParameterType))]),
            _ => new(AddLocal(new ArrayType((TypeReference)first.Operand)), [AddLocal(_body.Method.Module.TypeSystem.IntPtr)]),
        };
        return _owners[first] = owner;
    }

    private VariableDefinition AddLocal(TypeReference type)
    {
        VariableDefinition local = new(type);
        _body.Variables.Add(local);
        _body.InitLocals = true;
        return local;
    }

    /// <summary>Notes the owner where the address was made; the address is still taken there, for the exceptions that it throws.</summary>
    private void Keep(Kept kept, Owner owner)
    {
        Instruction first = kept.First;
        Instruction address = Copy(first);
        Replace(first, [.. owner.Stores, .. owner.Loads, address]);
        kept.Store.OpCode = OpCodes.Pop;
        kept.Store.Operand = null;
    }

    private void Take(Instruction use, Owner owner, Instruction first, ImmutableArray<Instruction> path)
    {
        Replace(use, [.. owner.Loads, Copy(first), .. path.Select(Copy)]);
    }

    private void Replace(Instruction instruction, params Instruction[] sequence) => new BodyEditor(_body.Method).Replace(instruction, sequence);

    private static Instruction Copy(Instruction instruction) => BodyEditor.Copy(instruction);
}
