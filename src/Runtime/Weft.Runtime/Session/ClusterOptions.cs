using System.Globalization;

namespace Weft.Runtime.Session;

/// <summary>How this node joins: from <c>WEFT_*</c> variables, then from what the file said when the assemblies were woven.</summary>
internal sealed record ClusterOptions
{
    /// <summary>The cluster's name.</summary>
    internal string ClusterName { get; init; } = "default";

    /// <summary>The hub's address as written; null: not clustered.</summary>
    internal string? Hub { get; init; }

    internal string NodeName { get; init; } = DefaultNodeName();

    /// <summary>off, error, warning, info or debug.</summary>
    internal string LogLevel { get; init; } = "info";

    internal TimeSpan HubTimeout { get; init; } = TimeSpan.FromSeconds(30);

    internal TimeSpan ReconnectWindow { get; init; } = TimeSpan.FromSeconds(5);

    internal TimeSpan NodeTimeout { get; init; } = TimeSpan.FromSeconds(15);

    internal bool TerminateWhenLost { get; init; }

    internal bool UnlockedWritesAreErrors { get; init; }

    /// <summary>Makes the options from the <c>cluster</c> text of a woven assembly and the environment.</summary>
    /// <param name="cluster"><c>key=value</c> lines.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <exception cref="ClusterJoinException">A value cannot be read.</exception>
    internal static ClusterOptions From(string cluster, Func<string, string?> environment)
    {
        Dictionary<string, string> keys = [];
        foreach (string line in cluster.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                keys[line[..equals].Trim()] = line[(equals + 1)..].Trim();
        }
        ClusterOptions defaults = new();
        bool off = environment("WEFT_OFF") is { Length: > 0 } and not ("0" or "false");
        string? hub = NotEmpty(environment("WEFT_HUB")) ?? NotEmpty(keys.GetValueOrDefault("hub"));
        return defaults with
        {
            ClusterName = NotEmpty(environment("WEFT_CLUSTER")) ?? NotEmpty(keys.GetValueOrDefault("name")) ?? defaults.ClusterName,
            Hub = off ? null : hub,
            NodeName = NotEmpty(environment("WEFT_NODE")) ?? defaults.NodeName,
            LogLevel = NotEmpty(environment("WEFT_LOG")) ?? defaults.LogLevel,
            HubTimeout = Duration(keys, "hub-timeout", defaults.HubTimeout),
            ReconnectWindow = Duration(keys, "reconnect-window", defaults.ReconnectWindow),
            NodeTimeout = Duration(keys, "node-timeout", defaults.NodeTimeout),
            TerminateWhenLost = keys.GetValueOrDefault("on-lost") == "terminate",
            UnlockedWritesAreErrors = keys.GetValueOrDefault("unlocked-writes") == "error",
        };
    }

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
