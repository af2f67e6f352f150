using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Weft.Peers;

/// <summary>The grain, called by a client of the silo in another process.</summary>
internal sealed class GrainMap : IRemoteMap
{
    private const string Cluster = "weft-bench";

    private readonly IHost _client;
    private readonly IMapGrain _grain;

    private GrainMap(IHost client)
    {
        _client = client;
        _grain = client.Services.GetRequiredService<IClusterClient>().GetGrain<IMapGrain>("map");
    }

    public Task Set(int key, int value) => _grain.Set(key, value);

    public Task<int> Get(int key) => _grain.Get(key);

    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync();
        _client.Dispose();
    }

    /// <summary>Connects to the silo.</summary>
    public static async Task<GrainMap> Connect(int gatewayPort)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client.UseLocalhostClustering(gatewayPort, Cluster, Cluster));
        IHost host = builder.Build();
        await host.StartAsync();
        return new GrainMap(host);
    }

    /// <summary>Runs the silo until standard input ends; prints the port of its gateway.</summary>
    public static async Task<int> Serve(int siloPort, int gatewayPort)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort, gatewayPort, null, Cluster, Cluster).Configure<EndpointOptions>(options => options.AdvertisedIPAddress = IPAddress.Loopback));
        using IHost host = builder.Build();
        await host.StartAsync();
        Console.WriteLine(gatewayPort.ToString(CultureInfo.InvariantCulture));
        await Console.In.ReadToEndAsync();
        await host.StopAsync();
        return 0;
    }
}
