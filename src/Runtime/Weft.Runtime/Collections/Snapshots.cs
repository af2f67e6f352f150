namespace Weft.Runtime.Collections;

/// <summary>
/// Copies of collections that other threads may be changing. A change that the copy misses is reported by its writer, which looks again
/// after it.
/// </summary>
internal static class Snapshots
{
    private const int Attempts = 1000;

    internal static T[] Of<T>(List<T> list) => Take(list, static l => l.ToArray());

    internal static T[] Of<T>(HashSet<T> set) => Take(set, static s =>
    {
        List<T> copy = new(s.Count);
        foreach (T item in s)
            copy.Add(item);
        return copy.ToArray();
    });

    internal static KeyValuePair<TKey, TValue>[] Of<TKey, TValue>(Dictionary<TKey, TValue> map) where TKey : notnull => Take(map, static m =>
    {
        List<KeyValuePair<TKey, TValue>> copy = new(m.Count);
        foreach (KeyValuePair<TKey, TValue> entry in m)
            copy.Add(entry);
        return copy.ToArray();
    });

    private static T[] Take<TCollection, T>(TCollection collection, Func<TCollection, T[]> copy)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return copy(collection);
            }
            // The collection grew meanwhile, or is half grown.
            catch (Exception e) when (attempt < Attempts && e is ArgumentException or InvalidOperationException or IndexOutOfRangeException)
            {
                Thread.Yield();
            }
        }
    }
}
