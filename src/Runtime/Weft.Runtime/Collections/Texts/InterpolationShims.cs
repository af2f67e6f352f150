using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Weft.Runtime.Collections.Texts;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the constructors of what compilers append interpolated strings with: it would write to the text before the text is asked. To a shared text it writes beside it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Text.StringBuilder/AppendInterpolatedStringHandler", Untouched = "*")]
public static class InterpolationShims
{
    /// <summary>The constructor that is given no provider.</summary>
    public static void Construct(ref StringBuilder.AppendInterpolatedStringHandler self, int literalLength, int formattedCount, StringBuilder stringBuilder) => self = Create(literalLength, formattedCount, stringBuilder);

    /// <summary>The constructor that is given a provider.</summary>
    public static void Construct(ref StringBuilder.AppendInterpolatedStringHandler self, int literalLength, int formattedCount, StringBuilder stringBuilder, IFormatProvider? provider) =>
        self = Create(literalLength, formattedCount, stringBuilder, provider);

    /// <summary>The constructor that is given no provider.</summary>
    public static StringBuilder.AppendInterpolatedStringHandler Create(int literalLength, int formattedCount, StringBuilder stringBuilder) => new(literalLength, formattedCount, TargetFor(stringBuilder));

    /// <summary>The constructor that is given a provider.</summary>
    public static StringBuilder.AppendInterpolatedStringHandler Create(int literalLength, int formattedCount, StringBuilder stringBuilder, IFormatProvider? provider) =>
        new(literalLength, formattedCount, TargetFor(stringBuilder), provider);

    /// <summary>Appends what a handler has put beside the text, if it has.</summary>
    internal static StringBuilder Take(StringBuilder text, ref StringBuilder.AppendInterpolatedStringHandler handler, bool withLine)
    {
        StringBuilder made = Target(ref handler);
        if (ReferenceEquals(made, text) || made is null)
            return withLine ? TextReplica.Seen(text.AppendLine(ref handler)) : TextReplica.Seen(text.Append(ref handler));
        if (withLine)
            made.AppendLine();
        return StringBuilderShims.Append(text, made);
    }

    private static StringBuilder TargetFor(StringBuilder text) => TextReplica.Of(text) is null ? text : new StringBuilder();

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_stringBuilder")]
    private static extern ref StringBuilder Target(ref StringBuilder.AppendInterpolatedStringHandler handler);
}

/// <content>Appending interpolated strings.</content>
public static partial class StringBuilderShims
{
    /// <summary>See <see cref="StringBuilder.Append(ref StringBuilder.AppendInterpolatedStringHandler)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, ref StringBuilder.AppendInterpolatedStringHandler handler) => InterpolationShims.Take(self, ref handler, withLine: false);

    /// <summary>See <see cref="StringBuilder.Append(IFormatProvider, ref StringBuilder.AppendInterpolatedStringHandler)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, IFormatProvider? provider, ref StringBuilder.AppendInterpolatedStringHandler handler) => InterpolationShims.Take(self, ref handler, withLine: false);

    /// <summary>See <see cref="StringBuilder.AppendLine(ref StringBuilder.AppendInterpolatedStringHandler)"/>.</summary>
    public static StringBuilder AppendLine(StringBuilder self, ref StringBuilder.AppendInterpolatedStringHandler handler) => InterpolationShims.Take(self, ref handler, withLine: true);

    /// <summary>See <see cref="StringBuilder.AppendLine(IFormatProvider, ref StringBuilder.AppendInterpolatedStringHandler)"/>.</summary>
    public static StringBuilder AppendLine(StringBuilder self, IFormatProvider? provider, ref StringBuilder.AppendInterpolatedStringHandler handler) => InterpolationShims.Take(self, ref handler, withLine: true);
}
