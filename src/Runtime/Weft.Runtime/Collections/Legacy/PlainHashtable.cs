using System.Collections;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>The members of <see cref="Hashtable"/> itself; see <see cref="NonVirtual"/>.</summary>
internal static class PlainHashtable
{
    internal static readonly Func<Hashtable, int> Count = NonVirtual.Of<Func<Hashtable, int>>("get_Count");
    internal static readonly Func<Hashtable, object, bool> Contains = NonVirtual.Of<Func<Hashtable, object, bool>>(nameof(Hashtable.ContainsKey));
    internal static readonly Func<Hashtable, object, object?> Get = NonVirtual.Of<Func<Hashtable, object, object?>>("get_Item");
    internal static readonly Action<Hashtable, object, object?> Add = NonVirtual.Of<Action<Hashtable, object, object?>>(nameof(Hashtable.Add));
    internal static readonly Action<Hashtable, object, object?> Set = NonVirtual.Of<Action<Hashtable, object, object?>>("set_Item");
    internal static readonly Action<Hashtable, object> Remove = NonVirtual.Of<Action<Hashtable, object>>(nameof(Hashtable.Remove));
    internal static readonly Action<Hashtable> Clear = NonVirtual.Of<Action<Hashtable>>(nameof(Hashtable.Clear));
    internal static readonly Func<Hashtable, IDictionaryEnumerator> Entries = NonVirtual.Of<Func<Hashtable, IDictionaryEnumerator>>(nameof(Hashtable.GetEnumerator));
}
