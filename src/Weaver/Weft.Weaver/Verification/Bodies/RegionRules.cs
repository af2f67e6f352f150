using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>How code comes into the blocks of exception handlers and leaves them.</summary>
internal sealed class RegionRules
{
    private readonly StackMachine _machine;
    private readonly RegionTree _regions;
    private readonly bool[] _targets;

    internal RegionRules(StackMachine machine, RegionTree regions)
    {
        _machine = machine;
        _regions = regions;
        BodyLayout layout = machine.Context.Layout;
        _targets = new bool[layout.Count];
        foreach (Region region in regions.Regions)
            _targets[region.Start] = true;
        foreach (Instruction instruction in layout.Instructions)
        {
            if (instruction.Operand is Instruction target)
                _targets[layout.IndexOf(target)] = true;
            else if (instruction.Operand is Instruction[] targets)
                Array.ForEach(targets, item => _targets[layout.IndexOf(item)] = true);
        }
    }

    /// <summary>Whether code comes to a place otherwise than from the instruction before.</summary>
    internal bool IsTarget(int index) => _targets[index];

    /// <summary>What lies on the stack at the beginning of a handler.</summary>
    internal Slot[] HandlerEntry(Region region) => region.Kind switch
    {
        RegionKind.Catch => [Slot.Of(_machine.Context.Universe.Of(region.Handler!.CatchType))],
        RegionKind.Filter or RegionKind.FilterHandler => [Slot.Of(_machine.Context.Universe.Object)],
        _ => [],
    };

    /// <summary>Whether code may go on with the next instruction.</summary>
    internal bool FallInto(int next) => Enter(_regions.At(_machine.Index), next, "code goes on");

    /// <summary>Whether a branch may lead to its target.</summary>
    internal bool Jump(int from, int to) => Enter(_regions.At(from), to, _machine.Instruction.OpCode.Name + " leads");

    /// <summary>Whether <c>leave</c> may lead to its target.</summary>
    internal bool Leave(int from, int to)
    {
        Region region = _regions.At(from);
        Region target = _regions.At(to);
        while (!region.Holds(target))
        {
            if (region.Kind is RegionKind.Finally or RegionKind.Fault or RegionKind.Filter)
            {
                Report($"leave leads out of a {region.Kind} block");
                return false;
            }
            // A handler may go back into the block that it protects.
            if (region.Kind is RegionKind.Catch or RegionKind.FilterHandler && region.Protected == target)
                return true;
            region = region.Parent!;
        }
        return Descend(region, target, to, "leave leads");
    }

    /// <summary>Checks an instruction that ends a block or the method.</summary>
    internal void End(Code code)
    {
        Region region = _regions.At(_machine.Index);
        switch (code)
        {
            case Code.Ret or Code.Jmp or Code.Tail when region.Kind != RegionKind.Body:
                Report($"{_machine.Instruction.OpCode.Name} stands in a {region.Kind} block");
                break;
            case Code.Endfinally when region.Kind is not (RegionKind.Finally or RegionKind.Fault):
                Report("endfinally stands outside a finally or fault block");
                break;
            case Code.Endfilter when region.Kind != RegionKind.Filter:
                Report("endfilter stands outside a filter block");
                break;
            case Code.Endfilter when _machine.Index + 1 != region.End:
                Report("endfilter is not the last instruction of its block");
                break;
            case Code.Rethrow when !IsInCatch(region):
                Report("rethrow stands outside a catch block");
                break;
        }
    }

    private static bool IsInCatch(Region? region)
    {
        for (; region is not null; region = region.Parent)
        {
            if (region.Kind is RegionKind.Catch or RegionKind.FilterHandler)
                return true;
            if (region.Kind is RegionKind.Finally or RegionKind.Fault or RegionKind.Filter)
                return false;
        }
        return false;
    }

    private bool Enter(Region from, int to, string how)
    {
        Region target = _regions.At(to);
        if (from == target)
            return true;
        if (IsLeft(from, target))
        {
            Report($"{how} from a {from.Kind} block into a {target.Kind} block without leave");
            return false;
        }
        return Descend(from, target, to, how);
    }

    private static bool IsLeft(Region from, Region target)
    {
        for (Region? region = target; region is not null; region = region.Parent)
        {
            if (region == from)
                return false;
        }
        return true;
    }

    /// <summary>Protected blocks are entered at their first instruction, handlers by exceptions alone.</summary>
    private bool Descend(Region from, Region target, int to, string how)
    {
        for (Region region = target; region != from; region = region.Parent!)
        {
            if (region.Kind != RegionKind.Try)
            {
                Report($"{how} into a {region.Kind} block");
                return false;
            }
            if (to != region.Start)
            {
                Report($"{how} into the middle of a protected block");
                return false;
            }
        }
        if (target != from && _machine.Depth > 0 && !IsLeaving())
        {
            Report($"{how} into a protected block with {_machine.Depth} values on the stack");
            return false;
        }
        return true;
    }

    private bool IsLeaving() => _machine.Instruction.OpCode.Code is Code.Leave or Code.Leave_S;

    private void Report(string text) => _machine.Report(Codes.ExceptionRegion, text);
}
