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
    private readonly List<AccessRegion> _regions = [];
    private readonly List<RegionStatement> _open = [];

    internal ImmutableArray<AccessRegion> Find()
    {
        HashSet<Instruction> targets = Targets();
        RegionStatement? statement = null;
        foreach (Instruction instruction in method.Body.Instructions)
        {
            bool starts = flow.Depth(instruction) == 0;
            bool isTarget = targets.Contains(instruction);
            if (starts || isTarget)
            {
                Include(statement);
                statement = starts ? new() : null;
            }
            if (isTarget || flow.Depth(instruction) < 0)
                Close();
            statement?.Add(instruction, effects.Of(instruction, out RegionAccess? access), access);
        }
        Include(statement);
        Close();
        return [.. _regions];
    }

    private HashSet<Instruction> Targets()
    {
        HashSet<Instruction> targets = [];
        foreach (Instruction instruction in method.Body.Instructions)
        {
            if (instruction.Operand is Instruction target)
                targets.Add(target);
            else if (instruction.Operand is Instruction[] several)
                targets.UnionWith(several);
        }
        foreach (ExceptionHandler handler in method.Body.ExceptionHandlers)
        {
            foreach (Instruction? edge in (Instruction?[])[handler.TryStart, handler.TryEnd, handler.HandlerStart, handler.HandlerEnd, handler.FilterStart])
            {
                if (edge is not null)
                    targets.Add(edge);
            }
        }
        return targets;
    }

    private void Include(RegionStatement? statement)
    {
        if (statement is null)
            return;
        bool fits = !_open.Exists(earlier =>
            statement.MayThrow && earlier.Stores
            || statement.Accesses.Exists(access => earlier.Assigned.Contains(access.Owner))
            || earlier.Accesses.Exists(access => statement.Assigned.Contains(access.Owner)));
        if (!fits || _open.Sum(earlier => earlier.Instructions.Count) + statement.Instructions.Count > MostInstructions)
            Close();
        if (_open.Count > 0 || statement.Accesses.Count > 0)
            _open.Add(statement);
        if (statement.IsCut)
            Close();
    }

    /// <summary>Makes a region of the open statements, from the first to the last that accesses anything, if it is worth its looks.</summary>
    private void Close()
    {
        while (_open.Count > 0 && _open[^1].Accesses.Count == 0)
            _open.RemoveAt(_open.Count - 1);
        ImmutableArray<RegionOwner> owners = Owners();
        int alone = _open.Sum(statement => statement.Accesses.Sum(access => access.Stores ? 2 : 1));
        int together = owners.Sum(owner => (owner.IsThis ? 1 : 2) + (owner.Stored.Length > 0 ? 1 : 0));
        if (alone >= together + LeastGain)
        {
            _regions.Add(new(
                [.. _open.SelectMany(statement => statement.Instructions)],
                owners,
                [.. _open.SelectMany(statement => statement.Accesses).Where(access => access.Property is not null).Select(access => access.Property!)]));
        }
        _open.Clear();
    }

    private ImmutableArray<RegionOwner> Owners() =>
    [
        .. _open.SelectMany(statement => statement.Accesses).GroupBy(access => access.Owner).Select(group => new RegionOwner(
            group.Key,
            group.Key == method.Body.ThisParameter,
            group.First().Field,
            [.. group.Where(access => access.Stores).GroupBy(access => access.Field.FullName).Select(same => same.First().Field)])),
    ];
}
