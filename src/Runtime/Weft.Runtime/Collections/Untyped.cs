using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Weft.Runtime.Collections;

/// <summary>What the framework's collections do with arguments of their non-generic interfaces.</summary>
internal static class Untyped
{
    internal static bool Fits<T>(object? value) => value is T || (value is null && default(T) is null);

    /// <summary>The value as <typeparamref name="T"/>.</summary>
    /// <exception cref="ArgumentNullException">Null for a value type.</exception>
    /// <exception cref="ArgumentException">A value of another type.</exception>
    internal static T Value<T>(object? value, string name)
    {
        if (value is T typed)
            return typed;
        if (value is not null)
            throw new ArgumentException($"The value \"{value}\" is not of type \"{typeof(T)}\" and cannot be used in this generic collection.", name);
        return default(T) is null ? default! : throw new ArgumentNullException(name);
    }

    /// <summary>Whether a dictionary of <typeparamref name="TKey"/> could have a key.</summary>
    /// <exception cref="ArgumentNullException">No key is null.</exception>
    internal static bool IsKey<TKey>(object key, [NotNullWhen(true)] out TKey? typed) where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(key);
        typed = key is TKey fitting ? fitting : default;
        return key is TKey;
    }

    /// <summary>A key as <typeparamref name="TKey"/>.</summary>
    /// <exception cref="ArgumentNullException">No key is null.</exception>
    /// <exception cref="ArgumentException">A key of another type.</exception>
    internal static TKey Key<TKey>(object key) where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(key);
        return Value<TKey>(key, nameof(key));
    }

    /// <summary>What an untyped map has in it.</summary>
    internal static KeyValuePair<object, object?>[] Pairs(IDictionaryEnumerator entries, int capacity)
    {
        List<KeyValuePair<object, object?>> pairs = new(capacity);
        while (entries.MoveNext())
            pairs.Add(new(entries.Key, entries.Value));
        return [.. pairs];
    }

    /// <summary>As dictionaries copy their entries: also as those of non-generic ones.</summary>
    internal static void CopyEntries<TKey, TValue>(KeyValuePair<TKey, TValue>[] content, Array array, int index, bool tellsMismatch) where TKey : notnull =>
        CopyTo(array is DictionaryEntry[] ? Array.ConvertAll(content, entry => new DictionaryEntry(entry.Key, entry.Value)) : content, array, index, tellsMismatch);

    /// <summary>Copies a content, with the exceptions of collections.</summary>
    /// <param name="content">The content.</param>
    /// <param name="array">The array.</param>
    /// <param name="index">Where to begin.</param>
    /// <param name="tellsMismatch">Whether the class says of an array of other objects what arrays say.</param>
    internal static void CopyTo(ICollection content, Array array, int index, bool tellsMismatch = false)
    {
        try
        {
            content.CopyTo(array, index);
        }
        catch (ArrayTypeMismatchException) when (!tellsMismatch || array is not object[])
        {
            // Arrays say so, collections do not.
            throw new ArgumentException("Target array type is not compatible with the type of items in the collection.", nameof(array));
        }
        if (array is not null)
            Barriers.ArrayWrites.Written(array, index, content.Count);
    }
}
