namespace Weft.Weaver.Diagnostics;

/// <summary>Every code of the weaver. Each has an entry in docs/diagnostics; a test holds both together.</summary>
public static class Codes
{
    // 10xx: configuration, input files
    public const string ConfigurationNotFound = "WEFT1001";
    public const string ConfigurationSyntax = "WEFT1002";
    public const string UnknownKey = "WEFT1003";
    public const string DuplicateKey = "WEFT1004";
    public const string WrongShape = "WEFT1005";
    public const string BadValue = "WEFT1006";
    public const string MissingKey = "WEFT1007";
    public const string UnsupportedVersion = "WEFT1008";
    public const string NotSupportedYet = "WEFT1009";
    public const string BadPattern = "WEFT1010";
    public const string MatchesNothing = "WEFT1011";
    public const string UnknownType = "WEFT1012";
    public const string AmbiguousName = "WEFT1013";
    public const string CollectionUnsuitable = "WEFT1014";
    public const string CollectionUnused = "WEFT1015";
    public const string InputNotFound = "WEFT1020";
    public const string NotAnAssembly = "WEFT1021";
    public const string DamagedAssembly = "WEFT1022";
    public const string MixedModeAssembly = "WEFT1023";
    public const string SingleFileBundle = "WEFT1024";
    public const string ReadyToRunAssembly = "WEFT1025";
    public const string MissingReference = "WEFT1026";
    public const string MissingFramework = "WEFT1027";
    public const string FrameworkTooOld = "WEFT1028";
    public const string AlreadyWoven = "WEFT1029";
    public const string OwnAssembly = "WEFT1030";
    public const string BadRuntimeAssembly = "WEFT1031";
    public const string SymbolsUnusable = "WEFT1032";
    public const string UnwovenAccess = "WEFT1033";
    public const string DependencyFileUnreadable = "WEFT1034";
    public const string OutputNotWritten = "WEFT1035";
    public const string StrongNameKept = "WEFT1036";
    public const string KeyUnsuitable = "WEFT1037";
    public const string ReferenceAssembly = "WEFT1038";
    public const string AssemblyTwice = "WEFT1039";
    public const string BrokenOff = "WEFT1040";
    public const string LowerProjectDiffers = "WEFT1041";
    public const string WovenFileNotCurrent = "WEFT1042";
    public const string HotReload = "WEFT1043";
    public const string LowerProjectUnwoven = "WEFT1044";
    public const string AttributeUnusable = "WEFT1045";
    public const string AttributeUnreadable = "WEFT1046";
    public const string AttributesNotWoven = "WEFT1047";
    public const string OtherBuildInSubfolder = "WEFT1048";
    public const string TrimmedFramework = "WEFT1049";

    // 11xx: roots
    public const string RootFieldUnknown = "WEFT1101";
    public const string RootTypeNotSupported = "WEFT1102";
    public const string RootInGenericClass = "WEFT1103";
    public const string RootThreadStatic = "WEFT1104";
    public const string RootOnUnsuitable = "WEFT1105";
    public const string RootKeyUnsuitable = "WEFT1106";
    public const string RootTwice = "WEFT1107";
    public const string RootIsTransient = "WEFT1108";
    public const string RootPolicyUnsuitable = "WEFT1109";

    // 12xx: portability
    public const string NeverPortable = "WEFT1201";
    public const string FrameworkClassNotShared = "WEFT1202";
    public const string StatefulUnwovenBase = "WEFT1203";
    public const string ExplicitLayout = "WEFT1204";
    public const string ExcludedType = "WEFT1205";
    public const string ClosureShared = "WEFT1206";
    public const string InterfaceWithoutWovenClass = "WEFT1208";
    public const string LeftOut = "WEFT1209";

    // 13xx: locks
    public const string LockInGenericClass = "WEFT1301";
    public const string SynchronizedMethod = "WEFT1303";
    public const string TransientLock = "WEFT1304";
    public const string SynchronizedRule = "WEFT1305";
    public const string LockOnValue = "WEFT1306";

    // 14xx: distributed methods
    public const string DistributedMethodUnknown = "WEFT1401";
    public const string DistributedMethodForm = "WEFT1402";
    public const string DistributedMethodParameter = "WEFT1403";
    public const string DistributedMethodWhere = "WEFT1404";
    public const string DistributedMethodTwice = "WEFT1405";

    // 15xx: transients
    public const string TransientUnknown = "WEFT1501";
    public const string InitializerNotReplayable = "WEFT1502";
    public const string InitializersDiffer = "WEFT1503";
    public const string OnLoadTargetUnsuitable = "WEFT1504";
    public const string AssignedInConstructor = "WEFT1505";
    public const string DelegateTransient = "WEFT1506";
    public const string TransientUnused = "WEFT1507";

    // 16xx: constructs that cannot be woven
    public const string AddressKept = "WEFT1601";
    public const string MemberNotWoven = "WEFT1602";
    public const string AtomicOnField = "WEFT1603";
    public const string FieldToken = "WEFT1604";
    public const string AtomicOnElement = "WEFT1605";
    public const string UnsafeAccessor = "WEFT1606";
    public const string DynamicAccess = "WEFT1607";
    public const string CallKept = "WEFT1608";
    public const string ChangedInBox = "WEFT1609";
    public const string ContentChangedInPlace = "WEFT1610";

    // 19xx: verification (up to 1909: what the JIT finds, in tools/weft)
    public const string StackShape = "WEFT1910";
    public const string WrongType = "WEFT1911";
    public const string MergeMismatch = "WEFT1912";
    public const string NotAccessible = "WEFT1913";
    public const string ReadOnlyWritten = "WEFT1914";
    public const string GenericInstantiation = "WEFT1915";
    public const string ExceptionRegion = "WEFT1916";
    public const string BranchTarget = "WEFT1917";
    public const string WrongOperand = "WEFT1918";
    public const string WrongForm = "WEFT1919";
    public const string UnresolvedToken = "WEFT1920";
    public const string UninitializedThis = "WEFT1921";
    public const string DebugScope = "WEFT1922";
    public const string WrongPrefix = "WEFT1923";
    public const string AddressEscapes = "WEFT1924";
    public const string DuplicateRow = "WEFT1925";
    public const string MissingImplementation = "WEFT1926";
    public const string OverrideMismatch = "WEFT1927";
    public const string TypeShape = "WEFT1928";
    public const string UnreadableBody = "WEFT1929";
}
