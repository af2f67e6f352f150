using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Weft.Runtime.Collections.Pools;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.CopyOnWrite;

/// <summary>How values of one class of sequences are read and made.</summary>
internal interface IListValue<TList, T>
{
    static abstract object? KeyOf(TList? value);

    static abstract long StampOf(TList value);

    static abstract T[] Copy(TList value);

    /// <summary>Makes a value; the array is its own.</summary>
    static abstract TList Make(T[] items);
}

/// <summary>A content whose source is a list.</summary>
internal sealed class ListForm<TList, T, TValue> : ContentForm<TList> where TValue : struct, IListValue<TList, T>
{
    internal override object? KeyOf(TList? value) => TValue.KeyOf(value);

    internal override void Check(TList value, string place) => ContentClasses.Check(typeof(TList), value, place);

    internal override long StampOf(TList value) => TValue.StampOf(value);

    internal override object MakeSource(TList value) => new SharedList<T>(Snapshots.Take(value, TValue.Copy));

    internal override bool Fits(object source, TList value) => true;

    internal override TList Take(object source, out long version)
    {
        List<T> list = (List<T>)source;
        (T[] items, version) = Headers.Of(list) is { } header ? ((ListReplica<T>)ListReplica<T>.Of(header)).Take(list) : (list.ToArray(), 0);
        return TValue.Make(items);
    }

    internal override TList Clone(TList value) => TValue.Make(Snapshots.Take(value, TValue.Copy));

    internal override void Share(object source, TList known, TList value, string place)
    {
        if (Values.ValueCodec<T>.For.IsLiteral)
            return;
        ListEdit<T> edit = ListEdit<T>.Between(Snapshots.Take(known, TValue.Copy), Snapshots.Take(value, TValue.Copy));
        for (int i = 0; i < edit.Inserted.Length; i++)
            ArgumentSharer.Share(edit.Inserted[i], Headers.Of(source), place, edit.Start + i);
    }

    internal override long Record(object source, TList known, long version, TList value)
    {
        T[] before = Snapshots.Take(known, TValue.Copy);
        ListEdit<T> edit = ListEdit<T>.Between(before, Snapshots.Take(value, TValue.Copy));
        List<T> list = (List<T>)source;
        if (Headers.Of(list) is { } header)
            return ((ListReplica<T>)ListReplica<T>.Of(header)).Edit(list, before, edit, version);
        list.RemoveRange(edit.Start, edit.Removed);
        list.InsertRange(edit.Start, edit.Inserted);
        return 0;
    }
}

/// <summary>The one stretch in which two sequences differ.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Removed">How many items of the old sequence are in it.</param>
/// <param name="Inserted">The items of the new one.</param>
internal readonly record struct ListEdit<T>(int Start, int Removed, T[] Inserted)
{
    internal bool IsNothing => Removed == 0 && Inserted.Length == 0;

    internal static ListEdit<T> Between(T[] before, T[] after)
    {
        int shorter = Math.Min(before.Length, after.Length);
        int start = 0;
        while (start < shorter && Sameness<T>.Instance.Equals(before[start], after[start]))
            start++;
        int same = 0;
        while (same < shorter - start && Sameness<T>.Instance.Equals(before[^(same + 1)], after[^(same + 1)]))
            same++;
        return new(start, before.Length - start - same, after[start..^same]);
    }

    /// <summary>The same edit on a sequence that another edit has changed before.</summary>
    internal ListEdit<T> After(ListEdit<T> other, int length)
    {
        int start = other.IsNothing || Start + Removed <= other.Start && !(Removed == 0 && Start == other.Start) ? Start
            : Start >= other.Start + other.Removed ? Start + other.Inserted.Length - other.Removed
            : other.Start;
        start = Math.Clamp(start, 0, length);
        return new(start, Math.Min(Removed, length - start), Inserted);
    }
}

/// <summary>Values that are lists.</summary>
internal readonly struct ListValue<T> : IListValue<List<T>, T>
{
    public static object? KeyOf(List<T>? value) => value;

    public static long StampOf(List<T> value) => ContentStamp<T>.Of(value);

    public static T[] Copy(List<T> value) => value.ToArray();

    public static List<T> Make(T[] items) => new SharedList<T>(items);
}

/// <summary>Values that are arrays.</summary>
internal readonly struct ArrayValue<T> : IListValue<T[], T>
{
    public static object? KeyOf(T[]? value) => value;

    public static long StampOf(T[] value) => ContentStamp.Unknown;

    public static T[] Copy(T[] value) => (T[])value.Clone();

    public static T[] Make(T[] items) => items;
}

/// <summary>Values that are immutable lists.</summary>
internal readonly struct ImmutableListValue<T> : IListValue<ImmutableList<T>, T>
{
    public static object? KeyOf(ImmutableList<T>? value) => value;

    public static long StampOf(ImmutableList<T> value) => ContentStamp.Unknown;

    public static T[] Copy(ImmutableList<T> value) => [.. value];

    public static ImmutableList<T> Make(T[] items) => [.. items];
}

/// <summary>Values that are immutable arrays.</summary>
internal readonly struct ImmutableArrayValue<T> : IListValue<ImmutableArray<T>, T>
{
    public static object? KeyOf(ImmutableArray<T> value) => ImmutableCollectionsMarshal.AsArray(value);

    public static long StampOf(ImmutableArray<T> value) => ContentStamp.Unknown;

    public static T[] Copy(ImmutableArray<T> value) => value.IsDefault ? [] : [.. value];

    public static ImmutableArray<T> Make(T[] items) => ImmutableCollectionsMarshal.AsImmutableArray(items);
}
