using System.Text.Json;

namespace Weft.Cli.Output;

/// <summary>Shows values of a hub's answer in one line.</summary>
internal static class ValueText
{
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Object when value.TryGetProperty("ref", out JsonElement id) => $"object {Of(id)} {Of(value, "type")}",
        _ => value.GetRawText(),
    };

    /// <summary>A property's value; empty where there is none.</summary>
    public static string Of(JsonElement owner, string property) => owner.TryGetProperty(property, out JsonElement value) ? Of(value) : "";
}
