using System.Text.Json;
using Weft.Cli.Output;
using Weft.Protocol;

namespace Weft.Cli.Commands;

/// <summary><c>weft status</c>.</summary>
internal sealed class StatusCommand() : HubQueryCommand("status", "Prints a hub's numbers.")
{
    public override string[] Examples => ["weft status --hub tcp://127.0.0.1:9510", "WEFT_HUB=tcp://127.0.0.1:9510 weft status --json"];

    protected override QueryKind Question => QueryKind.Status;

    protected override IEnumerable<string> Lines(JsonElement answer) =>
        Table.Lines(["what", "value"], answer.EnumerateObject().Select(property => new[] { property.Name, ValueText.Of(property.Value) }));
}
