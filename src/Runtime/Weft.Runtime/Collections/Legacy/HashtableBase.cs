using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Contract;

/// <summary>What calls of the <c>base</c> members that change a <see cref="Hashtable"/> do where the object is shared, in a class that derives from it: what the framework's own members do. Those that come down to others reach overrides of these.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class HashtableBase
{
    /// <summary>See <see cref="Hashtable.Add(object, object)"/>.</summary>
    public static void Add(Hashtable self, object key, object? value)
    {
        if (Replica(self) is { } replica)
            replica.Add(self, key, value);
        else
            PlainHashtable.Add(self, key, value);
    }

    /// <summary>See <see cref="Hashtable.this"/>.</summary>
    public static void set_Item(Hashtable self, object key, object? value)
    {
        if (Replica(self) is { } replica)
            replica.SetItem(self, key, value);
        else
            PlainHashtable.Set(self, key, value);
    }

    /// <summary>See <see cref="Hashtable.Remove(object)"/>.</summary>
    public static void Remove(Hashtable self, object key)
    {
        if (Replica(self) is { } replica)
            replica.Remove(self, key);
        else
            PlainHashtable.Remove(self, key);
    }

    /// <summary>See <see cref="Hashtable.Clear()"/>.</summary>
    public static void Clear(Hashtable self)
    {
        if (Replica(self) is { } replica)
            replica.Clear(self);
        else
            PlainHashtable.Clear(self);
    }

    private static HashtableReplica? Replica(Hashtable self) => Replicas<Hashtable, SharedHashtable, HashtableReplica>.Find(self);
}
