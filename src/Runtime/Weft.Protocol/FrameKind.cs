namespace Weft.Protocol;

/// <summary>The byte after a frame's length: which message follows. Values below 64 go from node to hub, the others from hub to node.</summary>
public enum FrameKind : byte
{
    /// <summary><see cref="Protocol.Hello"/>.</summary>
    Hello = 1,

    /// <summary><see cref="Protocol.Group"/>.</summary>
    Group = 2,

    /// <summary><see cref="Protocol.Fault"/>.</summary>
    Fault = 3,

    /// <summary><see cref="Protocol.LockRequest"/>.</summary>
    LockRequest = 4,

    /// <summary><see cref="Protocol.LockCancel"/>.</summary>
    LockCancel = 5,

    /// <summary><see cref="Protocol.LockReturn"/>.</summary>
    LockReturn = 6,

    /// <summary><see cref="Protocol.LockBusy"/>.</summary>
    LockBusy = 7,

    /// <summary><see cref="Protocol.RootLookup"/>.</summary>
    RootLookup = 8,

    /// <summary><see cref="Protocol.RootAssign"/>.</summary>
    RootAssign = 9,

    /// <summary><see cref="Protocol.ReserveIds"/>.</summary>
    ReserveIds = 10,

    /// <summary><see cref="Protocol.CallDone"/>.</summary>
    CallDone = 11,

    /// <summary><see cref="Protocol.Drop"/>.</summary>
    Drop = 12,

    /// <summary><see cref="Protocol.Ping"/>.</summary>
    Ping = 13,

    /// <summary><see cref="Protocol.Leave"/>.</summary>
    Leave = 14,

    /// <summary><see cref="Protocol.Query"/>.</summary>
    Query = 15,

    /// <summary><see cref="Protocol.LockWait"/>.</summary>
    LockWait = 16,

    /// <summary><see cref="Protocol.LockPulse"/>.</summary>
    LockPulse = 17,

    /// <summary><see cref="Protocol.SyncRequest"/>.</summary>
    SyncRequest = 30,

    /// <summary><see cref="Protocol.SyncCancel"/>.</summary>
    SyncCancel = 31,

    /// <summary><see cref="Protocol.SyncReturned"/>.</summary>
    SyncReturned = 32,

    /// <summary><see cref="Protocol.InquiryReply"/>.</summary>
    InquiryReply = 18,

    /// <summary><see cref="Protocol.LockStalled"/>.</summary>
    LockStalled = 19,

    /// <summary><see cref="Protocol.Received"/>.</summary>
    Received = 20,

    /// <summary><see cref="Protocol.TailGroup"/>.</summary>
    TailGroup = 21,

    /// <summary><see cref="Protocol.TailRoot"/>.</summary>
    TailRoot = 22,

    /// <summary><see cref="Protocol.ClaimLocks"/>.</summary>
    ClaimLocks = 23,

    /// <summary><see cref="Protocol.ClaimBorn"/>.</summary>
    ClaimBorn = 24,

    /// <summary><see cref="Protocol.ClaimObjects"/>.</summary>
    ClaimObjects = 25,

    /// <summary><see cref="Protocol.ClaimRoots"/>.</summary>
    ClaimRoots = 26,

    /// <summary><see cref="Protocol.ClaimLoan"/>.</summary>
    ClaimLoan = 33,

    /// <summary><see cref="Protocol.Reclaimed"/>.</summary>
    Reclaimed = 27,

    /// <summary>Either way: a piece of a message that is too long for one frame, see <see cref="PieceBuffer"/>.</summary>
    Piece = 63,

    /// <summary><see cref="Protocol.Welcome"/>.</summary>
    Welcome = 64,

    /// <summary><see cref="Protocol.Refused"/>.</summary>
    Refused = 65,

    /// <summary><see cref="Protocol.Apply"/>.</summary>
    Apply = 66,

    /// <summary><see cref="Protocol.Acknowledge"/>.</summary>
    Acknowledge = 67,

    /// <summary><see cref="Protocol.FaultReply"/>.</summary>
    FaultReply = 68,

    /// <summary><see cref="Protocol.Grant"/>.</summary>
    Grant = 69,

    /// <summary><see cref="Protocol.LockDenied"/>.</summary>
    LockDenied = 70,

    /// <summary><see cref="Protocol.Recall"/>.</summary>
    Recall = 71,

    /// <summary><see cref="Protocol.RootReply"/>.</summary>
    RootReply = 72,

    /// <summary><see cref="Protocol.RootChanged"/>.</summary>
    RootChanged = 73,

    /// <summary><see cref="Protocol.IdBlock"/>.</summary>
    IdBlock = 74,

    /// <summary><see cref="Protocol.MemberChanged"/>.</summary>
    MemberChanged = 75,

    /// <summary><see cref="Protocol.Pong"/>.</summary>
    Pong = 76,

    /// <summary><see cref="Protocol.QueryReply"/>.</summary>
    QueryReply = 77,

    /// <summary><see cref="Protocol.LockNotified"/>.</summary>
    LockNotified = 78,

    /// <summary><see cref="Protocol.Inquiry"/>.</summary>
    Inquiry = 79,

    /// <summary><see cref="Protocol.DeadlockFound"/>.</summary>
    DeadlockFound = 80,

    /// <summary><see cref="Protocol.Reclaim"/>.</summary>
    Reclaim = 81,

    /// <summary><see cref="Protocol.SyncReply"/>.</summary>
    SyncReply = 94,

    /// <summary><see cref="Protocol.SyncLent"/>.</summary>
    SyncLent = 95,

    /// <summary><see cref="Protocol.SyncRecall"/>.</summary>
    SyncRecall = 96,

    /// <summary><see cref="Protocol.SyncBounced"/>.</summary>
    SyncBounced = 97,

    /// <summary><see cref="Protocol.SyncSettled"/>.</summary>
    SyncSettled = 98,
}
