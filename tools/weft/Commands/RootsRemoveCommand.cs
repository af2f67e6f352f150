using System.CommandLine;
using System.Text.Json;
using Weft.Protocol;

namespace Weft.Cli.Commands;

/// <summary><c>weft roots rm</c>.</summary>
internal sealed class RootsRemoveCommand : HubQueryCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The root's name, as 'weft roots' prints it." };

    public RootsRemoveCommand() : base("rm", "Deletes a root: reads give null until the next assignment in the cluster makes it anew.") =>
        Arguments.Add(_name);

    public override string[] Examples => ["weft roots rm scopes --hub tcp://127.0.0.1:9510"];

    protected override QueryKind Question => QueryKind.DeleteRoot;

    protected override string Argument(ParseResult parsed) => parsed.GetRequiredValue(_name);

    protected override IEnumerable<string> Lines(JsonElement answer) => ["deleted"];
}
