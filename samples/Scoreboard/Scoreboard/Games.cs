namespace Scoreboard;

/// <summary>All games, by name.</summary>
public sealed class Games
{
    /// <summary>How many games there may be.</summary>
    public const int Limit = 1000;

    private readonly Dictionary<string, Game> games = [];

    /// <summary>The names, in order.</summary>
    public string[] Names()
    {
        lock (games)
            return [.. games.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>A game, if there is one of that name.</summary>
    public Game? Find(string name)
    {
        lock (games)
            return games.GetValueOrDefault(name);
    }

    /// <summary>A game, which begins now if there is none of that name; null where there are too many.</summary>
    public Game? FindOrBegin(string name)
    {
        lock (games)
        {
            if (games.TryGetValue(name, out var game))
                return game;
            if (games.Count == Limit)
                return null;
            return games[name] = new Game(name);
        }
    }

    /// <summary>Ends a game; false where there is none of that name.</summary>
    public bool End(string name)
    {
        lock (games)
            return games.Remove(name);
    }
}
