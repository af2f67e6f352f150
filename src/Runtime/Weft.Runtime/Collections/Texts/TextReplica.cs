using System.Runtime.CompilerServices;
using System.Text;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Collections.Texts;

/// <summary>Operations of this node on one shared <see cref="StringBuilder"/>. The class is sealed, so all of them have their headers in the side table.</summary>
internal sealed class TextReplica(SharedHeader header) : SequenceReplica<StringBuilder, string, TextContent>(header)
{
    /// <summary>Up to this length the last piece is sent again with what is appended to it under a lock, so that texts of many short appends have few pieces.</summary>
    private const int Extended = 128;

    internal TextSegments Segments { get; } = new();

    /// <summary>The replica of a shared text, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TextReplica? Of(StringBuilder text) => SealedReplicas<StringBuilder, TextReplica>.Of(text);

    /// <summary>After a change of a text that was found unshared: reports it if it has become shared meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static StringBuilder Seen(StringBuilder text)
    {
        SealedReplicas<StringBuilder, TextReplica>.LookAgain(text);
        return text;
    }

    /// <summary>What is in a text that may be shared, for an operation on another one.</summary>
    internal static StringBuilder? Snapshot(StringBuilder? text) => text is not null && Of(text) is { } replica ? new StringBuilder(replica.Read(text, text, static t => t.ToString())) : text;

    /// <summary>Appends what was put together in another text, where no code of the program runs under the latch.</summary>
    internal StringBuilder Append(StringBuilder text, StringBuilder made) => Append(text, made.ToString());

    internal StringBuilder Append(StringBuilder text, string made) => Change(text, (this, text, made), static a =>
    {
        a.text.Append(a.made);
        a.Item1.RecordAppend(a.text, a.made);
        return a.text;
    });

    internal StringBuilder Insert(StringBuilder text, int index, StringBuilder made) => Change(text, (this, text, index, made: made.ToString()), static a =>
    {
        a.text.Insert(a.index, a.made);
        a.Item1.RecordEdit(a.text, a.index, 0, a.made.Length);
        return a.text;
    });

    internal StringBuilder Remove(StringBuilder text, int startIndex, int length) => Change(text, (this, text, startIndex, length), static a =>
    {
        a.text.Remove(a.startIndex, a.length);
        a.Item1.RecordEdit(a.text, a.startIndex, a.length, 0);
        return a.text;
    });

    internal StringBuilder Empty(StringBuilder text)
    {
        Clear(text);
        return text;
    }

    internal void SetChar(StringBuilder text, int index, char value) => Change(text, (this, text, index, value), static a =>
    {
        a.text[a.index] = a.value;
        a.Item1.RecordEdit(a.text, a.index, 1, 1);
        return true;
    });

    internal void SetLength(StringBuilder text, int length) => Change(text, (this, text, length), static a =>
    {
        int before = a.text.Length;
        a.text.Length = a.length;
        if (a.length < before)
            a.Item1.RecordEdit(a.text, a.length, before - a.length, 0);
        else
            a.Item1.RecordAppend(a.text, a.text.ToString(before, a.length - before));
        return true;
    });

    /// <summary>Changes any part of the text; what differs afterwards is found by comparing from both ends.</summary>
    internal StringBuilder Rewrite<TArgument>(StringBuilder text, TArgument argument, Action<StringBuilder, TArgument> rewrite) => Change(text, (this, text, argument, rewrite), static a =>
    {
        string before = a.text.ToString();
        a.rewrite(a.text, a.argument);
        a.Item1.RecordDifference(a.text, before, a.text.ToString());
        return a.text;
    });

    private void RecordDifference(StringBuilder text, string before, string after)
    {
        int shorter = Math.Min(before.Length, after.Length);
        int start = before.AsSpan().CommonPrefixLength(after);
        int tail = 0;
        while (tail < shorter - start && before[^(tail + 1)] == after[^(tail + 1)])
            tail++;
        RecordEdit(text, start, before.Length - tail - start, after.Length - tail - start);
    }

    // Each piece goes to the end, wherever that is: of two nodes that append without a lock both are there afterwards.
    private void RecordAppend(StringBuilder text, string made)
    {
        if (made.Length == 0)
            return;
        int last = Segments.Count - 1;
        if (!IsCreated)
        {
            Segments.Divide(text.Length);
            RecordReplace(text);
            return;
        }
        if (last >= 0 && Segments.LengthOf(last) + made.Length <= Extended && ThreadTransaction.Current.Locks.AnyClustered)
        {
            int start = Segments.StartOf(last);
            Segments.Set(last, Segments.LengthOf(last) + made.Length);
            RecordSet(text, last, text.ToString(start, Segments.LengthOf(last)));
            return;
        }
        for (int start = 0; start < made.Length; start += TextSegments.Longest)
        {
            string piece = made.Substring(start, Math.Min(TextSegments.Longest, made.Length - start));
            Segments.Insert(Segments.Count, piece.Length);
            RecordInsert(text, AtEnd, piece);
        }
    }

    /// <summary>Characters of the text have given way to others: the pieces that they were in are sent again, in no more pieces than they need.</summary>
    private void RecordEdit(StringBuilder text, int start, int removed, int added)
    {
        if (removed == 0 && added == 0)
            return;
        if (!IsCreated)
        {
            Segments.Divide(text.Length);
            RecordReplace(text);
            return;
        }
        if (start == Segments.Total)
        {
            RecordAppend(text, text.ToString(start, added));
            return;
        }
        (int first, int from) = Segments.Find(start);
        int last = first, end = from + Segments.LengthOf(first);
        while (end < start + removed)
            end += Segments.LengthOf(++last);
        RecordPieces(text, first, last - first + 1, from, end - from - removed + added);
    }

    private void RecordPieces(StringBuilder text, int first, int there, int from, int length)
    {
        int pieces = (length + TextSegments.Longest - 1) / TextSegments.Longest;
        for (int i = 0; i < pieces; i++)
        {
            // Of the same length, so that the next insertion finds room in each.
            int at = from + (int)((long)length * i / pieces);
            string piece = text.ToString(at, from + (int)((long)length * (i + 1) / pieces) - at);
            if (i < there)
            {
                Segments.Set(first + i, piece.Length);
                RecordSet(text, first + i, piece);
            }
            else
            {
                Segments.Insert(first + i, piece.Length);
                RecordInsert(text, first + i, piece);
            }
        }
        if (pieces < there)
        {
            Segments.Remove(first + pieces, there - pieces);
            RecordRemove(text, first + pieces, there - pieces);
        }
    }
}
