using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Weft.Runtime;

namespace Weft.Hosting;

/// <summary>Makes a program that runs in the generic host, or in ASP.NET Core, a node of its cluster.</summary>
public static class WeftHostingExtensions
{
    /// <summary>The configuration section that is read: <c>Weft</c>.</summary>
    public const string Section = "Weft";

    /// <summary>Joins by the section <c>Weft</c> of the builder's configuration. Call it first of all: what woven code decides before does not know the section.</summary>
    /// <exception cref="ClusterJoinException">The section cannot be read, or woven code has run already without it.</exception>
    public static TBuilder AddWeft<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddWeft(builder.Configuration);
        return builder;
    }

    /// <summary>Joins by the section <c>Weft</c> of the host's configuration, which is read when the host is built.</summary>
    public static IHostBuilder AddWeft(this IHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureServices(static (context, services) => services.AddWeft(context.Configuration));
    }

    /// <summary>
    /// Joins by the section <c>Weft</c> of a configuration: before the first hosted service starts, or at the first use of anything shared before. Adds the health check <c>weft</c> with the tag
    /// <c>ready</c>; leaves the cluster after the last hosted service has stopped.
    /// </summary>
    /// <exception cref="ClusterJoinException">The section cannot be read, or woven code has run already without it.</exception>
    public static IServiceCollection AddWeft(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        if (services.Any(static service => service.ServiceType == typeof(NodeLogForwarder)))
            return services;
        NodeLogForwarder log = new();
        Cluster.Configure(
            ClusterSettings.From(configuration.GetSection(Section).AsEnumerable(makePathsRelative: true), $"the configuration section '{Section}'") with { Log = log.Take },
            ClusterSettings.From(CommandLine.Values(configuration, Section), "the command line"));
        services.AddSingleton(log);
        services.AddHostedService<NodeService>();
        services.AddHealthChecks().AddCheck<NodeHealthCheck>("weft", tags: ["ready"]);
        return services;
    }
}
