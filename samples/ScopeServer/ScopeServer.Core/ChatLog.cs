namespace ScopeServer.Core;

/// <summary>The last lines that were said in a room. Each listener hears each line once.</summary>
public sealed class ChatLog
{
    /// <summary>How many lines are kept.</summary>
    public const int Capacity = 100;

    /// <summary>The longest line.</summary>
    public const int MaxTextLength = 500;

    private readonly object sync = new();
    private readonly List<ChatLine> lines = new();
    private readonly Audience audience = new();
    private long count;

    /// <summary>Says something.</summary>
    /// <exception cref="RejectedException">The text is empty or too long, or the author has no valid name.</exception>
    public void Say(string author, string text)
    {
        if (string.IsNullOrWhiteSpace(author) || author.Length > Names.MaxLength)
            throw new RejectedException($"Whoever speaks needs a name of at most {Names.MaxLength} characters.");
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxTextLength)
            throw new RejectedException($"Say something, in at most {MaxTextLength} characters.");
        lock (sync)
        {
            count++;
            var line = new ChatLine(count, author, text, DateTimeOffset.UtcNow);
            lines.Add(line);
            if (lines.Count > Capacity)
                lines.RemoveAt(0);
            Announce(line.Number, line.Author, line.Text, line.At);
        }
    }

    /// <summary>The last lines, oldest first.</summary>
    public IReadOnlyList<ChatLine> Lines()
    {
        lock (sync)
            return lines.ToArray();
    }

    /// <summary>Gives a listener the last lines, and then each new one.</summary>
    /// <returns>Ends the subscription when disposed.</returns>
    public IDisposable Subscribe(IListener listener)
    {
        lock (sync)
        {
            var subscription = audience.Add(listener, count);
            listener.Started(lines.ToArray());
            return subscription;
        }
    }

    private void Announce(long number, string author, string text, DateTimeOffset at)
    {
        var line = new ChatLine(number, author, text, at);
        audience.Tell(number, listener => listener.Said(line));
    }
}
