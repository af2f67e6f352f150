using Weft.Runtime.Objects;
using Weft.Runtime.Session;

namespace Weft.Runtime;

/// <summary>This process's membership in its cluster.</summary>
public static class Cluster
{
    /// <summary>Whether a hub is configured for this process, so that woven code is clustered. Decided once.</summary>
    public static bool IsActive => Activation.IsActive;

    /// <summary>This node's name; empty while it has not joined.</summary>
    public static string NodeName => Activation.Joined?.Options.NodeName ?? "";

    /// <summary>The number of this node as a member of the cluster, from 1; 0 while it has not joined.</summary>
    public static int MemberNumber => Activation.Joined?.Member ?? 0;

    /// <summary>Where this process stands in its cluster.</summary>
    public static ClusterState State => Activation.Joined switch
    {
        null when !Activation.IsActive => ClusterState.NotClustered,
        null => ClusterState.NotJoined,
        _ when Activation.HasLeft => ClusterState.Left,
        { IsLost: true } => ClusterState.Lost,
        { Link.IsCut: true } => ClusterState.Cut,
        _ => ClusterState.Joined,
    };

    /// <summary>How long nothing has been heard of the hub; zero while this process is no member. A hub that is there is heard of several times within <c>node-timeout</c>.</summary>
    public static TimeSpan HubSilence => State is ClusterState.Joined or ClusterState.Cut ? Activation.Joined!.Link.Silence : TimeSpan.Zero;

    /// <summary>The silence after which the hub counts as gone; zero while this process is no member.</summary>
    public static TimeSpan NodeTimeout => Activation.Joined?.NodeTimeout ?? TimeSpan.Zero;

    /// <summary>
    /// Says how this process joins, before any woven code has run. Programs that refer to <c>Weft.Hosting</c> join when their host starts, or at the first use of anything shared; others at their
    /// entry point, which is before they could call this.
    /// </summary>
    /// <param name="settings">What the host's configuration says.</param>
    /// <param name="commandLine">What the command line says, which wins over <c>WEFT_*</c> variables.</param>
    /// <exception cref="ClusterJoinException">Woven code has run already, and other settings hold.</exception>
    public static void Configure(ClusterSettings settings, ClusterSettings? commandLine = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Startup.Configure(settings, commandLine);
    }

    /// <summary>Joins the cluster now, rather than when woven code first needs it. Does nothing where no hub is configured.</summary>
    /// <exception cref="ClusterJoinException">The hub is not there, does not take this node, or nothing in this program is woven.</exception>
    public static Task JoinAsync(CancellationToken cancellationToken = default) => Task.Run(
        static () =>
        {
            if (Activation.Error is { } error)
                throw error;
            if (!Activation.IsActive || Activation.HasLeft)
                return;
            WovenDiscovery.RequireAny();
            Activation.Node.Roots.LookUp(WovenAssemblies.EagerRoots);
        },
        CancellationToken.None).WaitAsync(cancellationToken);

    /// <summary>What this node has done so far.</summary>
    public static ClusterStatistics Statistics => Activation.Joined is { } node ? ClusterStatistics.Of(node) : new ClusterStatistics();

    /// <summary>
    /// Leaves the cluster: publishes what is pending, gives back the locks, and turns this node's copies into plain local objects. Waits for locks that other threads are in; objects that
    /// were never read here can still be.
    /// </summary>
    /// <exception cref="TimeoutException">Another thread did not leave its lock within the hub's time-out; this node is a member still.</exception>
    /// <exception cref="ClusterUnavailableException">The hub did not confirm it.</exception>
    public static Task LeaveAsync(CancellationToken cancellationToken = default) => Activation.Joined switch
    {
        { IsLost: false } node => node.Departure.LeaveAsync(cancellationToken),
        { HasSuccessor: true } => Activation.LeaveWithoutSessionAsync(cancellationToken),
        _ => Task.CompletedTask,
    };
}

/// <summary>Counters of one node, since it joined.</summary>
public sealed record ClusterStatistics
{
    /// <summary>Shared objects known here.</summary>
    public int Objects { get; init; }

    /// <summary>Transactions published by this node.</summary>
    public long Transactions { get; init; }

    /// <summary>Groups sent; waiting transactions are merged into one group.</summary>
    public long Groups { get; init; }

    /// <summary>Groups that the hub has not acknowledged yet.</summary>
    public int UnacknowledgedGroups { get; init; }

    /// <summary>Objects that were asked for because a thread read them.</summary>
    public long Faults { get; init; }

    /// <summary>Locks asked for over the network.</summary>
    public long LockRequests { get; init; }

    /// <summary>Leases given back.</summary>
    public long LockReturns { get; init; }

    /// <summary>Distributed calls of other nodes that have run here.</summary>
    public long CallsRun { get; init; }

    /// <summary>Those of them that ended with an exception.</summary>
    public long CallsFailed { get; init; }

    internal static ClusterStatistics Of(Node node)
    {
        (ulong groups, long transactions, int unacknowledged) = node.Outbound.Counts;
        (long requests, long returns) = node.Leases.Counts;
        (long ran, long failed) = node.Calls.Counts;
        return new ClusterStatistics
        {
            Objects = node.Objects.Count,
            Transactions = transactions,
            Groups = (long)groups,
            UnacknowledgedGroups = unacknowledged,
            Faults = node.Faulter.Faults,
            LockRequests = requests,
            LockReturns = returns,
            CallsRun = ran,
            CallsFailed = failed,
        };
    }
}
