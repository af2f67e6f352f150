namespace Weft.Protocol;

/// <summary>What a lease allows the threads of its node; each mode allows what those before it do.</summary>
public enum LockMode : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>To be in the lock together with readers of any node.</summary>
    Read = 1,

    /// <summary>To be in the lock together with readers, and to become the writer without leaving it: one node at a time.</summary>
    Update = 2,

    /// <summary>To be in the lock alone.</summary>
    Write = 3,
}

/// <summary>Which modes go together.</summary>
public static class LockModes
{
    /// <summary>Whether two nodes may have leases of these modes at a time.</summary>
    public static bool GoTogether(LockMode one, LockMode other) =>
        one == LockMode.None || other == LockMode.None || (one != LockMode.Write && other != LockMode.Write && (one == LockMode.Read || other == LockMode.Read));

    /// <summary>The most that a node may keep of a lease while another has one of this mode.</summary>
    public static LockMode Beside(LockMode other) => other switch
    {
        LockMode.None => LockMode.Write,
        LockMode.Read => LockMode.Update,
        LockMode.Update => LockMode.Read,
        _ => LockMode.None,
    };
}
