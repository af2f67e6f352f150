namespace Weft.Hub.Core;

/// <summary>What both kinds of options begin with.</summary>
internal static class HubOptionsDefaults
{
    /// <summary>See <see cref="HubCoreOptions.MaxObjectBytes"/>.</summary>
    internal const int MaxObjectBytes = 256 * 1024 * 1024;
}
