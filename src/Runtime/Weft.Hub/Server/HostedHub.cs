using System.Net;
using System.Net.Sockets;
using Weft.Hub.Core;
using Weft.Hub.Storage;
using Weft.Hub.Storage.Sqlite;

namespace Weft.Hub.Server;

/// <summary>A hub together with the store that it has opened for itself.</summary>
public sealed class HostedHub : IDisposable, IAsyncDisposable
{
    private readonly HubServer _server;
    private readonly SqliteHubStore? _store;

    private HostedHub(HubServer server, SqliteHubStore? store) => (_server, _store) = (server, store);

    /// <summary>Where the hub listens.</summary>
    public IPEndPoint EndPoint => _server.EndPoint;

    /// <summary>Completes, with the reason, when the hub has stopped by itself because it cannot store any more.</summary>
    public Task<string> Halted => _server.Halted;

    /// <summary>Starts a hub.</summary>
    /// <param name="options">How it runs; the store in it does not count.</param>
    /// <param name="dataFolder">Where it keeps what the nodes share; null: in memory.</param>
    /// <param name="hasNode">Whether a node runs in this process too: the next hub on the folder need not wait for it.</param>
    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    /// <exception cref="HubStoreException">The data folder cannot be used.</exception>
    /// <exception cref="ArgumentException">The options allow objects that the store does not take.</exception>
    public static HostedHub Start(HubOptions options, string? dataFolder, bool hasNode = false)
    {
        if (dataFolder is null)
            return new HostedHub(HubServer.Start(options), null);
        if (options.MaxObjectBytes > SqliteHubStore.MaxEntryBytes)
            throw new ArgumentException($"With a data folder an object may have {SqliteHubStore.MaxEntryBytes} bytes at most.", nameof(options));
        SqliteHubStore store = SqliteHubStore.Open(dataFolder, hasNode);
        HubServer? server = null;
        try
        {
            server = HubServer.Start(options with { Store = store });
            return new HostedHub(server, store);
        }
        catch (InvalidDataException damage)
        {
            throw new HubStoreException(HubDiagnostics.StoreDamaged, $"what the hub before has left in {dataFolder} does not fit together: {damage.Message} Put a backup of the folder in its place, or start the hub on an empty one.", damage);
        }
        finally
        {
            if (server is null)
                store.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Dispose();
        _store?.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync().ConfigureAwait(false);
        _store?.Dispose();
    }
}
