using System.Globalization;
using System.Text.Json;
using Weft.Cli.Output;
using Weft.Protocol;

namespace Weft.Cli.Commands;

/// <summary><c>weft locks</c>.</summary>
internal sealed class LocksCommand() : HubQueryCommand("locks", "Lists the locks that are leased to nodes or waited for, the semaphores and the like that are waited for, and threads that wait for each other.")
{
    public override string[] Examples => ["weft locks --hub tcp://127.0.0.1:9510", "weft locks --json"];

    protected override QueryKind Question => QueryKind.Locks;

    protected override IEnumerable<string> Lines(JsonElement answer) =>
        Locks(answer.GetProperty("locks")).Concat(Synchronizers(answer.GetProperty("synchronizers"))).Concat(answer.GetProperty("deadlocks").EnumerateArray().SelectMany(static each => ("\n" + each.GetString()).Split('\n')));

    private static IEnumerable<string> Locks(JsonElement answer) => answer.GetArrayLength() == 0
        ? ["no locks"]
        : Table.Lines(["id", "part", "type", "leased to", "waiting", "waiting for a pulse"], answer.EnumerateArray().Select(each => new[]
        {
            ValueText.Of(each, "id"), ValueText.Of(each, "part"), ValueText.Of(each, "type"), Nodes(each, "holders"), Nodes(each, "waiting"),
            string.Join(' ', each.GetProperty("waitingForPulse").EnumerateArray().Select(ValueText.Of)),
        }));

    private static IEnumerable<string> Synchronizers(JsonElement answer) => answer.GetArrayLength() == 0
        ? []
        : Table.Lines(["id", "type", "lent to", "permits taken", "waiting"], answer.EnumerateArray().Select(each => new[]
        {
            ValueText.Of(each, "id"), ValueText.Of(each, "type"), each.TryGetProperty("lentTo", out JsonElement lentTo) ? lentTo.ToString() : "",
            string.Join(' ', each.GetProperty("taken").EnumerateArray().Select(static taken => $"{ValueText.Of(taken, "node")}:{ValueText.Of(taken, "permits")}")),
            string.Join(' ', each.GetProperty("waiting").EnumerateArray().Select(static waiter => $"{ValueText.Of(waiter, "node")}:{waiter.GetProperty("seconds").GetDouble().ToString("0.0", CultureInfo.InvariantCulture)}s")),
        })).Prepend("");

    private static string Nodes(JsonElement @lock, string property) =>
        string.Join(' ', @lock.GetProperty(property).EnumerateArray().Select(static each => $"{ValueText.Of(each, "node")}:{ValueText.Of(each, "mode").ToLowerInvariant()}"));
}
