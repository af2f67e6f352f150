using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using ScopeServer.Core;

namespace ScopeServer;

/// <summary>
/// One browser in one room. What it is told waits in a bounded queue: a client that does not keep up is cut off, and gets the whole
/// state again when it comes back.
/// </summary>
internal sealed class ClientConnection(WebSocket socket, Room room, string person, string? serverName, ILogger log) : IListener
{
    private const int MaxMessageLength = 16 * 1024;
    private const int QueueLength = 2000;
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly Channel<byte[]> outgoing = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly Whiteboard board = WhiteboardRooms.Board(room);
    private volatile string? endReason;

    /// <summary>Serves the client until it leaves, is cut off, the room is closed or the server stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var ending = new CancellationTokenSource();
        using var stop = stopping.Register(() => End("The server stops."));
        Queue(new WelcomeMessage(room.Path, serverName));
        using var presence = room.Enter(this);
        if (presence is null)
            End("The room was closed.");
        using var drawing = board.Subscribe(this);
        using var talk = room.Chat.Subscribe(this);
        var receiving = ReceiveAllAsync(ending.Token);
        var sending = SendAllAsync();
        await Task.WhenAny(receiving, sending);
        End("Bye.");
        await sending;
        await CloseAsync();
        ending.CancelAfter(CloseTimeout);
        await receiving;
        log.LogInformation("{Person} left {Room}: {Reason}", person, room.Path, endReason);
    }

    public void Started(ObjectSnapshot snapshot) => Queue(new BoardMessage(snapshot.Version, snapshot.Entries));

    public void Started(IReadOnlyList<ChatLine> lines) => Queue(new ChatMessage(lines));

    public void Changed(ObjectChange change) => Queue(new ChangeMessage(change.Version, change.Key, change.Value));

    public void Said(ChatLine line) => Queue(new LineMessage(line));

    public void Closed(Room room) => End("The room was closed.");

    private void Queue(ServerMessage message)
    {
        if (outgoing.Writer.TryWrite(message.Encode()) || endReason is not null)
            return;
        End("The connection is too slow.");
        socket.Abort();
    }

    /// <summary>Nothing more is queued; what was queued is still sent.</summary>
    private void End(string reason)
    {
        endReason ??= reason;
        outgoing.Writer.TryComplete();
    }

    private async Task SendAllAsync()
    {
        try
        {
            await foreach (var message in outgoing.Reader.ReadAllAsync())
            {
                using var limit = new CancellationTokenSource(SendTimeout);
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, limit.Token);
            }
        }
        catch (Exception failure) when (IsLostConnection(failure))
        {
            log.LogDebug("{Person} in {Room} cannot be reached: {Reason}", person, room.Path, failure.Message);
            End("The connection is broken.");
        }
    }

    private async Task ReceiveAllAsync(CancellationToken ending)
    {
        var buffer = new byte[MaxMessageLength];
        try
        {
            while (await ReceiveAsync(buffer, ending) is { } length)
                Handle(buffer.AsSpan(0, length));
        }
        catch (Exception failure) when (IsLostConnection(failure))
        {
            log.LogDebug("{Person} in {Room} is gone: {Reason}", person, room.Path, failure.Message);
        }
    }

    /// <summary>Receives one message; null if the client closes, or sends one that is too long.</summary>
    private async Task<int?> ReceiveAsync(byte[] buffer, CancellationToken ending)
    {
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), ending);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            length += part.Count;
            if (part.EndOfMessage)
                return length;
            if (length == buffer.Length)
            {
                End($"A message can be {MaxMessageLength} bytes long.");
                return null;
            }
        }
    }

    private void Handle(ReadOnlySpan<byte> message)
    {
        try
        {
            Perform(JsonSerializer.Deserialize<ClientMessage>(message, JsonSerializerOptions.Web));
        }
        catch (JsonException)
        {
            Queue(new ErrorMessage("That is not a message in JSON."));
        }
        catch (RejectedException rejection)
        {
            Queue(new ErrorMessage(rejection.Message));
        }
    }

    private void Perform(ClientMessage? message)
    {
        switch (message?.Type)
        {
            case "draw":
                board.Draw(message.Key, new Stroke(message.Color, message.Width, message.Points));
                break;
            case "erase":
                board.Remove(Names.Check(message.Key));
                break;
            case "clear":
                board.Clear();
                break;
            case "say":
                room.Chat.Say(person, message.Text ?? "");
                break;
            default:
                throw new RejectedException("A message has a type: draw, erase, clear or say.");
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(CloseTimeout);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, endReason, limit.Token);
        }
        catch (Exception failure) when (IsLostConnection(failure))
        {
            log.LogDebug("{Person} in {Room} did not wait for the end: {Reason}", person, room.Path, failure.Message);
        }
    }

    private static bool IsLostConnection(Exception failure) => failure is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException;
}
