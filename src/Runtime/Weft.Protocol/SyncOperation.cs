namespace Weft.Protocol;

/// <summary>Which synchronizer an object of kind <see cref="ObjectKind.Synchronizer"/> is: the first value of its state.</summary>
public enum SyncForm
{
    /// <summary>Permits: count, initial count, maximum.</summary>
    Semaphore = 1,

    /// <summary>Set or not, and whether a wait resets it: 0 or 1, 0 or 1.</summary>
    Event = 2,

    /// <summary>Signals that are missing: current count, initial count.</summary>
    Countdown = 3,

    /// <summary>Participants, phase, and the action between phases: text or null, its receiver or null.</summary>
    Barrier = 4,

    /// <summary>Items in order: capacity (-1: none), <see cref="ChannelFullMode"/>, 1 for last in first out, 1 if closed, why it was closed (text or null), the action for dropped items: text or null, its receiver or null, then the items.</summary>
    Channel = 5,
}

/// <summary>What a channel that is full does with another item.</summary>
public enum ChannelFullMode
{
    /// <summary>Its writer waits.</summary>
    Wait = 0,

    /// <summary>The newest item gives way.</summary>
    DropNewest = 1,

    /// <summary>The oldest item gives way.</summary>
    DropOldest = 2,

    /// <summary>It is dropped itself.</summary>
    DropWrite = 3,
}

/// <summary>What a <see cref="SyncRequest"/> does.</summary>
public enum SyncOperation : byte
{
    /// <summary>Gives a number: 0 the count, 1 the initial count or what remains, 2 the phase.</summary>
    Read = 0,

    /// <summary>Gives the whole state, as a creation has it.</summary>
    Snapshot = 1,

    /// <summary>Waits for a permit, for the event, or for the countdown's end.</summary>
    Wait = 2,

    /// <summary>Gives permits, sets the event, or signals.</summary>
    Release = 3,

    /// <summary>Resets an event, or a countdown to a count.</summary>
    Reset = 4,

    /// <summary>Adds to what a countdown waits for, or participants of a barrier.</summary>
    Add = 5,

    /// <summary>Removes participants of a barrier.</summary>
    Remove = 6,

    /// <summary>Arrives at a barrier and waits for the others.</summary>
    Arrive = 7,

    /// <summary>The action between two phases has run: amount 0, or 1 if it failed, with a text.</summary>
    EndPhase = 8,

    /// <summary>Adds an item to a channel.</summary>
    Put = 9,

    /// <summary>Takes the next item.</summary>
    Take = 10,

    /// <summary>Shows the next item.</summary>
    Peek = 11,

    /// <summary>Waits until there is an item.</summary>
    AwaitItem = 12,

    /// <summary>Waits until an item can be put.</summary>
    AwaitRoom = 13,

    /// <summary>Closes a channel for items, with a text if it failed.</summary>
    Complete = 14,

    /// <summary>Waits until a channel is closed and empty.</summary>
    AwaitEnd = 15,
}

/// <summary>What came of a <see cref="SyncRequest"/>.</summary>
public enum SyncOutcome : byte
{
    /// <summary>It is done.</summary>
    Done = 0,

    /// <summary>It would have had to wait, or the state does not allow it; nothing was changed.</summary>
    NotNow = 1,

    /// <summary>It was taken back, or it waited for a participant that withdrew; nothing was changed.</summary>
    Cancelled = 2,

    /// <summary>It would exceed a maximum; nothing was changed.</summary>
    Overflow = 3,

    /// <summary>The channel is closed; the value tells why, if anything.</summary>
    Closed = 4,

    /// <summary>The last participant has arrived: the asking node runs the action between phases, then sends <see cref="SyncOperation.EndPhase"/>.</summary>
    YourTurn = 5,

    /// <summary>The phase is over, and its action failed; the value tells how.</summary>
    Failed = 6,
}
