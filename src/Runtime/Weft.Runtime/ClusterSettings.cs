using Weft.Runtime.Session;

namespace Weft.Runtime;

/// <summary>
/// How this process joins its cluster, said by its host. <c>WEFT_*</c> variables win over it; it wins over what <c>weft.yaml</c> said when the assemblies were woven. What is null is left to these.
/// </summary>
public sealed record ClusterSettings
{
    private static readonly string[] Keys = ["Hub", "Data", "Name", "Node", "HubTimeout", "ReconnectWindow", "NodeTimeout", "OnLost", "UnlockedWrites", "Off"];

    /// <summary>The hub's address: <c>tcp://HOST:PORT</c> or <c>embedded</c>.</summary>
    public string? Hub { get; init; }

    /// <summary>The folder where an embedded hub keeps what the nodes share, relative to the process's current one; without it, in memory.</summary>
    public string? Data { get; init; }

    /// <summary>The cluster's name.</summary>
    public string? Name { get; init; }

    /// <summary>A name for this node in logs and lists.</summary>
    public string? Node { get; init; }

    /// <summary>How long an operation waits for the hub.</summary>
    public TimeSpan? HubTimeout { get; init; }

    /// <summary>How long an embedded hub keeps the leases of a node whose connection broke.</summary>
    public TimeSpan? ReconnectWindow { get; init; }

    /// <summary>Silence after which an embedded hub counts a connected node as dead.</summary>
    public TimeSpan? NodeTimeout { get; init; }

    /// <summary>Whether a node that has lost its session ends the process.</summary>
    public bool? TerminateWhenLost { get; init; }

    /// <summary>Whether a write to a shared object outside any clustered lock throws.</summary>
    public bool? UnlockedWritesAreErrors { get; init; }

    /// <summary>Whether the program runs as if it had not been woven.</summary>
    public bool? Off { get; init; }

    /// <summary>Takes the lines of the node's log, which otherwise go to standard error. Called on any thread; must return at once and throw nothing.</summary>
    public Action<ClusterLogLevel, string>? Log { get; init; }

    /// <summary>Reads settings from texts: the names of the properties, or the keys of <c>weft.yaml</c>; <c>OnLost</c> and <c>UnlockedWrites</c> with the words of the file.</summary>
    /// <param name="values">Keys and values; keys are read without regard to case and hyphens.</param>
    /// <param name="where">Where they stand, for messages.</param>
    /// <exception cref="ClusterJoinException">A key is unknown or a value cannot be read.</exception>
    public static ClusterSettings From(IEnumerable<KeyValuePair<string, string?>> values, string where)
    {
        ArgumentNullException.ThrowIfNull(values);
        ClusterSettings settings = new();
        foreach ((string key, string? value) in values)
        {
            if (!string.IsNullOrWhiteSpace(value))
                settings = settings.With(key, value.Trim(), where);
        }
        return settings;
    }

    private ClusterSettings With(string key, string value, string where)
    {
        string name = key.Replace("-", "", StringComparison.Ordinal);
        return Array.Find(Keys, known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) switch
        {
            "Hub" => this with { Hub = value },
            "Data" => this with { Data = value },
            "Name" => this with { Name = value },
            "Node" => this with { Node = value },
            "HubTimeout" => this with { HubTimeout = Duration(key, value, where) },
            "ReconnectWindow" => this with { ReconnectWindow = Duration(key, value, where) },
            "NodeTimeout" => this with { NodeTimeout = Duration(key, value, where) },
            "OnLost" => this with { TerminateWhenLost = Word(key, value, where, "terminate", "rejoin") },
            "UnlockedWrites" => this with { UnlockedWritesAreErrors = Word(key, value, where, "error", "autocommit") },
            "Off" => this with { Off = Word(key, value, where, "true", "false") },
            _ => throw new ClusterJoinException($"{RuntimeCodes.SettingUnreadable}: {where} has no key '{key}'; it has {string.Join(", ", Keys)}."),
        };
    }

    private static TimeSpan Duration(string key, string value, string where)
    {
        if (ClusterOptions.TryParseDuration(value, out TimeSpan duration))
            return duration;
        if (TimeSpan.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out duration) && duration > TimeSpan.Zero)
            return duration;
        throw new ClusterJoinException($"{RuntimeCodes.DurationUnreadable}: {where}: {key} is '{value}', which is no duration such as 500ms, 5s, 2m or 00:00:05.");
    }

    private static bool Word(string key, string value, string where, string yes, string no)
    {
        if (value.Equals(yes, StringComparison.OrdinalIgnoreCase))
            return true;
        return value.Equals(no, StringComparison.OrdinalIgnoreCase)
            ? false
            : throw new ClusterJoinException($"{RuntimeCodes.SettingUnreadable}: {where}: {key} cannot be '{value}'; it is {no} or {yes}.");
    }
}

/// <summary>How grave a line of the node's log is.</summary>
public enum ClusterLogLevel
{
    /// <summary>Something failed.</summary>
    Error = 1,

    /// <summary>Something is odd, and goes on.</summary>
    Warning = 2,

    /// <summary>For whoever operates the cluster.</summary>
    Info = 3,

    /// <summary>For whoever looks for a cause.</summary>
    Debug = 4,
}

/// <summary>Where this process stands in its cluster.</summary>
public enum ClusterState
{
    /// <summary>No hub is configured: the program runs as if it had not been woven.</summary>
    NotClustered,

    /// <summary>It has not joined yet.</summary>
    NotJoined,

    /// <summary>It is a member.</summary>
    Joined,

    /// <summary>It has lost its session: shared objects can be read, and nothing can be changed.</summary>
    Lost,

    /// <summary>It has left, and works on its own copies.</summary>
    Left,

    /// <summary>It is a member whose connection to the hub is broken; it tries to go on with another one.</summary>
    Cut,
}
