using System.Text;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Texts;

/// <summary>
/// The content of a <see cref="StringBuilder"/>, in pieces. The framework keeps no count of changes: past the replica only one that makes the text longer or shorter is seen. Whatever is told of a text that
/// was changed unseen stays within it, and is replaced when the change is taken over.
/// </summary>
internal readonly struct TextContent : ISequenceContent<StringBuilder, string>
{
    public static StringBuilder Create() => new();

    public static Replica MakeReplica(SharedHeader header) => new TextReplica(header);

    public static long Stamp(StringBuilder text) => text.Length;

    public static int Count(StringBuilder text) => SegmentsOf(text).Count;

    public static string[] Copy(StringBuilder text)
    {
        TextSegments segments = SegmentsOf(text);
        if (segments.Total != text.Length)
            segments.Divide(text.Length);
        string[] content = new string[segments.Count];
        for (int i = 0, start = 0; i < content.Length; start += segments.LengthOf(i++))
            content[i] = text.ToString(start, segments.LengthOf(i));
        return content;
    }

    public static void Load(StringBuilder text, string[] content)
    {
        TextSegments segments = SegmentsOf(text);
        text.Clear();
        segments.Clear();
        foreach (string piece in content)
        {
            text.Append(piece);
            segments.Insert(segments.Count, piece.Length);
        }
    }

    public static bool TryInsert(StringBuilder text, int index, string item)
    {
        TextSegments segments = SegmentsOf(text);
        text.Insert(Math.Min(segments.StartOf(index), text.Length), item);
        segments.Insert(index, item.Length);
        return true;
    }

    public static bool TryRemove(StringBuilder text, int index, int count)
    {
        TextSegments segments = SegmentsOf(text);
        int start = segments.StartOf(index), end = segments.StartOf(index + count);
        RemoveWithin(text, start, end - start);
        segments.Remove(index, count);
        return true;
    }

    public static bool TrySet(StringBuilder text, int index, string item)
    {
        TextSegments segments = SegmentsOf(text);
        int start = segments.StartOf(index);
        RemoveWithin(text, start, segments.LengthOf(index));
        text.Insert(Math.Min(start, text.Length), item);
        segments.Set(index, item.Length);
        return true;
    }

    private static void RemoveWithin(StringBuilder text, int start, int count)
    {
        start = Math.Min(start, text.Length);
        text.Remove(start, Math.Min(count, text.Length - start));
    }

    // A text that is not shared is copied in pieces that nobody remembers.
    private static TextSegments SegmentsOf(StringBuilder text) => TextReplica.Of(text)?.Segments ?? new TextSegments();
}
