using Weft.Runtime.Collections;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Barriers;

/// <summary>Reports what whole-array operations of the framework wrote.</summary>
internal static class ArrayWrites
{
    /// <summary>Shares what will be stored in an array, if it is a shared one: before the store, so that a refusal changes nothing.</summary>
    internal static void Share<T>(Array? array, T value)
    {
        if (array is not null && ArrayMark.IsSet(array) && SideTable.Find(array) is { } header)
            SharedWrites.Share(header, value);
    }

    /// <summary>Shares what will be copied from one array to another, if that is a shared one. Ranges that do not fit are left to the copy to refuse.</summary>
    internal static void ShareRange(Array? source, long sourceStart, Array? target, long count)
    {
        if (source is null || target is null || !ArrayMark.IsSet(target) || source.GetType().GetElementType()!.IsValueType || SideTable.Find(target) is not { } header)
            return;
        sourceStart -= source.GetLowerBound(0);
        if (sourceStart < 0 || count < 0 || sourceStart > source.Length || count > source.Length - sourceStart)
            return;
        foreach (object? reference in ArrayElements.Of<object?>(source).Slice((int)sourceStart, (int)count).ToArray())
            SharedWrites.Share(header, reference);
    }

    /// <summary>Elements of an array were written: publishes them if it is shared.</summary>
    /// <param name="array">The array.</param>
    /// <param name="start">The first one, counted as the members of <see cref="Array"/> do: from the lower bound of the first dimension.</param>
    /// <param name="count">How many.</param>
    internal static void Written(Array? array, long start, long count)
    {
        if (array is not null && ArrayMark.IsSet(array))
            WrittenAt(array, (int)(start - array.GetLowerBound(0)), count);
    }

    /// <summary>Elements of an array were written, the first of them by its number: publishes them if it is shared.</summary>
    internal static void WrittenAt(Array? array, int start, long count)
    {
        if (count <= 0 || array is null || !ArrayMark.IsSet(array) || SideTable.Find(array) is not { } header)
            return;
        ArrayDescriptor descriptor = ArrayDescriptor.Of(header);
        SharedWrites.Check(header);
        descriptor.ShareElements(array, header, start, (int)count);
        header.EnterLatch();
        try
        {
            descriptor.Record(array, header, start, (int)count);
        }
        finally
        {
            header.ExitLatch();
        }
        SharedWrites.Finish();
    }

    /// <summary>The whole array was, or may have been, written.</summary>
    internal static void Written(Array? array) => WrittenAt(array, 0, array?.LongLength ?? 0);
}
