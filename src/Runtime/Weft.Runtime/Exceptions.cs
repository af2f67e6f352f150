namespace Weft.Runtime;
#pragma warning disable CA1032 // Made by the runtime alone, each with the facts that it carries.

/// <summary>An operation needed the hub, and the hub did not answer in time or the node has lost its session.</summary>
public sealed class ClusterUnavailableException(string message, bool outcomeUnknown, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>Whether the operation may have been applied all the same.</summary>
    public bool OutcomeUnknown { get; } = outcomeUnknown;
}

/// <summary>An object that cannot be shared came to be referred to by a shared object. Nothing was changed.</summary>
public sealed class NonPortableException(string message, string path) : InvalidOperationException(message)
{
    /// <summary>The path from the shared object to the one that cannot be shared.</summary>
    public string Path { get; } = path;
}

/// <summary>A root whose policy is <c>error</c> was assigned a second time.</summary>
public sealed class RootAlreadySetException(string message) : InvalidOperationException(message);

/// <summary>A root's object does not fit the type of a field that bears its name.</summary>
public sealed class RootTypeMismatchException(string message) : InvalidCastException(message);

/// <summary>A shared object was written outside any clustered lock, with <c>unlocked-writes: error</c>.</summary>
public sealed class UnlockedWriteException(string message) : InvalidOperationException(message);

/// <summary>
/// A thread that reads under a lock wants to write under it, and so does a thread of another node: neither could go on before the other leaves. The thread is in its read section still.
/// </summary>
public sealed class LockUpgradeException(string message) : InvalidOperationException(message);

/// <summary>A section that was entered in a session which is over would write: its lock may be another node's by now. Nothing was changed; leaving the section does not throw.</summary>
public sealed class SessionLostException(string message) : InvalidOperationException(message);

/// <summary>On-load of an object failed; the next reader tries again.</summary>
public sealed class OnLoadException(string message, Exception inner) : InvalidOperationException(message, inner);

/// <summary>The same member of a field was changed through its address and in another way at once.</summary>
public sealed class AliasedFieldException(string message) : InvalidOperationException(message);

/// <summary>This node cannot join its cluster: a wrong name, protocol, contract or configuration. The message names the remedy.</summary>
public sealed class ClusterJoinException(string message, Exception? inner = null) : InvalidOperationException(message, inner);

#pragma warning restore CA1032
