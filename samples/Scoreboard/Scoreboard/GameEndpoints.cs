using System.Runtime.CompilerServices;

namespace Scoreboard;

/// <summary>The games over HTTP.</summary>
internal static class GameEndpoints
{
    private const int Shown = 10;
    private const int LongestName = 40;
    private const int MostPoints = 1_000_000;

    public static void MapGames(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/games", (Games games) => games.Names());
        endpoints.MapGet("/games/{game}", (string game, Games games) => games.Find(game) is { } found ? Results.Ok(found.Top(Shown)) : NoGame(game));
        endpoints.MapPost("/games/{game}/{player}", AddPoints);
        endpoints.MapDelete("/games/{game}", (string game, Games games) => games.End(game) ? Results.NoContent() : NoGame(game));
        endpoints.MapGet("/games/{game}/watch", Watch);
    }

    private static IResult AddPoints(string game, string player, int points, Games games)
    {
        if (game.Length > LongestName || player.Length > LongestName || Math.Abs((long)points) > MostPoints)
            return Results.Problem($"Names have at most {LongestName} characters, and nobody scores more than {MostPoints} points at once.", statusCode: StatusCodes.Status400BadRequest);
        return games.FindOrBegin(game) is { } found
            ? Results.Ok(new Score(player, found.Add(player, points)))
            : Results.Problem($"There are {Games.Limit} games already.", statusCode: StatusCodes.Status409Conflict);
    }

    private static IResult Watch(string game, Games games, CancellationToken gone) =>
        games.FindOrBegin(game) is { } found ? TypedResults.ServerSentEvents(News(found, gone), "scores") : NoGame(game);

    /// <summary>First the best players, then each score that changes.</summary>
    private static async IAsyncEnumerable<Score[]> News(Game game, [EnumeratorCancellation] CancellationToken gone)
    {
        var watched = game.Watch(gone);
        yield return game.Top(Shown);
        await foreach (var score in watched.ReadAllAsync(gone))
            yield return [score];
    }

    private static IResult NoGame(string game) => Results.Problem($"There is no game '{game}'.", statusCode: StatusCodes.Status404NotFound);
}
