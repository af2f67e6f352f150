namespace Weft.Hub.Core;

/// <summary>One connection as the core knows it. The shell makes one for each peer and gives it along with every message.</summary>
/// <param name="owner">The shell's own object for the connection; the core only hands it back.</param>
public sealed class HubConnection(object? owner = null)
{
    /// <summary>The shell's own object for the connection.</summary>
    public object? Owner { get; } = owner;

    /// <summary>Whether no node has said Hello on it.</summary>
    public bool IsStranger => Member is null && !IsOver && !Waits;

    /// <summary>Whether its node has no other connection and may come back: what is sent to it is kept meanwhile.</summary>
    public bool IsCut => Member is { State: MemberState.Cut } member && member.Connection == this;

    internal Member? Member { get; set; }

    /// <summary>Whether its Hello is answered once the hub serves.</summary>
    internal bool Waits { get; set; }

    /// <summary>Whether its session goes on in another connection: what still comes in was, or will be, sent again there.</summary>
    internal bool IsOver { get; set; }
}
