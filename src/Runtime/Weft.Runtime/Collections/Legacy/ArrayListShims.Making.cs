using System.Collections;
using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Contract;

/// <content>Constructors, and what gives wrappers.</content>
public static partial class ArrayListShims
{
    /// <summary>See <see cref="ArrayList.ArrayList()"/>.</summary>
    public static ArrayList Create() => Activation.IsActive ? new SharedArrayList() : new ArrayList();

    /// <summary>See <see cref="ArrayList.ArrayList(int)"/>.</summary>
    public static ArrayList Create(int capacity) => Activation.IsActive ? new SharedArrayList(capacity) : new ArrayList(capacity);

    /// <summary>See <see cref="ArrayList.ArrayList(ICollection)"/>.</summary>
    public static ArrayList Create(ICollection c) => Activation.IsActive ? new SharedArrayList(c) : new ArrayList(c);

    /// <summary>See <see cref="ArrayList.Synchronized(ArrayList)"/>.</summary>
    public static ArrayList Synchronized(ArrayList list) => Activation.IsActive && list is not null ? new SynchronizedArrayList(list) : ArrayList.Synchronized(list!);

    /// <summary>See <see cref="ArrayList.Synchronized(IList)"/>.</summary>
    public static IList Synchronized(IList list) => list is ArrayList own ? Synchronized(own) : ArrayList.Synchronized(StandIn(list, locks: true));

    /// <summary>See <see cref="ArrayList.Adapter(IList)"/>.</summary>
    public static ArrayList Adapter(IList list) => ArrayList.Adapter(StandIn(list, locks: false));

    /// <summary>See <see cref="ArrayList.FixedSize(ArrayList)"/>.</summary>
    public static ArrayList FixedSize(ArrayList list) => ArrayList.FixedSize(list);

    /// <summary>See <see cref="ArrayList.FixedSize(IList)"/>.</summary>
    public static IList FixedSize(IList list) => ArrayList.FixedSize(StandIn(list, locks: false));

    /// <summary>See <see cref="ArrayList.ReadOnly(ArrayList)"/>.</summary>
    public static ArrayList ReadOnly(ArrayList list) => ArrayList.ReadOnly(list);

    /// <summary>See <see cref="ArrayList.ReadOnly(IList)"/>.</summary>
    public static IList ReadOnly(IList list) => ArrayList.ReadOnly(StandIn(list, locks: false));

    // What wraps one of the framework's own classes asks whether it is one.
    private static IList StandIn(IList list, bool locks) => Activation.IsActive && list is not null and not ArrayList ? (IList)FrameworkWrappers.StandInFor(list, locks) : list!;
}
