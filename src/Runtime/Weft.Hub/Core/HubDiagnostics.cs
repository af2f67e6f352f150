namespace Weft.Hub.Core;

/// <summary>The codes of refusals.</summary>
public static class HubDiagnostics
{
    /// <summary>The native library of the store is not there.</summary>
    public const string StoreLibrary = "WEFT1074";

    /// <summary>Another protocol version.</summary>
    public const string ProtocolVersion = "WEFT1080";

    /// <summary>Another version of the contract between woven code and runtime.</summary>
    public const string ContractVersion = "WEFT1081";

    /// <summary>Another cluster.</summary>
    public const string ClusterName = "WEFT1082";

    /// <summary>Woven with another configuration.</summary>
    public const string ConfigurationHash = "WEFT1083";

    /// <summary>Two names with one hash.</summary>
    public const string NameCollision = "WEFT1084";

    /// <summary>Nothing was heard of the node for the node time-out.</summary>
    public const string Silence = "WEFT1085";

    /// <summary>Bytes that are no message of the protocol, or a message out of place.</summary>
    public const string Malformed = "WEFT1086";

    /// <summary>The node does not read what is sent to it.</summary>
    public const string Overflow = "WEFT1087";

    /// <summary>The same session came in by a newer connection.</summary>
    public const string Superseded = "WEFT1088";

    /// <summary>Another hub has taken over the store.</summary>
    public const string Fenced = "WEFT1089";

    /// <summary>The store does not take what is to be stored.</summary>
    public const string StoreFailed = "WEFT1090";

    /// <summary>Another hub uses the data folder.</summary>
    public const string StoreInUse = "WEFT1094";

    /// <summary>What lies in the data folder is damaged.</summary>
    public const string StoreDamaged = "WEFT1095";

    /// <summary>What lies in the data folder is not this version's.</summary>
    public const string StoreVersion = "WEFT1096";

    /// <summary>The data folder cannot be read or written.</summary>
    public const string StoreNoAccess = "WEFT1097";

    /// <summary>There is no room for what is to be stored.</summary>
    public const string StoreFull = "WEFT1098";

    /// <summary>The node came back too late.</summary>
    public const string SessionOver = "WEFT1092";

    /// <summary>The node's session belongs to an earlier start of the hub.</summary>
    public const string OtherIncarnation = "WEFT1093";

    /// <summary>The node has seen what was lost with the hub.</summary>
    public const string RanAhead = "WEFT1050";

    /// <summary>The hub was started again on its store and does not serve yet.</summary>
    public const string Recovering = "WEFT1099";

    /// <summary>Threads wait for each other in a circle.</summary>
    public const string Deadlock = "WEFT1380";

    /// <summary>A single object is too large for a frame.</summary>
    public const string ObjectTooLarge = "WEFT1091";
}
