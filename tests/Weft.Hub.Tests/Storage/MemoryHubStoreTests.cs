using Weft.Hub.Storage;

namespace Weft.Hub.Tests.Storage;

/// <summary>The store in memory.</summary>
public sealed class MemoryHubStoreTests : HubStoreConformance
{
    /// <inheritdoc/>
    protected override IHubStore Create() => new MemoryHubStore();

    /// <inheritdoc/>
    protected override IHubStore Reopen(IHubStore store) => store;
}
