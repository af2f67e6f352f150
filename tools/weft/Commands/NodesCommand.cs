using System.Text.Json;
using Weft.Cli.Output;
using Weft.Protocol;

namespace Weft.Cli.Commands;

/// <summary><c>weft nodes</c>.</summary>
internal sealed class NodesCommand() : HubQueryCommand("nodes", "Lists the nodes of a hub's cluster.")
{
    public override string[] Examples => ["weft nodes --hub tcp://127.0.0.1:9510", "weft nodes --json"];

    protected override QueryKind Question => QueryKind.Nodes;

    protected override IEnumerable<string> Lines(JsonElement answer) => answer.GetArrayLength() == 0
        ? ["no nodes"]
        : Table.Lines(["number", "name", "host", "process", "state", "failed calls"], answer.EnumerateArray().Select(node => new[]
        {
            ValueText.Of(node, "number"), ValueText.Of(node, "name"), ValueText.Of(node, "host"), ValueText.Of(node, "processId"),
            ValueText.Of(node, "state"), ValueText.Of(node, "callsFailed"),
        }));
}
