using Weft.Runtime.Collections.CopyOnWrite;

namespace Weft.Runtime.Collections;

/// <content>Changes of a stretch at once, and copies with their version, for contents that are replaced at each write.</content>
internal sealed partial class ListReplica<T>
{
    /// <summary>A copy of the items, and the version that it is of.</summary>
    internal (T[] Items, long Version) Take(List<T> list) => Read(list, (this, list), static a => (a.list.ToArray(), (long)a.Item1.Version));

    /// <summary>Carries out an edit, whose items are shared already. Publishes nothing.</summary>
    /// <param name="list">The list.</param>
    /// <param name="known">What the edit was made of.</param>
    /// <param name="edit">The edit.</param>
    /// <param name="version">The version that <paramref name="known"/> is of.</param>
    /// <returns>The version of the items then, if the given one was theirs before.</returns>
    internal long Edit(List<T> list, T[] known, ListEdit<T> edit, long version) => Read(list, (this, list, known, edit, version), static a =>
    {
        bool isOf = a.version == a.Item1.Version;
        a.Item1.EditLatched(a.list, isOf ? a.edit : a.edit.After(ListEdit<T>.Between(a.known, a.list.ToArray()), a.list.Count));
        return isOf ? a.Item1.Version : ContentForm<List<T>>.Outdated;
    });

    private void EditLatched(List<T> list, ListEdit<T> edit)
    {
        int replaced = Math.Min(edit.Removed, edit.Inserted.Length);
        for (int i = 0; i < replaced; i++)
        {
            list[edit.Start + i] = edit.Inserted[i];
            RecordSet(list, edit.Start + i, edit.Inserted[i]);
        }
        if (edit.Removed > replaced)
        {
            list.RemoveRange(edit.Start + replaced, edit.Removed - replaced);
            RecordRemove(list, edit.Start + replaced, edit.Removed - replaced);
        }
        for (int i = replaced; i < edit.Inserted.Length; i++)
        {
            list.Insert(edit.Start + i, edit.Inserted[i]);
            RecordInsert(list, edit.Start + i, edit.Inserted[i]);
        }
    }
}
