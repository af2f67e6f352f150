namespace Weft.Protocol;

/// <summary>What a hub asks its nodes about themselves.</summary>
public enum InquiryKind : byte
{
    /// <summary>Threads that wait for locks: a list of <see cref="WaitingThread"/>.</summary>
    Waits = 0,

    /// <summary>Writes outside of locks: a list of <see cref="UnlockedSite"/>.</summary>
    Unlocked = 1,
}

/// <summary>The hub asks a node about itself. Answered by <see cref="InquiryReply"/>, soon.</summary>
/// <param name="Id">Chosen by the hub.</param>
/// <param name="What">The question.</param>
public sealed record Inquiry(ulong Id, InquiryKind What) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Inquiry;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(Id);
        writer.Byte((byte)What);
    }

    /// <summary>Reads the payload.</summary>
    public static Inquiry Read(ref WireReader reader) => new(reader.Unsigned(), (InquiryKind)ReadEnum(ref reader, (byte)InquiryKind.Unlocked, "question about a node"));
}

/// <summary>The answer to <see cref="Inquiry"/>.</summary>
/// <param name="Id">The question.</param>
/// <param name="Content">As <see cref="InquiryKind"/> says.</param>
public sealed record InquiryReply(ulong Id, ReadOnlyMemory<byte> Content) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.InquiryReply;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(Id);
        writer.Raw(Content.Span);
    }

    /// <summary>Reads the payload.</summary>
    public static InquiryReply Read(ref WireReader reader) => new(reader.Unsigned(), reader.Rest());
}

/// <summary>A thread of this node has waited for a lock for long: the hub may look whether it waits for itself.</summary>
public sealed record LockStalled : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.LockStalled;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
    }

    /// <summary>Reads the payload.</summary>
    public static LockStalled Read(ref WireReader reader) => new();
}

/// <summary>Threads wait for each other, one of this node among them. They go on to wait.</summary>
/// <param name="Text">Who waits for whom and where, in lines.</param>
public sealed record DeadlockFound(string Text) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.DeadlockFound;

    /// <inheritdoc/>
    public override void Write(WireWriter writer) => writer.Text(Text);

    /// <summary>Reads the payload.</summary>
    public static DeadlockFound Read(ref WireReader reader) => new(reader.Text());
}
