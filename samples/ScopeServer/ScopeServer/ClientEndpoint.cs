using ScopeServer.Core;

namespace ScopeServer;

/// <summary>Takes WebSocket connections: <c>/ws?room=PATH&amp;name=NAME</c>.</summary>
internal sealed class ClientEndpoint(
    WhiteboardRooms rooms,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    ILogger<ClientConnection> log)
{
    private readonly string? serverName = configuration["name"];

    public async Task AcceptAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Refuse(context, "This address takes WebSocket connections.");
            return;
        }
        string person = context.Request.Query["name"].FirstOrDefault() ?? "";
        if (string.IsNullOrWhiteSpace(person) || person.Length > Names.MaxLength)
        {
            await Refuse(context, $"Say who you are: name=…, at most {Names.MaxLength} characters.");
            return;
        }
        Room room;
        try
        {
            room = rooms.Open(context.Request.Query["room"].FirstOrDefault() ?? "lobby", out _);
        }
        catch (RejectedException rejection)
        {
            await Refuse(context, rejection.Message);
            return;
        }
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var connection = new ClientConnection(socket, room, person, serverName, log);
        await connection.RunAsync(lifetime.ApplicationStopping);
    }

    private static Task Refuse(HttpContext context, string reason) =>
        Results.Problem(reason, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
}
