using System.Globalization;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Configuration;

/// <summary>Reads <c>cluster:</c> and <c>unlocked-writes</c> into the lines that woven assemblies carry for the runtime.</summary>
internal static class ClusterSection
{
    private static readonly (string Suffix, int Milliseconds)[] Units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary>Lines <c>key=value</c>; keys that are not in the file are not there either, so that the runtime's defaults hold.</summary>
    public static string Read(YamlNode? section, string unlockedWrites, DiagnosticBag diagnostics)
    {
        List<string> lines = [];
        if (section is not null and not YamlScalar { Text: null })
        {
            MapReader map = new(section, "'cluster'", diagnostics);
            if (map.Text("name") is { } name)
                lines.Add("name=" + OneLine("name", name, diagnostics));
            if (map.Text("hub") is { } hub && IsHub(hub, diagnostics))
                lines.Add("hub=" + hub.Text);
            if (map.Text("data") is { } data)
                lines.Add("data=" + OneLine("data", data, diagnostics));
            foreach (string key in (string[])["hub-timeout", "reconnect-window", "node-timeout"])
            {
                if (map.Text(key) is { } text && Duration(key, text, diagnostics) is { } milliseconds)
                    lines.Add($"{key}={milliseconds.ToString(CultureInfo.InvariantCulture)}ms");
            }
            if (map.Word("on-lost", "", ("rejoin", "rejoin"), ("terminate", "terminate")) is { Length: > 0 } lost)
                lines.Add("on-lost=" + lost);
            map.Finish();
        }
        lines.Add("unlocked-writes=" + unlockedWrites);
        return string.Join("\n", lines);
    }

    private static string OneLine(string key, Positioned value, DiagnosticBag diagnostics)
    {
        if (value.Text.Length == 0 || value.Text.Any(char.IsControl))
            diagnostics.Error(Codes.BadValue, value.Position, $"'{key}' must be a word on one line");
        return value.Text;
    }

    private static bool IsHub(Positioned hub, DiagnosticBag diagnostics)
    {
        string[] addresses = hub.Text.Split(',');
        if (addresses.Length > 1)
            diagnostics.Error(Codes.NotSupportedYet, hub.Position, "several hubs are not supported by this version of Weft; write one address");
        foreach (string part in addresses)
        {
            string address = part.Trim();
            if (address == "embedded")
                continue;
            bool valid = Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri is { Port: > 0, Host.Length: > 0, AbsolutePath: "" or "/" };
            if (valid && uri!.Scheme == "tls")
                diagnostics.Error(Codes.NotSupportedYet, hub.Position, "'tls://' is not supported by this version of Weft; use 'tcp://' on a trusted network");
            else if (!valid || uri!.Scheme is not ("tcp" or "embedded"))
                diagnostics.Error(Codes.BadValue, hub.Position, $"'{address}' is no address of a hub; write tcp://HOST:PORT, embedded or embedded://HOST:PORT");
            else
                continue;
            return false;
        }
        return addresses.Length == 1;
    }

    private static long? Duration(string key, Positioned text, DiagnosticBag diagnostics)
    {
        foreach ((string suffix, int milliseconds) in Units)
        {
            if (!text.Text.EndsWith(suffix, StringComparison.Ordinal))
                continue;
            string number = text.Text.Substring(0, text.Text.Length - suffix.Length);
            if (decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) && value > 0
                && value * milliseconds is >= 1 and <= int.MaxValue)
            {
                return (long)(value * milliseconds);
            }
        }
        diagnostics.Error(Codes.BadValue, text.Position, $"'{key}' must be a duration such as 500ms, 30s or 2m, not '{text.Text}'");
        return null;
    }
}
