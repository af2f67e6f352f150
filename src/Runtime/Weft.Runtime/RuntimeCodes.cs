namespace Weft.Runtime;

/// <summary>Every code of the runtime: x50 to x79 of each range, where the weaver has those before. Each has an entry in docs/diagnostics.</summary>
internal static class RuntimeCodes
{
    // 10xx: configuration, session
    public const string HubAddressUnreadable = "WEFT1060";
    public const string DurationUnreadable = "WEFT1061";
    public const string EmbeddedHubMissing = "WEFT1062";
    public const string EmbeddedHubFailed = "WEFT1063";
    public const string HubNotReached = "WEFT1064";
    public const string JoinCutShort = "WEFT1065";
    public const string HubSilent = "WEFT1066";
    public const string HubTooSlow = "WEFT1067";
    public const string HubLost = "WEFT1068";
    public const string NotLoadedBeforeLeaving = "WEFT1069";
    public const string ObjectUnknown = "WEFT1070";
    public const string ContractMismatch = "WEFT1071";
    public const string StillInSection = "WEFT1072";
    public const string SessionLost = "WEFT1073";
    public const string SettingUnreadable = "WEFT1075";
    public const string ConfiguredTooLate = "WEFT1076";
    public const string NotWoven = "WEFT1077";
    public const string MixedConfigurations = "WEFT1078";
    public const string SharedTooLarge = "WEFT1079";

    // 11xx: roots
    public const string RootAlreadySet = "WEFT1150";
    public const string RootTypeMismatch = "WEFT1151";

    // 12xx: portability
    public const string NotPortable = "WEFT1250";
    public const string FieldNameCollision = "WEFT1251";
    public const string ComparerNotPortable = "WEFT1252";
    public const string DelegateUnknown = "WEFT1253";

    // 13xx: locks
    public const string LockEnteredAsObject = "WEFT1350";
    public const string UnlockedWrite = "WEFT1351";
    public const string UpgradeConflict = "WEFT1352";
    public const string AtomicOperationStuck = "WEFT1353";
    public const string TakingInStuck = "WEFT1354";
    public const string HandleOfSharedSynchronizer = "WEFT1360";

    // 14xx: distributed methods
    public const string MethodNameCollision = "WEFT1450";
    public const string ArgumentNotPortable = "WEFT1451";
    public const string ArgumentCycle = "WEFT1452";
    public const string ArgumentTooDeep = "WEFT1453";

    // 15xx: transients
    public const string OnLoadFailed = "WEFT1550";

    // 16xx: constructs
    public const string AliasedWrite = "WEFT1650";
    public const string AddressOfSharedCollection = "WEFT1651";
    public const string BypassedWrite = "WEFT1652";
    public const string ContentChangedInPlace = "WEFT1654";
    public const string OnFinalizerThread = "WEFT1655";
    public const string FinalizersNotRun = "WEFT1656";
}
