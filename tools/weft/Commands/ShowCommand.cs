using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Weft.Cli.Output;
using Weft.Protocol;

namespace Weft.Cli.Commands;

/// <summary><c>weft show</c>.</summary>
internal sealed class ShowCommand : HubQueryCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The object's id, as 'weft roots' prints it." };

    public ShowCommand() : base("show", "Prints one shared object as the hub has it.")
    {
        _id.Validators.Add(result =>
        {
            string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (!ulong.TryParse(WithoutPrefix(text), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _))
                result.AddError($"'{text}' is no object id: ids are hexadecimal numbers, as 'weft roots' prints them.");
        });
        Arguments.Add(_id);
    }

    public override string[] Examples => ["weft show 1f --hub tcp://127.0.0.1:9510", "weft show 1f --json"];

    protected override QueryKind Question => QueryKind.Show;

    protected override string Argument(ParseResult parsed) => WithoutPrefix(parsed.GetRequiredValue(_id));

    protected override IEnumerable<string> Lines(JsonElement answer)
    {
        yield return $"object {ValueText.Of(answer, "id")} ({ValueText.Of(answer, "kind")}) {ValueText.Of(answer, "type")}";
        yield return $"resident on {string.Join(", ", answer.GetProperty("residentOn").EnumerateArray().Select(node => $"node {ValueText.Of(node)}"))}";
        if (answer.TryGetProperty("fields", out JsonElement fields))
        {
            foreach (string line in Table.Lines(["field", "value"], fields.EnumerateObject().Select(field => new[] { field.Name, ValueText.Of(field.Value) })))
                yield return line;
        }
        if (answer.TryGetProperty("elements", out JsonElement elements))
        {
            foreach ((int index, JsonElement element) in elements.EnumerateArray().Index())
                yield return $"[{index}] {ValueText.Of(element)}";
        }
        if (answer.TryGetProperty("entries", out JsonElement entries))
        {
            foreach (JsonElement entry in entries.EnumerateArray())
                yield return entry.TryGetProperty("value", out JsonElement value) ? $"{ValueText.Of(entry, "key")} = {ValueText.Of(value)}" : ValueText.Of(entry, "key");
        }
    }

    private static string WithoutPrefix(string id) => id.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? id[2..] : id;
}
