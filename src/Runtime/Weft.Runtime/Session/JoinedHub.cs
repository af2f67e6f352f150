using Weft.Protocol;

namespace Weft.Runtime.Session;

/// <summary>A session that has just begun.</summary>
/// <param name="Connection">Its connection.</param>
/// <param name="Welcome">What the hub said.</param>
/// <param name="Types">All type definitions.</param>
/// <param name="Session">Its id.</param>
/// <param name="Stamp">What the hub's answer began with.</param>
/// <param name="Greeted">When the node's greeting was sent.</param>
internal sealed record JoinedHub(HubConnection Connection, Welcome Welcome, byte[] Types, Guid Session, HubStamp Stamp, long Greeted);

/// <summary>Where a session stands.</summary>
/// <param name="Session">Its id.</param>
/// <param name="Incarnation">The hub with which it was begun; empty for a new one.</param>
/// <param name="Epoch">The epoch of the hub that it went on with last; 0 for a new one.</param>
/// <param name="Handled">How many of that hub's frames were handled.</param>
internal readonly record struct SessionPlace(Guid Session, Guid Incarnation, ulong Epoch, ulong Handled);

/// <summary>The hub does not take this node, or ends its session.</summary>
internal sealed class HubRefusedException(Refused refused) : Exception($"{refused.Code}: {refused.Text}")
{
    internal RejoinAdvice Advice { get; } = refused.Advice;
}
