using System.Collections;

namespace Weft.Runtime.Collections;

/// <summary>The entries of a map as <see cref="IDictionary"/> gives them.</summary>
internal sealed class EntryEnumerator<TKey, TValue>(IEnumerator<KeyValuePair<TKey, TValue>> entries) : IDictionaryEnumerator where TKey : notnull
{
    private readonly IEnumerator<KeyValuePair<TKey, TValue>> _entries = entries;

    public DictionaryEntry Entry => new(_entries.Current.Key, _entries.Current.Value);

    public object Key => _entries.Current.Key;

    public object? Value => _entries.Current.Value;

    public object Current => Entry;

    public bool MoveNext() => _entries.MoveNext();

    public void Reset() => _entries.Reset();
}
