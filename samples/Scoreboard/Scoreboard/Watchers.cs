using System.Threading.Channels;

namespace Scoreboard;

/// <summary>Who watches a game at this server. One who does not keep up misses the oldest news.</summary>
internal sealed class Watchers
{
    private const int Backlog = 100;

    private readonly List<Channel<Score>> channels = [];

    /// <summary>Adds a watcher until the token is cancelled.</summary>
    public ChannelReader<Score> Add(CancellationToken gone)
    {
        var channel = Channel.CreateBounded<Score>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (channels)
            channels.Add(channel);
        gone.Register(() => Remove(channel));
        return channel.Reader;
    }

    /// <summary>Tells all.</summary>
    public void Tell(Score score)
    {
        lock (channels)
        {
            foreach (var channel in channels)
                channel.Writer.TryWrite(score);
        }
    }

    private void Remove(Channel<Score> channel)
    {
        lock (channels)
            channels.Remove(channel);
        channel.Writer.TryComplete();
    }
}
