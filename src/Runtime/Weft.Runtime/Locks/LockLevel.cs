using Weft.Protocol;

namespace Weft.Runtime.Locks;

/// <summary>How a section uses its lock. The names of the configuration; woven code passes the numbers.</summary>
internal enum LockLevel : byte
{
    /// <summary>Alone; leaving it publishes.</summary>
    Write = 0,

    /// <summary>With other readers. It opens no transaction: what is written in it is written outside any lock.</summary>
    Read = 1,

    /// <summary>With readers, and may become the writer. Opens no transaction before it has.</summary>
    Update = 2,

    /// <summary>With anybody: only the transaction counts.</summary>
    Concurrent = 3,

    /// <summary>As <see cref="Write"/>; leaving it waits until the hub has the changes on stable storage.</summary>
    SynchronousWrite = 4,
}

internal static class LockLevels
{
    /// <summary>Whether changes in such a section are a transaction.</summary>
    internal static bool OpensTransaction(this LockLevel level) => level is not (LockLevel.Read or LockLevel.Update);

    /// <summary>The lease that such a section needs.</summary>
    internal static LockMode Mode(this LockLevel level) => level switch
    {
        LockLevel.Read => LockMode.Read,
        LockLevel.Update => LockMode.Update,
        LockLevel.Concurrent => LockMode.None,
        _ => LockMode.Write,
    };
}
