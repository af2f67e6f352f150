using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>
/// Finds the regions of one body: neighbouring statements whose accesses are cheaper to guard together than one by one. A region contains nothing that others could wait for or
/// notice, so that what it stores before it looks is no more out of sight than what a thread stores that was interrupted in between.
/// </summary>
internal sealed class AccessRegions(MethodDefinition method, StackFlow flow, RegionEffects effects)
{
    private const int MostInstructions = 256;
    private const int LeastGain = 2;
    private readonly ImmutableArray<AccessRegion>.Builder _regions = ImmutableArray.CreateBuilder<AccessRegion>();
    private readonly List<RegionStatement> _open = [];
    private readonly Stack<RegionStatement> _free = new();
    private int _openInstructions;

    internal ImmutableArray<AccessRegion> Find()
    {
        bool[] targets = Targets();
        RegionStatement? statement = null;
        int place = 0;
        foreach (Instruction instruction in method.Body.Instructions)
        {
            int depth = flow.DepthAt(place);
            bool starts = depth == 0;
            bool isTarget = targets[place++];
            if (starts || isTarget)
            {
                Include(statement);
                statement = starts ? Start() : null;
            }
            if (isTarget || depth < 0)
                Close();
            // What follows the end of a statement says nothing more about it.
            if (statement is { IsCut: false })
                statement.Add(instruction, effects.Of(instruction, out RegionAccess? access), access);
        }
        Include(statement);
        Close();
        return _regions.ToImmutable();
    }

    private bool[] Targets()
    {
        bool[] targets = new bool[method.Body.Instructions.Count];
        void Mark(Instruction? target)
        {
            if (target is not null)
                targets[flow.Place(target)] = true;
        }
        foreach (Instruction instruction in method.Body.Instructions)
        {
            if (instruction.Operand is Instruction target)
                Mark(target);
            else if (instruction.Operand is Instruction[] several)
                Array.ForEach(several, Mark);
        }
        foreach (ExceptionHandler handler in method.Body.ExceptionHandlers)
        {
            Mark(handler.TryStart);
            Mark(handler.TryEnd);
            Mark(handler.HandlerStart);
            Mark(handler.HandlerEnd);
            Mark(handler.FilterStart);
        }
        return targets;
    }

    private RegionStatement Start() => _free.Count > 0 ? _free.Pop() : new();

    private void Include(RegionStatement? statement)
    {
        if (statement is null)
            return;
        bool fits = true;
        foreach (RegionStatement earlier in _open)
            fits &= earlier.MayPrecede(statement);
        if (!fits || _openInstructions + statement.Instructions.Count > MostInstructions)
            Close();
        bool isCut = statement.IsCut;
        if (_open.Count > 0 || statement.Accesses.Count > 0)
        {
            _open.Add(statement);
            _openInstructions += statement.Instructions.Count;
        }
        else
        {
            Free(statement);
        }
        if (isCut)
            Close();
    }

    private void Free(RegionStatement statement)
    {
        statement.Clear();
        _free.Push(statement);
    }

    /// <summary>Makes a region of the open statements, from the first to the last that accesses anything, if it is worth its looks.</summary>
    private void Close()
    {
        if (_open.Count == 0)
            return;
        int count = _open.Count;
        while (_open[count - 1].Accesses.Count == 0)
            count--;
        List<RegionAccess> accesses = [];
        for (int index = 0; index < count; index++)
            accesses.AddRange(_open[index].Accesses);
        if (accesses.Count > 1)
            Close(count, accesses);
        foreach (RegionStatement statement in _open)
            Free(statement);
        _open.Clear();
        _openInstructions = 0;
    }

    private void Close(int count, List<RegionAccess> accesses)
    {
        List<RegionOwner> owners = Owners(accesses);
        int alone = 0, together = 0;
        foreach (RegionAccess access in accesses)
            alone += access.Stores ? 2 : 1;
        foreach (RegionOwner owner in owners)
            together += (owner.IsThis ? 1 : 2) + (owner.Stored.Length > 0 ? 1 : 0);
        if (alone < together + LeastGain)
            return;
        ImmutableArray<Instruction>.Builder instructions = ImmutableArray.CreateBuilder<Instruction>(_openInstructions);
        for (int index = 0; index < count; index++)
            instructions.AddRange(_open[index].Instructions);
        _regions.Add(new(instructions.ToImmutable(), [.. owners], [.. accesses.Where(access => access.Property is not null).Select(access => access.Property!)]));
    }

    private List<RegionOwner> Owners(List<RegionAccess> accesses)
    {
        List<RegionOwner> owners = [];
        foreach (RegionAccess access in accesses)
        {
            if (!owners.Exists(owner => owner.Variable == access.Owner))
                owners.Add(new(access.Owner, access.Owner == method.Body.ThisParameter, access.Field, Stored(access.Owner, accesses)));
        }
        return owners;
    }

    private static ImmutableArray<FieldReference> Stored(object owner, List<RegionAccess> accesses)
    {
        List<FieldReference> stored = [];
        foreach (RegionAccess access in accesses)
        {
            if (access.Stores && access.Owner == owner && !stored.Exists(field => field == access.Field || field.FullName == access.Field.FullName))
                stored.Add(access.Field);
        }
        return [.. stored];
    }
}
