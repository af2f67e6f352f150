using Microsoft.Extensions.Diagnostics.HealthChecks;
using Weft.Runtime;

namespace Weft.Hosting;

/// <summary>Healthy while this process is a member of its cluster and hears of the hub, and where no cluster is configured.</summary>
internal sealed class NodeHealthCheck : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private static HealthCheckResult Check() => Cluster.State switch
    {
        ClusterState.NotClustered => HealthCheckResult.Healthy("no hub is configured"),
        ClusterState.Joined when Cluster.HubSilence > Cluster.NodeTimeout => HealthCheckResult.Unhealthy($"nothing has been heard of the hub for {Cluster.HubSilence.TotalSeconds:0} s"),
        ClusterState.Joined => HealthCheckResult.Healthy($"member {Cluster.MemberNumber}, node {Cluster.NodeName}"),
        ClusterState.Cut => HealthCheckResult.Unhealthy($"the connection to the hub is broken; nothing has been heard of it for {Cluster.HubSilence.TotalSeconds:0} s"),
        ClusterState.NotJoined => HealthCheckResult.Unhealthy("the node has not joined its cluster yet"),
        ClusterState.Lost => HealthCheckResult.Unhealthy("the node has lost its hub: shared objects can be read, and not changed"),
        _ => HealthCheckResult.Unhealthy("the node has left its cluster"),
    };
}
