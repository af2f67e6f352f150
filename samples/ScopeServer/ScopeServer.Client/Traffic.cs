using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ScopeServer.Client;

/// <summary>Sends the traffic and checks what came of it.</summary>
internal sealed class Traffic(Options options)
{
    // As many as the servers keep.
    private const int KeptLines = 100;
    private const int KeptStrokes = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan EchoLimit = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, long> sentAt = new();

    public async Task<Report> RunAsync(CancellationToken cancellation)
    {
        var clients = new List<RoomClient>();
        try
        {
            foreach (var server in options.Servers)
                clients.Add(await RoomClient.ConnectAsync(server, options.Room, $"client {clients.Count + 1}", cancellation));
            foreach (var client in clients)
                await AwaitEntryAsync(client, cancellation);
            await Task.WhenAll(clients.Select((client, index) => SendAllAsync(client, index + 1, cancellation)));
            await AwaitAllAsync(clients, cancellation);
            var rows = new List<ReportRow>();
            for (var i = 0; i < clients.Count; i++)
                rows.Add(Examine(options.Servers[i], clients[i]));
            var faults = await CompareStatesAsync(cancellation);
            return new Report(options.Room, sentAt.Count, rows, faults);
        }
        finally
        {
            foreach (var client in clients)
                await client.DisposeAsync();
        }
    }

    private static async Task AwaitEntryAsync(RoomClient client, CancellationToken cancellation)
    {
        while (!client.Log.Any(message => message.Type == "chat"))
        {
            if (client.EndReason is { } reason)
                throw new HttpRequestException($"{client.Person} was turned away: {reason}");
            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task SendAllAsync(RoomClient client, int number, CancellationToken cancellation)
    {
        for (var i = 1; i <= Math.Max(options.Lines, options.Strokes); i++)
        {
            if (i <= options.Lines)
            {
                var text = $"line {i} of client {number}";
                await SendAsync(client, text, () => client.SayAsync(text, cancellation));
            }
            if (i <= options.Strokes)
            {
                var key = $"c{number}-{i}";
                int[] points = [i % 1600, number * 100 % 900, (i + 1) % 1600, number * 100 % 900];
                await SendAsync(client, key, () => client.DrawAsync(key, "#3366cc", 4, points, cancellation));
            }
        }
    }

    /// <summary>Sends one message and, unless all is to be sent at once, waits until the client sees it itself: nobody draws faster than that.</summary>
    private async Task SendAsync(RoomClient client, string mark, Func<Task> send)
    {
        sentAt[mark] = Stopwatch.GetTimestamp();
        await send();
        if (!options.Burst)
            await client.WaitAsync(log => log.Any(message => message.Mark == mark), EchoLimit);
    }

    /// <summary>Waits until every client has as many messages as were sent, or no more time is left: then the report says what is missing.</summary>
    private async Task AwaitAllAsync(List<RoomClient> clients, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        while (clients.Any(client => client.Log.Count(message => message.Mark is not null) < sentAt.Count)
            && Stopwatch.GetElapsedTime(start) < options.Limit / 3)
        {
            await Task.Delay(Pause, cancellation);
        }
    }

    private ReportRow Examine(Uri server, RoomClient client)
    {
        var seen = new Dictionary<string, int>();
        var milliseconds = new List<double>();
        foreach (var message in client.Log)
        {
            if (message.Mark is not { } mark || !sentAt.TryGetValue(mark, out var sent))
                continue;
            seen[mark] = seen.GetValueOrDefault(mark) + 1;
            milliseconds.Add(Stopwatch.GetElapsedTime(sent, message.Timestamp).TotalMilliseconds);
        }
        milliseconds.Sort();
        var name = client.Log.First().Body["server"]?.GetValue<string>() ?? server.Authority;
        return new ReportRow(
            name,
            Once: seen.Count(mark => mark.Value == 1),
            Twice: seen.Count(mark => mark.Value > 1),
            Missing: sentAt.Count - seen.Count,
            Median: milliseconds.Count == 0 ? double.NaN : milliseconds[milliseconds.Count / 2],
            Worst: milliseconds.Count == 0 ? double.NaN : milliseconds[^1]);
    }

    /// <summary>Asks each server for the whole state, and lets a late client enter on each.</summary>
    private async Task<List<string>> CompareStatesAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient();
        var faults = new List<string>();
        string? firstState = null;
        var expectedLines = Math.Min(KeptLines, options.Lines * options.Servers.Count);
        var expectedStrokes = Math.Min(KeptStrokes, options.Strokes * options.Servers.Count);
        foreach (var server in options.Servers)
        {
            var room = Uri.EscapeDataString(options.Room);
            var board = await http.GetStringAsync(new Uri(server, $"/rooms/{room}/objects/board"), cancellation);
            var chat = await http.GetStringAsync(new Uri(server, $"/rooms/{room}/chat"), cancellation);
            var strokes = JsonNode.Parse(board)!["entries"]!.AsArray().Count;
            var lines = JsonNode.Parse(chat)!.AsArray().Count;
            if (strokes != expectedStrokes || lines != expectedLines)
                faults.Add($"{server} has {strokes} strokes and {lines} lines instead of {expectedStrokes} and {expectedLines}.");
            firstState ??= board + chat;
            if (board + chat != firstState)
                faults.Add($"{server} has another state than {options.Servers[0]}.");

            await using var late = await RoomClient.ConnectAsync(server, options.Room, "late client", cancellation);
            await AwaitEntryAsync(late, cancellation);
            var drawn = late.Log.First(message => message.Type == "board").Body["strokes"]!.AsArray().Count;
            var said = late.Log.First(message => message.Type == "chat").Body["lines"]!.AsArray().Count;
            if (drawn != expectedStrokes || said != expectedLines)
                faults.Add($"A late client on {server} got {drawn} strokes and {said} lines.");
        }
        return faults;
    }
}
