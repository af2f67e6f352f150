using System.Globalization;

namespace Weft.Runtime.Session;

/// <summary>How this node joins: from <c>WEFT_*</c> variables, then from what the file said when the assemblies were woven.</summary>
internal sealed record ClusterOptions
{
    /// <summary>The cluster's name.</summary>
    internal string ClusterName { get; init; } = "default";

    /// <summary>The hub's address as written; null: not clustered.</summary>
    internal string? Hub { get; init; }

    /// <summary>Where an embedded hub keeps what the nodes share; null: in memory.</summary>
    internal string? Data { get; init; }

    internal string NodeName { get; init; } = DefaultNodeName();

    /// <summary>off, error, warning, info or debug.</summary>
    internal string LogLevel { get; init; } = "info";

    internal TimeSpan HubTimeout { get; init; } = TimeSpan.FromSeconds(30);

    internal TimeSpan ReconnectWindow { get; init; } = TimeSpan.FromSeconds(5);

    internal TimeSpan NodeTimeout { get; init; } = TimeSpan.FromSeconds(15);

    internal bool TerminateWhenLost { get; init; }

    internal bool UnlockedWritesAreErrors { get; init; }

    /// <summary>Makes the options: the command line goes before the environment, that before the host's settings, these before the <c>cluster</c> text of a woven assembly.</summary>
    /// <param name="cluster"><c>key=value</c> lines.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="host">What the program's host says.</param>
    /// <param name="commandLine">What the program's command line says.</param>
    /// <exception cref="ClusterJoinException">A value cannot be read.</exception>
    internal static ClusterOptions From(string cluster, Func<string, string?> environment, ClusterSettings? host = null, ClusterSettings? commandLine = null)
    {
        Dictionary<string, string> keys = [];
        foreach (string line in cluster.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                keys[line[..equals].Trim()] = line[(equals + 1)..].Trim();
        }
        ClusterOptions defaults = new();
        (host, commandLine) = (host ?? new(), commandLine ?? new());
        string? Text(string variable, Func<ClusterSettings, string?> setting, string key) =>
            NotEmpty(setting(commandLine)) ?? NotEmpty(environment(variable)) ?? NotEmpty(setting(host)) ?? NotEmpty(keys.GetValueOrDefault(key));
        bool off = commandLine.Off ?? IsSet(environment("WEFT_OFF")) ?? host.Off ?? false;
        return defaults with
        {
            ClusterName = Text("WEFT_CLUSTER", static from => from.Name, "name") ?? defaults.ClusterName,
            Hub = off ? null : Text("WEFT_HUB", static from => from.Hub, "hub"),
            Data = Text("WEFT_DATA", static from => from.Data, "data"),
            NodeName = Text("WEFT_NODE", static from => from.Node, "") ?? defaults.NodeName,
            // A host's log has levels of its own.
            LogLevel = NotEmpty(environment("WEFT_LOG")) ?? (host.Log is null ? defaults.LogLevel : "debug"),
            HubTimeout = commandLine.HubTimeout ?? host.HubTimeout ?? Duration(keys, "hub-timeout", defaults.HubTimeout),
            ReconnectWindow = commandLine.ReconnectWindow ?? host.ReconnectWindow ?? Duration(keys, "reconnect-window", defaults.ReconnectWindow),
            NodeTimeout = commandLine.NodeTimeout ?? host.NodeTimeout ?? Duration(keys, "node-timeout", defaults.NodeTimeout),
            TerminateWhenLost = commandLine.TerminateWhenLost ?? host.TerminateWhenLost ?? (keys.GetValueOrDefault("on-lost") == "terminate"),
            UnlockedWritesAreErrors = commandLine.UnlockedWritesAreErrors ?? host.UnlockedWritesAreErrors ?? (keys.GetValueOrDefault("unlocked-writes") == "error"),
        };
    }

    /// <summary>The options in words, for messages.</summary>
    internal string Describe() => Hub is null ? "no hub" : $"cluster {ClusterName} at {Hub}, node {NodeName}, hub-timeout {HubTimeout.TotalSeconds:0.###} s";

    private static bool? IsSet(string? variable) => variable is { Length: > 0 } ? variable is not ("0" or "false") : null;

    /// <summary>Reads <c>500ms</c>, <c>5s</c>, <c>2m</c>, <c>1h</c>, or a plain number of seconds.</summary>
    internal static bool TryParseDuration(string text, out TimeSpan duration)
    {
        (string unit, double milliseconds)[] units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("", 1000)];
        foreach ((string unit, double milliseconds) in units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal) && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count))
            {
                duration = TimeSpan.FromMilliseconds(count * milliseconds);
                return duration > TimeSpan.Zero;
            }
        }
        duration = default;
        return false;
    }

    private static TimeSpan Duration(Dictionary<string, string> keys, string key, TimeSpan otherwise)
    {
        if (NotEmpty(keys.GetValueOrDefault(key)) is not { } text)
            return otherwise;
        return TryParseDuration(text, out TimeSpan duration)
            ? duration
            : throw new ClusterJoinException($"{RuntimeCodes.DurationUnreadable}: cluster: {key} is '{text}', which is no duration such as 500ms, 5s or 2m.");
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string DefaultNodeName() => $"{Environment.MachineName}-{Environment.ProcessId}";
}
