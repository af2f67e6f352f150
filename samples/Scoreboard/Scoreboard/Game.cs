using System.Threading.Channels;

namespace Scoreboard;

/// <summary>What the players of one game have scored.</summary>
public sealed class Game(string name)
{
    private readonly Dictionary<string, int> scores = [];
    private readonly Watchers watchers = new();

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>Adds points, which may be negative, and tells all who watch.</summary>
    /// <returns>What the player has now.</returns>
    public int Add(string player, int points)
    {
        lock (scores)
        {
            var total = scores.GetValueOrDefault(player) + points;
            scores[player] = total;
            // Told inside the lock, so that all hear of scores in the order in which they were made; telling only queues.
            Announce(player, total);
            return total;
        }
    }

    /// <summary>The best players, best first; those with the same score by name.</summary>
    public Score[] Top(int count)
    {
        lock (scores)
            return [.. scores.Select(entry => new Score(entry.Key, entry.Value)).OrderByDescending(score => score.Points).ThenBy(score => score.Player, StringComparer.Ordinal).Take(count)];
    }

    /// <summary>Every new score from now on, until the watcher goes.</summary>
    public ChannelReader<Score> Watch(CancellationToken gone) => watchers.Add(gone);

    private void Announce(string player, int total) => watchers.Tell(new(player, total));
}

/// <summary>What a player has.</summary>
public sealed record Score(string Player, int Points);
