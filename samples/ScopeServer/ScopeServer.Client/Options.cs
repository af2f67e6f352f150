using System.Globalization;

namespace ScopeServer.Client;

/// <summary>What the command line says.</summary>
/// <param name="Servers">The servers; one client enters the room on each.</param>
/// <param name="Room">The room.</param>
/// <param name="Lines">How many lines each client says.</param>
/// <param name="Strokes">How many strokes each client draws.</param>
/// <param name="Burst">Whether each client sends all at once, not one after the other.</param>
/// <param name="Limit">How long the whole may take.</param>
internal sealed record Options(IReadOnlyList<Uri> Servers, string Room, int Lines, int Strokes, bool Burst, TimeSpan Limit)
{
    public const string Usage =
        """
        ScopeServer.Client URL… [--room NAME] [--lines N] [--strokes N] [--burst] [--limit SECONDS]

        Enters a room on each server, says N lines and draws N strokes from each client, and checks that each client saw each of
        them exactly once and that all servers have the same state. A client sends its next message when it has seen its last one;
        with --burst, at once. The defaults are a new room, 20 lines, 100 strokes and 60 seconds.
        """;

    /// <exception cref="FormatException">The arguments are wrong.</exception>
    public static Options Parse(IReadOnlyList<string> arguments)
    {
        var servers = new List<Uri>();
        var room = $"check-{Guid.NewGuid():n}"[..14];
        int lines = 20, strokes = 100, limit = 60;
        var burst = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--room":
                    room = Value(arguments, ref i);
                    break;
                case "--lines":
                    lines = Number(arguments, ref i);
                    break;
                case "--strokes":
                    strokes = Number(arguments, ref i);
                    break;
                case "--burst":
                    burst = true;
                    break;
                case "--limit":
                    limit = Number(arguments, ref i);
                    break;
                case var text when Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "http" or "https":
                    servers.Add(server);
                    break;
                case var other:
                    throw new FormatException($"'{other}' is neither an option nor the address of a server.");
            }
        }
        return servers.Count > 0
            ? new(servers, room, lines, strokes, burst, TimeSpan.FromSeconds(limit))
            : throw new FormatException("Name at least one server.");
    }

    private static string Value(IReadOnlyList<string> arguments, ref int i) =>
        ++i < arguments.Count ? arguments[i] : throw new FormatException($"{arguments[i - 1]} needs a value.");

    private static int Number(IReadOnlyList<string> arguments, ref int i)
    {
        var option = arguments[i];
        return int.TryParse(Value(arguments, ref i), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 100_000
            ? number
            : throw new FormatException($"{option} needs a number from 1 to 100000.");
    }
}
