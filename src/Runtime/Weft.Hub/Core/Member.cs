using Weft.Protocol;

namespace Weft.Hub.Core;

internal enum MemberState
{
    /// <summary>Connected, gets everything that concerns it.</summary>
    Active,

    /// <summary>Its connection closed; its leases, and what concerns it, are kept until the reconnect window closes.</summary>
    Cut,

    /// <summary>It left; it may go on asking for objects.</summary>
    Left,

    /// <summary>Its number is history.</summary>
    Dead,

    /// <summary>The store has it as a member of the hub before this one; it has not come back.</summary>
    Missing,

    /// <summary>It has come back to a hub that was started again, and hands back what that may lack.</summary>
    Reclaiming,
}

/// <summary>One member of the cluster.</summary>
internal sealed class Member(MemberInfo info, int slot, HubConnection connection)
{
    public MemberInfo Info { get; } = info;

    public int Number => Info.Number;

    /// <summary>Index in member sets; used again once the member is dead.</summary>
    public int Slot { get; } = slot;

    public Guid Session => Info.Session;

    /// <summary>Its connection, or the last that it had.</summary>
    public HubConnection Connection { get; set; } = connection;

    public MemberState State { get; set; }

    public long LastHeard { get; set; }

    /// <summary>How many frames were sent to it, or are kept for it, in this session.</summary>
    public ulong Sent { get; set; }

    /// <summary>How many of them it has handled, as far as it has said so: the others are kept.</summary>
    public ulong Confirmed { get; set; }

    /// <summary>How many frames of this session were handled.</summary>
    public ulong Received { get; set; }

    /// <summary>Whether its session ends with its connection.</summary>
    public bool IsCondemned { get; set; }

    /// <summary>The last group number handled.</summary>
    public ulong LastGroup { get; set; }

    /// <summary>The number up to which it was sent everything by the hub before this one: it is told again of nothing up to there.</summary>
    public ulong AppliedBefore { get; set; }

    /// <summary>The last call of the core that did after it what it did on what is lent to it: until that is stored, nobody but it could hand that back.</summary>
    public ulong AheadOfStore { get; set; }

    public long CallsFailed { get; set; }

    public override string ToString() => $"member {Number} ({Info.Name})";
}
