using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Weft.Runtime.Collections;
using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Contract;

/// <summary>
/// Replaces <see cref="CollectionsMarshal"/>. A shared list that gives out its span, and a value of a dictionary that gives out its address, are compared when the thread publishes; other addresses into a shared collection cannot be given out,
/// since writes to them would be lost.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Runtime.InteropServices.CollectionsMarshal")]
public static class CollectionsMarshalShims
{
    /// <summary>See <see cref="CollectionsMarshal.AsSpan{T}(List{T})"/>.</summary>
    public static Span<T> AsSpan<T>(List<T>? list)
    {
        if (list is not null && ListReplica<T>.IsShared(list, out ListReplica<T>? replica))
            replica.Expose(list);
        return CollectionsMarshal.AsSpan(list);
    }

    /// <summary>See <see cref="CollectionsMarshal.SetCount{T}(List{T}, int)"/>. What is added to a shared list has default values.</summary>
    public static void SetCount<T>(List<T> list, int count)
    {
        if (list is not null && ListReplica<T>.IsShared(list, out ListReplica<T>? replica))
        {
            replica.SetCount(list, count);
            return;
        }
        CollectionsMarshal.SetCount(list!, count);
        ListReplica<T>.LookAgain(list!);
    }

    /// <summary>See <see cref="CollectionsMarshal.GetValueRefOrNullRef{TKey, TValue}(Dictionary{TKey, TValue}, TKey)"/>.</summary>
    public static ref TValue GetValueRefOrNullRef<TKey, TValue>(Dictionary<TKey, TValue> dictionary, TKey key) where TKey : notnull
    {
        if (dictionary is not null && MapReplica<TKey, TValue>.IsShared(dictionary, out MapReplica<TKey, TValue>? replica))
            replica.Expose(dictionary, key);
        return ref CollectionsMarshal.GetValueRefOrNullRef(dictionary!, key);
    }

    /// <summary>See <see cref="CollectionsMarshal.GetValueRefOrAddDefault{TKey, TValue}(Dictionary{TKey, TValue}, TKey, out bool)"/>.</summary>
    public static ref TValue? GetValueRefOrAddDefault<TKey, TValue>(Dictionary<TKey, TValue> dictionary, TKey key, out bool exists) where TKey : notnull
    {
        if (dictionary is not null && MapReplica<TKey, TValue>.IsShared(dictionary, out MapReplica<TKey, TValue>? replica))
        {
            exists = !replica.TryAdd(dictionary, key, default!);
            replica.Expose(dictionary, key);
            return ref CollectionsMarshal.GetValueRefOrNullRef(dictionary, key)!;
        }
        ref TValue? value = ref CollectionsMarshal.GetValueRefOrAddDefault(dictionary!, key, out exists);
        MapReplica<TKey, TValue>.LookAgain(dictionary!);
        return ref value;
    }

    /// <summary>See the framework's <c>GetValueRefOrNullRef</c> for a lookup by another kind of key.</summary>
    public static ref TValue GetValueRefOrNullRef<TKey, TValue, TAlternateKey>(Dictionary<TKey, TValue>.AlternateLookup<TAlternateKey> dictionary, TAlternateKey key)
        where TKey : notnull
        where TAlternateKey : notnull, allows ref struct
    {
        if (MapReplica<TKey, TValue>.IsShared(dictionary.Dictionary, out MapReplica<TKey, TValue>? replica) && DictionaryLookupShims<TKey, TValue, TAlternateKey>.TryGetValue(ref dictionary, key, out TKey? there, out _))
            replica.Expose(dictionary.Dictionary, there);
        return ref CollectionsMarshal.GetValueRefOrNullRef(dictionary, key);
    }

    /// <summary>See the framework's <c>GetValueRefOrAddDefault</c> for a lookup by another kind of key.</summary>
    public static ref TValue? GetValueRefOrAddDefault<TKey, TValue, TAlternateKey>(Dictionary<TKey, TValue>.AlternateLookup<TAlternateKey> dictionary, TAlternateKey key, out bool exists)
        where TKey : notnull
        where TAlternateKey : notnull, allows ref struct
    {
        if (MapReplica<TKey, TValue>.IsShared(dictionary.Dictionary, out _))
            return ref GetValueRefOrAddDefault(dictionary.Dictionary, DictionaryLookupShims<TKey, TValue, TAlternateKey>.KeyFor(ref dictionary, key), out exists);
        ref TValue? value = ref CollectionsMarshal.GetValueRefOrAddDefault(dictionary, key, out exists);
        MapReplica<TKey, TValue>.LookAgain(dictionary.Dictionary);
        return ref value;
    }

    /// <summary>See <see cref="CollectionsMarshal.AsBytes(BitArray)"/>.</summary>
    /// <exception cref="NotSupportedException">The array is shared.</exception>
    public static Span<byte> AsBytes(BitArray? array)
    {
        if (array is not null && SealedReplicas<BitArray, BitArrayReplica>.Of(array) is not null)
            throw Refused("AsBytes", "CopyTo, and Set or a new BitArray");
        return CollectionsMarshal.AsBytes(array);
    }

    private static NotSupportedException Refused(string member, string instead) =>
        new($"{RuntimeCodes.AddressOfSharedCollection}: CollectionsMarshal.{member} was called on a shared collection; what is written through its address could not be published. Use {instead}.");
}
