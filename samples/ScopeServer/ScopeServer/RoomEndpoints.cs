using ScopeServer.Core;

namespace ScopeServer;

/// <summary>The tree of scopes over HTTP. A path in an address has its slashes written as <c>%2F</c>.</summary>
internal static class RoomEndpoints
{
    public static void MapRooms(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("").AddEndpointFilter(AnswerRejections);
        api.MapGet("/scopes", (WhiteboardRooms rooms) => Describe(rooms.Tree));
        api.MapPost("/rooms/{room}", OpenRoom);
        api.MapDelete("/rooms/{room}", CloseRoom);
        api.MapPut("/rooms/{room}/attributes/{name}", SetAttribute);
        api.MapGet("/rooms/{room}/objects/{name}", GetObject);
        api.MapGet("/rooms/{room}/chat", GetChat);
    }

    private static async ValueTask<object?> AnswerRejections(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RejectedException rejection)
        {
            return Results.Problem(rejection.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static IResult OpenRoom(string room, WhiteboardRooms rooms)
    {
        var opened = rooms.Open(Path(room), out var created);
        return created ? Results.Created($"/rooms/{Uri.EscapeDataString(opened.Path)}", Describe(opened)) : Results.Ok(Describe(opened));
    }

    private static IResult CloseRoom(string room, WhiteboardRooms rooms) =>
        rooms.Find(Path(room))?.Close() == true ? Results.NoContent() : NoRoom(room);

    private static async Task<IResult> SetAttribute(string room, string name, HttpRequest request, WhiteboardRooms rooms)
    {
        if (request.ContentLength is null or > 4 * Scope.MaxAttributeLength)
            throw new RejectedException($"Send the value as the body, with its length, in at most {Scope.MaxAttributeLength} characters.");
        using var reader = new StreamReader(request.Body);
        var value = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        if (rooms.Find(Path(room)) is not { } found)
            return NoRoom(room);
        found.SetAttribute(name, value.Length == 0 ? null : value);
        return Results.NoContent();
    }

    private static IResult GetObject(string room, string name, WhiteboardRooms rooms)
    {
        if (rooms.Find(Path(room)) is not { } found)
            return NoRoom(room);
        return found.FindObject(name) is { } shared
            ? Results.Ok(shared.Snapshot())
            : Results.Problem($"Room '{found.Path}' has no object '{name}'.", statusCode: StatusCodes.Status404NotFound);
    }

    private static IResult GetChat(string room, WhiteboardRooms rooms) =>
        rooms.Find(Path(room)) is { } found ? Results.Ok(found.Chat.Lines()) : NoRoom(room);

    private static IResult NoRoom(string room) =>
        Results.Problem($"There is no room '{Path(room)}'.", statusCode: StatusCodes.Status404NotFound);

    // The server leaves %2F as it is in addresses, so that it does not part one segment into two.
    private static string Path(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static ScopeDescription Describe(Scope scope) => new(
        scope.Name,
        scope.Path,
        scope.Attributes(),
        scope is Room room ? room.ObjectNames() : [],
        [.. scope.Children().Select(Describe)]);
}

/// <summary>A scope and all below it.</summary>
internal sealed record ScopeDescription(
    string Name,
    string Path,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<string> Objects,
    IReadOnlyList<ScopeDescription> Children);
