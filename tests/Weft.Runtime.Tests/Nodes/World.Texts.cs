using System.Globalization;
using System.Text;
using Weft.Runtime.Collections.Texts;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Shared texts.</content>
internal static partial class World
{
    internal static void ShareText(int length) => Root!.Anything = new StringBuilder(TextOf(length, 1));

    /// <summary>One random edit through the shims, or by the framework's class on a text of the test. Both of the same seed do the same.</summary>
    internal static void Edit(StringBuilder text, int seed, bool plain)
    {
        Random random = new(seed);
        int at = random.Next(text.Length + 1), count = random.Next(Math.Min(text.Length - at, 3000) + 1);
        string made = TextOf(random.Next(3) == 0 ? random.Next(4000) : random.Next(20), seed);
        switch (random.Next(8))
        {
            case 0:
                _ = plain ? text.Append(made) : StringBuilderShims.Append(text, made);
                break;
            case 1 or 2:
                _ = plain ? text.Insert(at, made) : StringBuilderShims.Insert(text, at, made);
                break;
            case 3:
                _ = plain ? text.Remove(at, count) : StringBuilderShims.Remove(text, at, count);
                break;
            case 4:
                _ = plain ? text.Replace("b", made[..Math.Min(made.Length, 5)], at, count) : StringBuilderShims.Replace(text, "b", made[..Math.Min(made.Length, 5)], at, count);
                break;
            case 5:
                _ = plain ? text.Replace('a', 'z') : StringBuilderShims.Replace(text, 'a', 'z');
                break;
            case 6 when at < text.Length && plain:
                text[at] = '!';
                break;
            case 6 when at < text.Length:
                StringBuilderShims.set_Chars(text, at, '!');
                break;
            case 7 when plain:
                text.Length = Math.Max(0, text.Length - count / 10 + 3);
                break;
            case 7:
                StringBuilderShims.set_Length(text, Math.Max(0, text.Length - count / 10 + 3));
                break;
        }
    }

    internal static void EditShared(int seed) => Locked(() => Edit(SharedText, seed, plain: false));

    internal static string LockedText()
    {
        string content = "";
        Locked(() => content = StringBuilderShims.ToString(SharedText));
        return content;
    }

    /// <summary>Appends without any lock, each time in another way.</summary>
    internal static void AppendUnlocked(int node, int times)
    {
        for (int i = 0; i < times; i++)
        {
            string made = $"<{node}:{i}>";
            if (i % 2 == 0)
                StringBuilderShims.Append(SharedText, made);
            else
                StringBuilderShims.AppendFormat(SharedText, CultureInfo.InvariantCulture, "<{0}:{1}>", node, i);
        }
    }

    internal static void AppendLocked(int times, string made)
    {
        for (int i = 0; i < times; i++)
            Locked(() => StringBuilderShims.Append(SharedText, made));
    }

    internal static long SentBytes() => Activation.Node.Link.Traffic.Sent;

    internal static int Pieces() => TextReplica.Of(SharedText)!.Segments.Count;

    /// <summary>Appends as compilers have interpolated strings appended.</summary>
    internal static void AppendInterpolated(int number) => Locked(() =>
    {
        StringBuilder.AppendInterpolatedStringHandler handler = default;
        InterpolationShims.Construct(ref handler, 4, 1, SharedText);
        handler.AppendLiteral("[");
        handler.AppendFormatted(number);
        handler.AppendLiteral("]");
        StringBuilderShims.AppendLine(SharedText, ref handler);
    });

    /// <summary>How an append ends whose format fails after something was appended.</summary>
    internal static string AppendFailing()
    {
        string end = "done";
        Locked(() =>
        {
            try
            {
                StringBuilderShims.AppendFormat(SharedText, "half{1}", "one");
            }
            catch (FormatException)
            {
                end = "failed";
            }
        });
        return end;
    }

    /// <summary>Changes the text as code that is not woven does; then woven code looks at it.</summary>
    internal static void AppendUnseen(string made) => Locked(() =>
    {
        SharedText.Insert(0, made);
        _ = StringBuilderShims.get_Length(SharedText);
    });

    private static StringBuilder SharedText => (StringBuilder)Root!.Anything!;

    private static string TextOf(int length, int seed) => string.Create(length, seed, static (span, seed) =>
    {
        for (int i = 0; i < span.Length; i++)
            span[i] = (char)('a' + (i * 7 + seed) % 13);
    });
}
