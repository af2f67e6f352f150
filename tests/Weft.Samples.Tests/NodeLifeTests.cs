namespace Weft.Samples.Tests;

/// <summary>Nodes that die and nodes that come later.</summary>
public class NodeLifeTests : DeploymentFixture<TwoNodes>
{
    [Test]
    public async Task ThoseOnOtherNodesGoOnWithAllThatWasThere()
    {
        var ann = await EnterAsync(First, "Ann");
        var bob = await EnterAsync(Last, "Bob");
        await ann.DrawAsync("of-ann", "#4f46e5", 5, [1, 2, 3, 4], Limit);
        await ann.SayAsync("before", Limit);
        await ReceivedAsync(bob, "of-ann");
        await ReceivedAsync(bob, "before");

        // The dead node holds the leases of the board and the chat: it was the last to use them.
        await Deployment.KillFirstAsync();
        await bob.DrawAsync("of-bob", "#db2777", 5, [5, 6], Limit);
        await bob.SayAsync("after", Limit);
        await ReceivedAsync(bob, "of-bob");
        await ReceivedAsync(bob, "after");

        await Deployment.AddNodeAsync("node3");
        var late = await EnterAsync(Last, "Late");
        var strokes = late.Log.Single(message => message.Type == "board").Body["strokes"]!.AsArray();
        var lines = late.Log.Single(message => message.Type == "chat").Body["lines"]!.AsArray();
        Assert.That(strokes.Select(stroke => stroke!["key"]!.GetValue<string>()), Is.EqualTo(["of-ann", "of-bob"]));
        Assert.That(lines.Select(line => line!["text"]!.GetValue<string>()), Is.EqualTo(["before", "after"]));

        await bob.SayAsync("welcome", Limit);
        await ReceivedAsync(late, "welcome");
        await late.SayAsync("thank you", Limit);
        await ReceivedAsync(bob, "thank you");
    }
}
