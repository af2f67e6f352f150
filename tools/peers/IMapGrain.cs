namespace Weft.Peers;

/// <summary>A map that lives in one place, as programs for Orleans write it.</summary>
public interface IMapGrain : IGrainWithStringKey
{
    /// <summary>Stores a value.</summary>
    Task Set(int key, int value);

    /// <summary>The value, or 0.</summary>
    Task<int> Get(int key);
}

/// <inheritdoc/>
public sealed class MapGrain : Grain, IMapGrain
{
    private readonly Dictionary<int, int> _items = [];

    /// <inheritdoc/>
    public Task Set(int key, int value)
    {
        _items[key] = value;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<int> Get(int key) => Task.FromResult(_items.GetValueOrDefault(key));
}
