using Mono.Cecil;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>What the weaver knows of framework types: literals, collections that are shared, and what can never be shared.</summary>
internal static class Portability
{
    private static readonly HashSet<string> Literals = new(StringComparer.Ordinal)
    {
        "System.Boolean", "System.Char", "System.SByte", "System.Byte", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64",
        "System.Single", "System.Double", "System.String", "System.Decimal", "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly",
        "System.TimeSpan", "System.Guid", "System.Type", "System.Numerics.BigInteger", "System.Version", "System.Uri", "System.Globalization.CultureInfo", "System.Net.IPAddress",
    };

    private static readonly HashSet<string> SharedCollections = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.List`1", "System.Collections.Generic.Queue`1", "System.Collections.Generic.Stack`1",
        "System.Collections.Generic.Dictionary`2", "System.Collections.Generic.SortedDictionary`2", "System.Collections.Generic.SortedList`2", "System.Collections.Generic.OrderedDictionary`2",
        "System.Collections.Generic.HashSet`1", "System.Collections.Generic.SortedSet`1",
        "System.Collections.Concurrent.ConcurrentDictionary`2", "System.Collections.Concurrent.ConcurrentQueue`1", "System.Collections.Concurrent.ConcurrentStack`1",
        "System.Collections.Concurrent.ConcurrentBag`1", "System.Collections.Generic.PriorityQueue`2", "System.Collections.Generic.LinkedList`1", "System.Collections.Generic.LinkedListNode`1",
    };

    // Their members are virtual: of a class that overrides one nobody knows what it does to the content.
    private static readonly HashSet<string> UntypedCollections = new(StringComparer.Ordinal)
    {
        "System.Collections.ArrayList", "System.Collections.Queue", "System.Collections.Stack", "System.Collections.Hashtable", "System.Collections.SortedList",
    };

    private static readonly HashSet<string> SealedCollections = new(StringComparer.Ordinal)
    {
        "System.Collections.BitArray", "System.Text.StringBuilder",
        "System.Collections.Immutable.ImmutableList`1/Builder", "System.Collections.Immutable.ImmutableArray`1/Builder",
        "System.Collections.Immutable.ImmutableHashSet`1/Builder", "System.Collections.Immutable.ImmutableSortedSet`1/Builder",
        "System.Collections.Immutable.ImmutableDictionary`2/Builder", "System.Collections.Immutable.ImmutableSortedDictionary`2/Builder",
    };

    private static readonly HashSet<string> SharedSynchronizers = new(StringComparer.Ordinal)
    {
        "System.Threading.SemaphoreSlim", "System.Threading.ManualResetEventSlim", "System.Threading.AutoResetEvent", "System.Threading.ManualResetEvent",
        "System.Threading.CountdownEvent", "System.Threading.Barrier", "System.Threading.Channels.Channel`1", "System.Threading.Channels.ChannelReader`1", "System.Threading.Channels.ChannelWriter`1",
        "System.Collections.Concurrent.BlockingCollection`1",
    };

    // Their fields never change: they travel with the object.
    private static readonly HashSet<string> Whole = new(StringComparer.Ordinal)
    {
        "System.Collections.ObjectModel.Collection`1", "System.Collections.ObjectModel.ObservableCollection`1", "System.Collections.ObjectModel.KeyedCollection`2",
        "System.Collections.ObjectModel.ReadOnlyCollection`1", "System.Collections.ObjectModel.ReadOnlyDictionary`2", "System.Collections.ObjectModel.ReadOnlySet`1",
        "System.Tuple`1", "System.Tuple`2", "System.Tuple`3", "System.Tuple`4", "System.Tuple`5", "System.Tuple`6", "System.Tuple`7", "System.Tuple`8",
        "System.Lazy`1", "System.Collections.Frozen.FrozenDictionary`2", "System.Collections.Frozen.FrozenSet`1",
        "System.Collections.Immutable.ImmutableList`1", "System.Collections.Immutable.ImmutableQueue`1", "System.Collections.Immutable.ImmutableStack`1",
        "System.Collections.Immutable.ImmutableHashSet`1", "System.Collections.Immutable.ImmutableSortedSet`1",
        "System.Collections.Immutable.ImmutableDictionary`2", "System.Collections.Immutable.ImmutableSortedDictionary`2",
    };

    private static readonly Dictionary<string, string> Never = new(StringComparer.Ordinal)
    {
        ["System.Threading.Thread"] = "a thread",
        ["System.Threading.Tasks.Task"] = "a task",
        ["System.Threading.Tasks.ValueTask"] = "a task",
        ["System.Threading.Tasks.ValueTask`1"] = "a task",
        ["System.Threading.Tasks.TaskCompletionSource"] = "a task's source",
        ["System.Threading.Tasks.TaskCompletionSource`1"] = "a task's source",
        ["System.Net.Sockets.Socket"] = "a socket",
        ["System.Net.Sockets.TcpClient"] = "a socket",
        ["System.Net.Sockets.TcpListener"] = "a socket",
        ["System.Net.WebSockets.WebSocket"] = "a socket",
        ["System.IO.Stream"] = "a stream",
        ["System.IO.TextReader"] = "a reader",
        ["System.IO.TextWriter"] = "a writer",
        ["System.Threading.Timer"] = "a timer",
        ["System.Threading.PeriodicTimer"] = "a timer",
        ["System.Timers.Timer"] = "a timer",
        ["System.Threading.CancellationTokenSource"] = "a cancellation source",
        ["System.Threading.CancellationToken"] = "a cancellation token",
        ["System.Threading.CancellationTokenRegistration"] = "a cancellation registration",
        ["System.Threading.WaitHandle"] = "a wait handle",
        ["System.Threading.SpinLock"] = "a lock whose meaning is its address, to be replaced by 'lock' or Interlocked",
        ["System.Runtime.InteropServices.SafeHandle"] = "a handle",
        ["System.Runtime.InteropServices.CriticalHandle"] = "a handle",
        ["System.Runtime.InteropServices.GCHandle"] = "a handle",
        ["System.Runtime.DependentHandle"] = "a handle",
        ["System.IntPtr"] = "a pointer",
        ["System.UIntPtr"] = "a pointer",
        ["System.TypedReference"] = "a pointer",
        ["System.Memory`1"] = "a window on memory",
        ["System.ReadOnlyMemory`1"] = "a window on memory",
        ["System.WeakReference"] = "a weak reference, whose target each node collects in its own time",
        ["System.WeakReference`1"] = "a weak reference, whose target each node collects in its own time",
        ["System.Delegate"] = "a delegate",
    };

    /// <summary>Whether values of a framework type are copied.</summary>
    public static bool IsLiteral(TypeDefinition type) => type.IsEnum || Literals.Contains(type.FullName);

    /// <summary>Whether a reference is to a literal: also nullable ones.</summary>
    public static bool IsLiteral(TypeReference type)
    {
        type = type.WithoutModifiers();
        if (type is GenericInstanceType { ElementType.FullName: "System.Nullable`1" } nullable)
            return IsLiteral(nullable.GenericArguments[0]);
        return type is not (ArrayType or GenericParameter or PointerType or ByReferenceType) && type.Resolve() is { } definition && IsLiteral(definition);
    }

    /// <summary>Whether what a field of a type holds is copied: a literal or a struct.</summary>
    public static bool IsValue(TypeReference type) => IsLiteral(type) || type.WithoutModifiers() is not (ArrayType or GenericParameter or PointerType or FunctionPointerType) and var plain && plain.Resolve() is { IsValueType: true };

    /// <summary>Whether a framework class is shared: a collection operation by operation, a synchronizer as an object that the hub keeps.</summary>
    public static bool IsSharedClass(TypeDefinition type) => IsShareableBase(type) || SealedCollections.Contains(type.FullName) || SharedSynchronizers.Contains(type.FullName);

    /// <summary>Whether the runtime shares instances of a framework class, and accounts for all that classes derived from it inherit.</summary>
    public static bool IsShareableBase(TypeDefinition type) => SharedCollections.Contains(type.FullName) || Whole.Contains(type.FullName) || UntypedCollections.Contains(type.FullName);

    /// <summary>Whether a type is a collection whose members classes that derive from it can override.</summary>
    public static bool IsUntypedCollection(TypeReference type) => UntypedCollections.Contains(type.FullName);

    /// <summary>Whether a class is a semaphore, an event, a channel or another synchronizer that is shared.</summary>
    public static bool IsSynchronizer(TypeDefinition type) => SharedSynchronizers.Contains(type.FullName);

    /// <summary>Whether instances of a framework type are shared lock objects.</summary>
    public static bool IsLockObject(TypeReference type) => type.FullName is "System.Object" or "System.Threading.Lock" or "System.Threading.ReaderWriterLockSlim" or "System.Threading.ReaderWriterLock";

    /// <summary>Why instances can never be shared; null where they may be.</summary>
    public static string? WhyNever(TypeReference type)
    {
        type = type.WithoutModifiers();
        if (type is PointerType or FunctionPointerType or ByReferenceType)
            return "a pointer";
        if (type is GenericParameter or ArrayType || type.Resolve() is not { } definition)
            return null;
        if (definition.HasAttribute("System.Runtime.CompilerServices.IsByRefLikeAttribute"))
            return "a ref struct";
        if (SharedSynchronizers.Contains(definition.FullName))
            return null;
        if (Never.TryGetValue(definition.FullName, out string? direct))
            return direct;
        foreach (TypeDefinition parent in definition.Bases())
        {
            if (Never.TryGetValue(parent.FullName, out string? inherited))
                return inherited;
        }
        return null;
    }

    /// <summary>Whether a field holds a delegate, directly.</summary>
    public static bool IsDelegate(TypeReference type) => type.WithoutModifiers() is not (GenericParameter or ArrayType or PointerType) && type.WithoutModifiers().Resolve()?.IsDelegate() == true;

    /// <summary>The nearest base class outside the woven ones that has instance state, or may have it; null where there is none.</summary>
    public static TypeDefinition? StatefulBase(TypeDefinition type, Func<TypeDefinition, bool> isWoven)
    {
        foreach (TypeDefinition parent in type.Bases())
        {
            if (!isWoven(parent) && !IsShareableBase(parent) && (parent.Fields.Any(field => !field.IsStatic) || HidesFields(parent)))
                return parent;
        }
        return null;
    }

    /// <summary>Whether only a reference assembly shows a class: it leaves private fields out.</summary>
    public static bool HidesFields(TypeDefinition type) => type.BaseType is not null && type.Module.Assembly.IsReferenceAssembly();
}
