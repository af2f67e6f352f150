namespace Weft.Peers;

/// <summary>A map that other processes use as well.</summary>
internal interface IRemoteMap : IAsyncDisposable
{
    Task Set(int key, int value);

    Task<int> Get(int key);
}
