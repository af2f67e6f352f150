using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>What an instruction means for a region.</summary>
internal enum RegionEffect
{
    /// <summary>It only computes.</summary>
    Computes,

    /// <summary>It only computes, or throws: allowed until something was stored, which an exception must not leave unreported.</summary>
    MayThrow,

    /// <summary>It accesses a shared field of an argument or local.</summary>
    Accesses,

    /// <summary>Others may notice it, or it leads elsewhere.</summary>
    Ends,
}

/// <summary>One access to a shared field.</summary>
internal sealed record RegionAccess(object Owner, FieldReference Field, bool Stores, RegionProperty? Property);

/// <summary>The instructions from one place where the stack is empty to the next, or to the first that no region may contain.</summary>
internal sealed class RegionStatement
{
    internal List<Instruction> Instructions { get; } = [];

    internal List<RegionAccess> Accesses { get; } = [];

    /// <summary>The variables that it assigns.</summary>
    internal List<object> Assigned { get; } = [];

    /// <summary>Whether it throws before it stores anything.</summary>
    internal bool MayThrow { get; private set; }

    internal bool Stores { get; private set; }

    /// <summary>Whether a region that contains it ends with it.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>Adds an instruction, unless the statement ends before it.</summary>
    internal void Add(Instruction instruction, RegionEffect effect, RegionAccess? access)
    {
        if (IsCut || effect == RegionEffect.Ends || effect == RegionEffect.MayThrow && Stores || access is not null && Assigned.Contains(access.Owner))
        {
            IsCut = true;
            return;
        }
        if (instruction.OpCode.Code is Code.Stloc or Code.Starg)
        {
            if (IsOwner(instruction.Operand))
            {
                IsCut = true;
                return;
            }
            Assigned.Add(instruction.Operand);
        }
        Instructions.Add(instruction);
        MayThrow |= effect == RegionEffect.MayThrow;
        if (access is null)
            return;
        Accesses.Add(access);
        Stores |= access.Stores;
    }

    /// <summary>Whether a statement that follows may be in one region with this one.</summary>
    internal bool MayPrecede(RegionStatement later)
    {
        if (later.MayThrow && Stores)
            return false;
        foreach (object variable in Assigned)
        {
            if (later.IsOwner(variable))
                return false;
        }
        foreach (object variable in later.Assigned)
        {
            if (IsOwner(variable))
                return false;
        }
        return true;
    }

    /// <summary>Makes it a new one.</summary>
    internal void Clear()
    {
        Instructions.Clear();
        Accesses.Clear();
        Assigned.Clear();
        (MayThrow, Stores, IsCut) = (false, false, false);
    }

    private bool IsOwner(object variable)
    {
        foreach (RegionAccess access in Accesses)
        {
            if (access.Owner == variable)
                return true;
        }
        return false;
    }
}
