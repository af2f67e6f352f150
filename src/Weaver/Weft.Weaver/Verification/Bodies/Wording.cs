using System.Globalization;
using System.Runtime.CompilerServices;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>What a value is, as messages call it. Put together only where there is a message: nearly every value is as it should be.</summary>
[InterpolatedStringHandler]
internal struct Wording
{
    private string? _before;
    private int? _number;
    private string? _between;
    private object? _member;
    private string? _behind;

    /// <summary>Takes one number and one member, in this order.</summary>
    public Wording(int literalLength, int formattedCount)
    {
        _ = literalLength;
        _ = formattedCount;
    }

    private Wording(string text) => _before = text;

    public static implicit operator Wording(string text) => new(text);

    public void AppendLiteral(string text)
    {
        if (_member is not null)
            _behind = text;
        else if (_number is not null)
            _between = text;
        else
            _before = text;
    }

    public void AppendFormatted(int number) => _number = number;

    public void AppendFormatted(object member) => _member = member;

    public override readonly string ToString() => _before + _number?.ToString(CultureInfo.InvariantCulture) + _between + _member + _behind;
}
