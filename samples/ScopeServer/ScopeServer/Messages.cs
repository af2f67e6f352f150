using System.Text.Json;
using System.Text.Json.Serialization;
using ScopeServer.Core;

namespace ScopeServer;

/// <summary>What a client sends: <c>draw</c>, <c>erase</c>, <c>clear</c> or <c>say</c>.</summary>
internal sealed record ClientMessage(string? Type, string? Key, string? Color, int Width, int[]? Points, string? Text);

/// <summary>What the server sends.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(WelcomeMessage), "welcome")]
[JsonDerivedType(typeof(BoardMessage), "board")]
[JsonDerivedType(typeof(ChatMessage), "chat")]
[JsonDerivedType(typeof(ChangeMessage), "change")]
[JsonDerivedType(typeof(LineMessage), "line")]
[JsonDerivedType(typeof(ErrorMessage), "error")]
internal abstract record ServerMessage
{
    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web);
}

/// <summary>First of all: the room that was entered, and the name of the server if it has one.</summary>
internal sealed record WelcomeMessage(string Room, string? Server) : ServerMessage;

/// <summary>The whole board, once.</summary>
internal sealed record BoardMessage(long Version, IReadOnlyList<KeyValuePair<string, string>> Strokes) : ServerMessage;

/// <summary>The last lines, once.</summary>
internal sealed record ChatMessage(IReadOnlyList<ChatLine> Lines) : ServerMessage;

/// <summary>A stroke was drawn, removed (no value), or all were (no key).</summary>
internal sealed record ChangeMessage(long Version, string? Key, string? Value) : ServerMessage;

/// <summary>Something was said.</summary>
internal sealed record LineMessage(ChatLine Line) : ServerMessage;

/// <summary>A message of this client was not accepted; it stays connected.</summary>
internal sealed record ErrorMessage(string Message) : ServerMessage;
