using System.Net.WebSockets;
using ScopeServer.Client;

namespace Weft.Samples.Tests;

/// <summary>A client that does not read what it is sent.</summary>
public class SlowClientTests : DeploymentFixture<OneServer>
{
    [Test]
    public async Task ItIsCutOffAndHoldsUpNobody()
    {
        const int strokes = 6000;
        using var slow = new ClientWebSocket();
        await slow.ConnectAsync(new UriBuilder(First) { Scheme = "ws", Path = "/ws", Query = $"room={Room}&name=Slow" }.Uri, Limit);
        var ann = await EnterAsync(First, "Ann");
        var points = Enumerable.Range(0, 1000).Select(i => 800 + i % 2).ToArray();

        for (var sent = 1; sent <= strokes; sent++)
        {
            await ann.DrawAsync("growing", "#4f46e5", 5, points, Limit);
            if (sent % 500 == 0)
                Assert.That(await ann.WaitAsync(log => log.Count(message => message.Mark == "growing") == sent, Patience), $"Ann was not told all {sent} strokes.");
        }

        Assert.That(await Wait.UntilAsync(() => Deployment.Output.Contains("Slow left", StringComparison.Ordinal), Patience));
        Assert.That(Deployment.Output, Does.Match($"Slow left {Room}: The connection is (too slow|broken)"));
    }
}
