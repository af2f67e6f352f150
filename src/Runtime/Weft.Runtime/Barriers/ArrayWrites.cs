using Weft.Runtime.Collections;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Barriers;

/// <summary>Reports what whole-array operations of the framework wrote.</summary>
internal static class ArrayWrites
{
    /// <summary>Shares what will be stored in an array, if it is a shared one: before the store, so that a refusal changes nothing.</summary>
    internal static void Share<T>(Array? array, T value)
    {
        if (ArrayFlags.AnySharedAtAll && array is not null && SideTable.Find(array) is { } header)
            SharedWrites.Share(header, value);
    }

    /// <summary>Shares what will be copied from one array to another, if that is a shared one. Ranges that do not fit are left to the copy to refuse.</summary>
    internal static void ShareRange(Array? source, long sourceStart, Array? target, long count)
    {
        if (!ArrayFlags.AnySharedAtAll || source is not object?[] references || target is null || SideTable.Find(target) is not { } header)
            return;
        if (sourceStart < 0 || count < 0 || sourceStart > references.Length || count > references.Length - sourceStart)
            return;
        foreach (object? reference in references.AsSpan((int)sourceStart, (int)count).ToArray())
            SharedWrites.Share(header, reference);
    }

    /// <summary>Elements of an array were written: publishes them if it is shared.</summary>
    internal static void Written(Array? array, long start, long count)
    {
        if (count <= 0 || !ArrayFlags.AnySharedAtAll || array is null || SideTable.Find(array) is not { } header)
            return;
        ArrayDescriptor descriptor = ArrayDescriptor.Of(header);
        SharedWrites.Check(header);
        descriptor.ShareElements(array, header, (int)start, (int)count);
        header.EnterLatch();
        try
        {
            descriptor.Record(array, header, (int)start, (int)count);
        }
        finally
        {
            header.ExitLatch();
        }
        SharedWrites.Finish();
    }

    /// <summary>The whole array was, or may have been, written.</summary>
    internal static void Written(Array? array) => Written(array, 0, array?.LongLength ?? 0);
}
