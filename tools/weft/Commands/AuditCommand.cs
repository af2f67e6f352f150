using System.Text.Json;
using Weft.Cli.Output;
using Weft.Protocol;

namespace Weft.Cli.Commands;

/// <summary><c>weft audit</c>.</summary>
internal sealed class AuditCommand() : HubQueryCommand("audit", "Lists where the nodes have written shared objects outside any clustered lock, and collections that code which is not woven has changed.")
{
    public override string[] Examples => ["weft audit --hub tcp://127.0.0.1:9510", "weft audit --json"];

    protected override QueryKind Question => QueryKind.Audit;

    protected override IEnumerable<string> Lines(JsonElement answer)
    {
        JsonElement sites = answer.GetProperty("sites");
        IEnumerable<string> lines = sites.GetArrayLength() == 0
            ? ["no writes outside of locks"]
            : Table.Lines(["count", "node", "what", "site"], sites.EnumerateArray().Select(static each => new[] { ValueText.Of(each, "count"), ValueText.Of(each, "node"), ValueText.Of(each, "what"), ValueText.Of(each, "site") }));
        return lines.Concat(answer.GetProperty("silent").EnumerateArray().Select(static node => $"node {ValueText.Of(node)} did not answer"));
    }
}
