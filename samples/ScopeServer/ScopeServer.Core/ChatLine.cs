namespace ScopeServer.Core;

/// <summary>Something that was said.</summary>
public sealed class ChatLine(long number, string author, string text, DateTimeOffset at)
{
    /// <summary>Its place among all that was said in the room, from 1.</summary>
    public long Number { get; } = number;

    /// <summary>Who said it.</summary>
    public string Author { get; } = author;

    /// <summary>What was said.</summary>
    public string Text { get; } = text;

    /// <summary>When.</summary>
    public DateTimeOffset At { get; } = at;
}
