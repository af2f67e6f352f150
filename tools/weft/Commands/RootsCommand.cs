using System.Text.Json;
using Weft.Cli.Output;
using Weft.Protocol;

namespace Weft.Cli.Commands;

/// <summary><c>weft roots</c>.</summary>
internal sealed class RootsCommand : HubQueryCommand
{
    public RootsCommand() : base("roots", "Lists the roots that a hub knows.") => Subcommands.Add(new RootsRemoveCommand());

    public override string[] Examples => ["weft roots --hub tcp://127.0.0.1:9510", "weft roots --json"];

    protected override QueryKind Question => QueryKind.Roots;

    protected override IEnumerable<string> Lines(JsonElement answer) => answer.GetArrayLength() == 0
        ? ["no roots"]
        : Table.Lines(["name", "type of the field", "value"], answer.EnumerateArray().Select(root =>
            new[] { ValueText.Of(root, "name"), ValueText.Of(root, "fieldType"), ValueText.Of(root, "value") }));
}
