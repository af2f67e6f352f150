using System.Buffers;
using System.Text.Json;
using ScopeServer.Core;

namespace ScopeServer;

/// <summary>A drawing: each attribute is a stroke, by the key that its author chose.</summary>
internal sealed class Whiteboard(string name) : SharedObject(name, MaxStrokes)
{
    /// <summary>The name of the whiteboard in each room.</summary>
    public const string ObjectName = "board";

    /// <summary>How many strokes are kept.</summary>
    public const int MaxStrokes = 500;

    /// <summary>Adds a stroke, or replaces it by a longer one while it is being drawn.</summary>
    /// <exception cref="RejectedException">The stroke is not valid.</exception>
    public void Draw(string? key, Stroke stroke)
    {
        Names.Check(key);
        stroke.Check();
        Set(key!, JsonSerializer.Serialize(stroke, JsonSerializerOptions.Web));
    }
}

/// <summary>A line through points on a board of <see cref="BoardWidth"/> × <see cref="BoardHeight"/>.</summary>
/// <param name="Color">As <c>#rrggbb</c>.</param>
/// <param name="Width">How thick.</param>
/// <param name="Points">x and y of each point in turn.</param>
internal sealed record Stroke(string? Color, int Width, int[]? Points)
{
    public const int BoardWidth = 1600;
    public const int BoardHeight = 900;
    public const int MaxWidth = 60;
    public const int MaxPoints = 512;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <exception cref="RejectedException">Color, width or points are out of range.</exception>
    public void Check()
    {
        if (Color is not ['#', _, _, _, _, _, _] || Color.AsSpan(1).ContainsAnyExcept(HexDigits))
            throw new RejectedException("A color is written as #rrggbb.");
        if (Width is < 1 or > MaxWidth)
            throw new RejectedException($"A stroke is 1 to {MaxWidth} wide.");
        if (Points is null || Points.Length is < 2 or > 2 * MaxPoints || Points.Length % 2 != 0)
            throw new RejectedException($"A stroke has 1 to {MaxPoints} points, each with x and y.");
        for (var i = 0; i < Points.Length; i += 2)
        {
            if (Points[i] is < 0 or > BoardWidth || Points[i + 1] is < 0 or > BoardHeight)
                throw new RejectedException($"A point lies on the board of {BoardWidth} by {BoardHeight}.");
        }
    }
}
