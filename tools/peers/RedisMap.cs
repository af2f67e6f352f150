using System.Globalization;
using StackExchange.Redis;

namespace Weft.Peers;

/// <summary>A hash of a Redis server.</summary>
internal sealed class RedisMap(ConnectionMultiplexer connection) : IRemoteMap
{
    private const string Key = "map";

    private readonly IDatabase _database = connection.GetDatabase();

    public Task Set(int key, int value) => _database.HashSetAsync(Key, key, value);

    public async Task<int> Get(int key) => (int)await _database.HashGetAsync(Key, key);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>Connects to the server.</summary>
    public static async Task<RedisMap> Connect(int port) => new(await ConnectionMultiplexer.ConnectAsync(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}")));
}
