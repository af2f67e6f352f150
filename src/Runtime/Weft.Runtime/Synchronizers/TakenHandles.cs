using System.Runtime.CompilerServices;

namespace Weft.Runtime.Synchronizers;

/// <summary>Unshared synchronizers and events of whose handle somebody makes use who would not hear of signals at the hub.</summary>
internal static class TakenHandles
{
    private static readonly ConditionalWeakTable<object, object> Known = [];

    internal static void Note(object synchronizer) => Known.AddOrUpdate(synchronizer, synchronizer);

    internal static bool Has(object synchronizer) => Known.TryGetValue(synchronizer, out _);
}
