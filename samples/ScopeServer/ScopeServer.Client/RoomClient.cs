using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ScopeServer.Client;

/// <summary>One client in one room: sends, and keeps what it was told.</summary>
public sealed class RoomClient : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentQueue<Received> received = new();
    private Task receiving = Task.CompletedTask;

    private RoomClient(string person) => Person = person;

    /// <summary>The name that it has in the chat.</summary>
    public string Person { get; }

    /// <summary>All that was received, in its order.</summary>
    public IReadOnlyCollection<Received> Log => received;

    /// <summary>What the server said when it ended the connection; null while it has not.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Enters a room.</summary>
    /// <param name="server">The server's address, <c>http://host:port</c>.</param>
    /// <param name="room">The path of the room.</param>
    /// <param name="person">A name for the chat.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<RoomClient> ConnectAsync(Uri server, string room, string person, CancellationToken cancellation)
    {
        var client = new RoomClient(person);
        var address = new UriBuilder(new Uri(server, "/ws"))
        {
            Scheme = server.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs,
            Query = $"room={Uri.EscapeDataString(room)}&name={Uri.EscapeDataString(person)}",
        };
        try
        {
            await client.socket.ConnectAsync(address.Uri, cancellation);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
        client.receiving = client.ReceiveAllAsync();
        return client;
    }

    /// <summary>Says a line.</summary>
    public Task SayAsync(string text, CancellationToken cancellation) => SendAsync(new { Type = "say", Text = text }, cancellation);

    /// <summary>Draws a stroke.</summary>
    public Task DrawAsync(string key, string color, int width, int[] points, CancellationToken cancellation) =>
        SendAsync(new { Type = "draw", Key = key, Color = color, Width = width, Points = points }, cancellation);

    /// <summary>Sends any message.</summary>
    public Task SendAsync(object message, CancellationToken cancellation) =>
        SendTextAsync(JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web), cancellation);

    /// <summary>Sends any bytes as a text message.</summary>
    public Task SendTextAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation) =>
        socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, cancellation).AsTask();

    /// <summary>Waits until what was received satisfies a condition.</summary>
    /// <returns>Whether it did before the time was over.</returns>
    public Task<bool> WaitAsync(Func<IReadOnlyCollection<Received>, bool> condition, TimeSpan limit) =>
        Wait.UntilAsync(() => condition(received), limit);

    /// <summary>Leaves.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await receiving;
        socket.Dispose();
        ending.Dispose();
    }

    private async Task ReceiveAllAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), ending.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                    break;
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                received.Enqueue(new Received(Stopwatch.GetTimestamp(), JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!));
                message.SetLength(0);
            }
            EndReason = socket.CloseStatusDescription ?? "";
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ending.Token);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or IOException)
        {
            EndReason ??= failure.Message;
        }
    }
}

/// <summary>A message as it came.</summary>
/// <param name="Timestamp">When, by <see cref="Stopwatch"/>.</param>
/// <param name="Body">The message.</param>
public sealed record Received(long Timestamp, JsonNode Body)
{
    /// <summary>The message's type.</summary>
    public string Type => Body["type"]!.GetValue<string>();

    /// <summary>The text of a line of chat, or the key of a stroke drawn; null for other messages.</summary>
    public string? Mark => Type switch
    {
        "line" => Body["line"]!["text"]!.GetValue<string>(),
        "change" when Body["value"] is not null => Body["key"]!.GetValue<string>(),
        _ => null,
    };
}
