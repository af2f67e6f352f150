namespace Weft.Runtime.Collections;

/// <content>Operations that run the program's own code.</content>
internal sealed partial class ListReplica<T>
{
    internal bool Remove(List<T> list, T item)
    {
        SharedWrites.Check(Header);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            Drain(list);
            int version = Version;
            int index = list.IndexOf(item);
            if (index < 0)
                return false;
            if (TryChange(list, version, () => { list.RemoveAt(index); RecordRemove(list, index, 1); }))
                return true;
        }
        throw ChangedMeanwhile();
    }

    internal int RemoveAll(List<T> list, Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        SharedWrites.Check(Header);
        T[] before = Copy(list, out int version);
        List<int> matching = [];
        for (int i = 0; i < before.Length; i++)
        {
            if (match(before[i]))
                matching.Add(i);
        }
        if (matching.Count != 0 && !TryChange(list, version, () => RemoveEach(list, matching)))
            throw ChangedMeanwhile();
        return matching.Count;
    }

    internal void Reverse(List<T> list) => Rearrange(list, static copy => copy.Reverse());

    internal void Reverse(List<T> list, int index, int count) => Rearrange(list, copy => copy.Reverse(index, count));

    internal void Sort(List<T> list) => Rearrange(list, static copy => copy.Sort());

    internal void Sort(List<T> list, IComparer<T>? comparer) => Rearrange(list, copy => copy.Sort(comparer));

    internal void Sort(List<T> list, int index, int count, IComparer<T>? comparer) => Rearrange(list, copy => copy.Sort(index, count, comparer));

    internal void Sort(List<T> list, Comparison<T> comparison) => Rearrange(list, copy => copy.Sort(comparison));

    // A comparison that throws leaves the list as it was.
    private void Rearrange(List<T> list, Action<List<T>> rearrange)
    {
        SharedWrites.Check(Header);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            List<T> copy = [.. Copy(list, out int version)];
            if (Header.Exposure is not null)
                ShareAll(copy);
            rearrange(copy);
            if (TryChange(list, version, () => WriteBack(list, copy)))
                return;
        }
        throw ChangedMeanwhile();
    }

    // What was written through a span may not be shared yet.
    private void ShareAll(List<T> items)
    {
        foreach (T item in items)
            SharedWrites.Share(Header, item);
    }

    private void WriteBack(List<T> list, List<T> copy)
    {
        for (int i = 0; i < copy.Count; i++)
            list[i] = copy[i];
        RecordReplace(list);
    }

    private void RemoveEach(List<T> list, List<int> ascending)
    {
        for (int i = ascending.Count - 1; i >= 0; i--)
        {
            int last = i;
            while (i > 0 && ascending[i - 1] == ascending[i] - 1)
                i--;
            int count = last - i + 1;
            list.RemoveRange(ascending[i], count);
            RecordRemove(list, ascending[i], count);
        }
    }
}
