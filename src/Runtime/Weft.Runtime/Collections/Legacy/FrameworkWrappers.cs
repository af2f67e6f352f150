using System.Collections;
using System.Reflection;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>
/// What <see cref="ArrayList.Synchronized(ArrayList)"/> and the like give: private classes of the framework that work on a collection without asking anybody, under locks of their node alone.
/// </summary>
internal static class FrameworkWrappers
{
    private static readonly Type?[] Classes = [typeof(ArrayList), typeof(Queue), typeof(Stack), typeof(Hashtable), typeof(SortedList)];
    private static readonly string[] Names = ["_list", "_baseList", "_q", "_s", "_table"];

    /// <summary>What a wrapper works on, through however many others; null where the collection is no wrapper.</summary>
    internal static object? TargetOf(object? collection)
    {
        object? target = null;
        while (Activation.IsActive && collection is not null && IsWrapper(collection.GetType()))
            target = collection = Inner(collection);
        return target;
    }

    internal static NotSupportedException Refusal(Type type) =>
        new($"{RuntimeCodes.WrappedSharedCollection}: a wrapper of a shared {type.Name} (Synchronized, FixedSize, GetRange or the like) cannot change it, since its lock would be one of this node only. Work on the {type.Name} itself, under a lock on it or its SyncRoot.");

    internal static bool IsWrapper(Type type) => type.IsNestedPrivate && Classes.Contains(type.DeclaringType);

    private static object? Inner(object wrapper)
    {
        foreach (string name in Names)
        {
            if (wrapper.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic) is { } field)
                return field.GetValue(wrapper);
        }
        throw new NotSupportedException($"{RuntimeCodes.WrappedSharedCollection}: {wrapper.GetType()} is a wrapper of another kind than this version of the runtime knows. Work on the collection itself.");
    }
}
