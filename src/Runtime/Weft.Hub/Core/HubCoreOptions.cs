using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>What the core is told at its start.</summary>
public sealed record HubCoreOptions
{
    /// <summary>The cluster's name; null: that of the first node.</summary>
    public string? ClusterName { get; init; }

    /// <summary>How long a cut node keeps its leases.</summary>
    public int ReconnectWindowMilliseconds { get; init; } = 5_000;

    /// <summary>Silence after which a connected node counts as dead.</summary>
    public int NodeTimeoutMilliseconds { get; init; } = 15_000;

    /// <summary>How long a hub that was started again on its store waits for the members that it had; null: the node time-out.</summary>
    public int? RecoveryMilliseconds { get; init; }

    /// <summary>The process of the hub before, which has ended: a member in it, as of an embedded hub, has ended too and is not waited for. Null if that is not known.</summary>
    public HubProcess? Before { get; init; }

    /// <summary>Its number in the store.</summary>
    public ulong Epoch { get; init; } = 1;

    /// <summary>Which hub this is, the same for each start on one lasting store and else different: sessions of another one cannot go on here.</summary>
    public Guid Incarnation { get; init; } = new(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Whether a later hub finds what this one stores. If not, everything counts as stored at once, and only groups and root decisions are put out for it.</summary>
    public bool IsLasting { get; init; }

    /// <summary>The first object id to hand out.</summary>
    public ulong FirstId { get; init; } = 1;

    /// <summary>How many there are to hand out; <see cref="HubCore.AddIds"/> adds others. The top byte of ids is left for partitions.</summary>
    public ulong IdCount { get; init; } = (1UL << 56) - 1;

    /// <summary>How many object ids a node gets at once.</summary>
    public int IdBlockSize { get; init; } = 1 << 16;

    /// <summary>After how many requests in a row of one member a synchronizer is lent to it; 0: never.</summary>
    internal int LendAfter { get; init; } = HubOptionsDefaults.LendAfter;

    /// <summary>After how many at most, for one that was soon wanted back each time.</summary>
    internal int MaxLendAfter { get; init; } = HubOptionsDefaults.MaxLendAfter;

    /// <summary>How many bytes of entries go in one message, unless a single object is longer.</summary>
    public int MaxEntryBytes { get; init; } = FrameCodec.MaxFrameLength - 64;

    /// <summary>How long an object, or a group of changes, may be.</summary>
    public int MaxObjectBytes { get; init; } = HubOptionsDefaults.MaxObjectBytes;

    /// <summary>How many physical objects a fault brings along at most.</summary>
    public int MaxFaultObjects { get; init; } = 128;

    /// <summary>How many bytes of physical objects a fault brings along at most.</summary>
    public int MaxFaultBytes { get; init; } = 64 * 1024;
}
