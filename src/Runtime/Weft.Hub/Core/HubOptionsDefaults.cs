namespace Weft.Hub.Core;

/// <summary>What both kinds of options begin with.</summary>
internal static class HubOptionsDefaults
{
    /// <summary>See <see cref="HubCoreOptions.MaxObjectBytes"/>.</summary>
    internal const int MaxObjectBytes = 256 * 1024 * 1024;

    /// <summary>See <see cref="HubCoreOptions.LendAfter"/>.</summary>
    internal const int LendAfter = 16;

    /// <summary>See <see cref="HubCoreOptions.MaxLendAfter"/>.</summary>
    internal const int MaxLendAfter = 1024;
}
