using System.Net;
using Weft.Hub.Core;
using Weft.Hub.Storage;

namespace Weft.Hub.Server;

/// <summary>How a hub runs.</summary>
public sealed record HubOptions
{
    /// <summary>Where to listen; port 0 picks one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 9510);

    /// <summary>The cluster's name; null: that of the first node.</summary>
    public string? ClusterName { get; init; }

    /// <summary>How long a cut node keeps its leases.</summary>
    public TimeSpan ReconnectWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Silence after which a connected node counts as dead, and how long a node may leave unread what is sent to it.</summary>
    public TimeSpan NodeTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an object, or a group of changes, may be; 1 GiB at most.</summary>
    public int MaxObjectBytes { get; init; } = HubOptionsDefaults.MaxObjectBytes;

    /// <summary>How much may wait to be sent to one node, or be kept for one whose connection broke.</summary>
    public int MaxUnsentBytes { get; init; } = 512 * 1024 * 1024;

    /// <summary>A log in a store is compacted once it is longer than this, and than the snapshot that it follows.</summary>
    public long CompactAfterBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>See <see cref="HubCoreOptions.LendAfter"/>.</summary>
    internal int LendAfter { get; init; } = HubOptionsDefaults.LendAfter;

    /// <summary>See <see cref="HubCoreOptions.MaxLendAfter"/>.</summary>
    internal int MaxLendAfter { get; init; } = HubOptionsDefaults.MaxLendAfter;

    /// <summary>Where the log is kept; null: nowhere, so that everything ends with this hub.</summary>
    public IHubStore? Store { get; init; }

    /// <summary>Takes lines for the log; called on any thread.</summary>
    public Action<string>? Log { get; init; }
}
