namespace Weft.Protocol;

/// <summary>What has changed of the items of a channel. Each has a place, which is a number that grows from one to the next.</summary>
/// <param name="First">The place of the first item there is: those before it are gone.</param>
/// <param name="From">From this place on the items are other ones.</param>
/// <param name="Values">These, as encoded values.</param>
internal sealed record SyncItems(long First, long From, IReadOnlyList<ReadOnlyMemory<byte>> Values);
