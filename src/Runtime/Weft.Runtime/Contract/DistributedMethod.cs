using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Invocation;

namespace Weft.Runtime.Contract;

/// <summary>The nodes on which a distributed method runs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum RunOn
{
    /// <summary>All members.</summary>
    All = 0,

    /// <summary>Members where the receiver is resident.</summary>
    Holders = 1,

    /// <summary>All members but the caller.</summary>
    Others = 2,
}

/// <summary>One distributed method; held in a static field of the woven assembly's generated class.</summary>
/// <param name="name">The method's name in the cluster, <c>Ns.Type::Method(Ns.Arg,...)</c>.</param>
/// <param name="runOn">Which nodes run it.</param>
/// <param name="invoke">Generated: casts the receiver, tests <c>where:</c>, reads the arguments, runs the body, gives back its result (a task, for an async body) or null.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DistributedMethod(string name, RunOn runOn, Func<object?, CallArguments, object?> invoke)
{
    /// <summary>The method's name in the cluster.</summary>
    public string Name { get; } = name;

    /// <summary>Which nodes run it.</summary>
    public RunOn RunOn { get; } = runOn;

    /// <summary>Runs the body on a receiver of this node.</summary>
    public Func<object?, CallArguments, object?> Invoke { get; } = invoke;
}

/// <summary>What the stub of a distributed method calls.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class Calls
{
    /// <summary>Whether this call goes to other nodes: clustered, a shared receiver (or none), and not inside a distributed call.</summary>
    /// <param name="receiver">The receiver; null for a static method.</param>
    /// <param name="method">The method.</param>
    public static bool IsDistributed(object? receiver, DistributedMethod method) => CallSender.IsDistributed(receiver, method);

    /// <summary>Starts a call for which <see cref="IsDistributed"/> was true.</summary>
    public static CallArguments Begin(object? receiver, DistributedMethod method) => CallSender.Begin(receiver, method);

    /// <summary>Makes the call an entry of the thread's transaction; outside a lock it is published at once.</summary>
    public static void Send(CallArguments arguments) => CallSender.Send(arguments);
}

/// <summary>The arguments of one call, in the order of the parameters: added by the stub, read by the generated invoker.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class CallArguments
{
    /// <summary>Adds the next argument: literals by value, shared objects by identity, other portable objects by value.</summary>
    /// <exception cref="NonPortableException">The argument cannot be sent.</exception>
    public abstract void Add<T>(T value);

    /// <summary>Reads the next argument.</summary>
    public abstract T Read<T>();
}
