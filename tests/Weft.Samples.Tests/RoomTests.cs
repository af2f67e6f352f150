using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using ScopeServer.Client;

namespace Weft.Samples.Tests;

/// <summary>What people in rooms can do, on one server and, without a difference, on several.</summary>
[TestFixture(typeof(OneServer))]
[TestFixture(typeof(WovenWithoutHub))]
[TestFixture(typeof(TwoNodes))]
public class RoomTests<TDeployment> : DeploymentFixture<TDeployment> where TDeployment : Deployment, new()
{
    private const string Color = "#4f46e5";

    [Test]
    public async Task EverybodyHearsALineOnce()
    {
        var ann = await EnterAsync(First, "Ann");
        var bob = await EnterAsync(Last, "Bob");

        await ann.SayAsync("hello", Limit);
        await ReceivedAsync(bob, "hello");
        await bob.SayAsync("hello yourself", Limit);

        foreach (var client in (RoomClient[])[ann, bob])
        {
            await ReceivedAsync(client, "hello yourself");
            Assert.That(client.Log.Select(message => message.Mark).Where(mark => mark is not null), Is.EqualTo(["hello", "hello yourself"]));
            Assert.That(client.Log.Where(message => message.Type == "line").Select(message => message.Body["line"]!["number"]!.GetValue<long>()), Is.EqualTo([1, 2]));
        }
    }

    [Test]
    public async Task AStrokeIsSeenErasedAndWiped()
    {
        var ann = await EnterAsync(First, "Ann");
        var bob = await EnterAsync(Last, "Bob");

        await ann.DrawAsync("s1", Color, 5, [1, 2, 3, 4], Limit);
        await ann.DrawAsync("s2", Color, 5, [5, 6], Limit);
        var seen = await ReceivedAsync(bob, "s2");
        Assert.That(seen.Body["value"]!.GetValue<string>(), Does.Contain("[5,6]"));

        await bob.SendAsync(new { Type = "erase", Key = "s1" }, Limit);
        Assert.That(await ann.WaitAsync(log => log.Any(message => message.Type == "change" && message.Body["key"]?.GetValue<string>() == "s1" && message.Body["value"] is null), Patience));
        Assert.That(await KeysAsync(First), Is.EqualTo(["s2"]));

        await ann.SendAsync(new { Type = "clear" }, Limit);
        Assert.That(await bob.WaitAsync(log => log.Any(message => message.Type == "change" && message.Body["key"] is null), Patience));
        Assert.That(await KeysAsync(Last), Is.Empty);
    }

    [Test]
    public async Task WhoComesLateGetsAllThatIsThere()
    {
        var ann = await EnterAsync(First, "Ann");
        await ann.DrawAsync("s1", Color, 5, [1, 2, 3, 4], Limit);
        await ann.SayAsync("first", Limit);
        await ReceivedAsync(ann, "first");

        var late = await EnterAsync(Last, "Late");

        var board = late.Log.Single(message => message.Type == "board").Body;
        var chat = late.Log.Single(message => message.Type == "chat").Body;
        Assert.That(board["strokes"]!.AsArray().Select(stroke => stroke!["key"]!.GetValue<string>()), Is.EqualTo(["s1"]));
        Assert.That(chat["lines"]!.AsArray().Select(line => line!["text"]!.GetValue<string>()), Is.EqualTo(["first"]));
        Assert.That(late.Log.Select(message => message.Mark), Is.All.Null, "what is in the whole state is not told again");
    }

    [Test]
    public async Task OnlyTheLastLinesAreKept()
    {
        var ann = await EnterAsync(First, "Ann");
        for (var i = 1; i <= 110; i++)
            await ann.SayAsync($"line {i}", Limit);
        await ReceivedAsync(ann, "line 110");

        foreach (var server in Deployment.Servers)
        {
            var lines = (await GetAsync(server, $"/rooms/{Room}/chat")).AsArray();
            Assert.That(lines, Has.Count.EqualTo(100));
            Assert.That(lines[0]!["text"]!.GetValue<string>(), Is.EqualTo("line 11"));
        }
    }

    [Test]
    public async Task RoomsAreOpenedWithinRoomsAndClosedWithThem()
    {
        var inner = $"{Room}%2Finner";
        using var opened = await SendAsync(HttpMethod.Post, First, $"/rooms/{inner}");
        using var again = await SendAsync(HttpMethod.Post, Last, $"/rooms/{inner}");
        using var attribute = await SendAsync(HttpMethod.Put, Last, $"/rooms/{Room}/attributes/topic", "looms");
        Assert.That((opened.StatusCode, again.StatusCode, attribute.StatusCode), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.NoContent)));

        var outer = (await GetAsync(First, "/scopes"))["children"]!.AsArray().Single(child => child!["name"]!.GetValue<string>() == Room)!;
        Assert.That(outer["attributes"]!["topic"]!.GetValue<string>(), Is.EqualTo("looms"));
        Assert.That(outer["children"]!.AsArray().Single()!["path"]!.GetValue<string>(), Is.EqualTo($"{Room}/inner"));

        var ann = await EnterAsync(First, "Ann", $"{Room}/inner");
        var bob = await EnterAsync(Last, "Bob", $"{Room}/inner");
        using var closed = await SendAsync(HttpMethod.Delete, Last, $"/rooms/{Room}");
        using var gone = await SendAsync(HttpMethod.Delete, First, $"/rooms/{Room}");
        Assert.That((closed.StatusCode, gone.StatusCode), Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.NotFound)));
        foreach (var client in (RoomClient[])[ann, bob])
        {
            await Wait.UntilAsync(() => client.EndReason is not null, Patience);
            Assert.That(client.EndReason, Is.EqualTo("The room was closed."));
        }
    }

    [Test]
    public async Task ARoomThatIsOpenedAgainIsNew()
    {
        var ann = await EnterAsync(First, "Ann");
        await ann.SayAsync("old", Limit);
        await ReceivedAsync(ann, "old");
        using var closed = await SendAsync(HttpMethod.Delete, First, $"/rooms/{Room}");

        var bob = await EnterAsync(Last, "Bob");

        Assert.That(bob.Log.Single(message => message.Type == "chat").Body["lines"]!.AsArray(), Is.Empty);
    }

    [TestCase("""{"type":"draw","key":"s1","color":"red","width":5,"points":[1,2]}""", "color")]
    [TestCase("""{"type":"draw","key":"s1","color":"#4f46e5","width":0,"points":[1,2]}""", "wide")]
    [TestCase("""{"type":"draw","key":"s1","color":"#4f46e5","width":5,"points":[1,2,3]}""", "points")]
    [TestCase("""{"type":"draw","key":"s1","color":"#4f46e5","width":5,"points":[1,901]}""", "board")]
    [TestCase("""{"type":"draw","key":"no name","color":"#4f46e5","width":5,"points":[1,2]}""", "no valid name")]
    [TestCase("""{"type":"say","text":"  "}""", "Say something")]
    [TestCase("""{"type":"dance"}""", "type")]
    [TestCase("""null""", "type")]
    [TestCase("""{"type":""", "JSON")]
    [TestCase("""[1]""", "JSON")]
    public async Task AWrongMessageIsAnsweredAndChangesNothing(string message, string reason)
    {
        var ann = await EnterAsync(First, "Ann");

        await ann.SendTextAsync(System.Text.Encoding.UTF8.GetBytes(message), Limit);

        Assert.That(await ann.WaitAsync(log => log.Any(answer => answer.Type == "error"), Patience));
        Assert.That(ann.Log.Single(answer => answer.Type == "error").Body["message"]!.GetValue<string>(), Does.Contain(reason));
        await ann.SayAsync("still here", Limit);
        await ReceivedAsync(ann, "still here");
        Assert.That(await KeysAsync(First), Is.Empty);
    }

    [Test]
    public async Task AMessageThatIsTooLongEndsTheConnection()
    {
        var ann = await EnterAsync(First, "Ann");

        await ann.SendTextAsync(new byte[20_000], Limit);

        await Wait.UntilAsync(() => ann.EndReason is not null, Patience);
        Assert.That(ann.EndReason, Does.Contain("16384 bytes"));
    }

    [TestCase("no%20name", "Ann")]
    [TestCase("a%2F%2Fb", "Ann")]
    [TestCase("a%2Fb%2Fc%2Fd%2Fe%2Ff%2Fg%2Fh%2Fi", "Ann")]
    [TestCase("lobby", "")]
    public void WhoeverNamesNoRoomOrNobodyIsTurnedAway(string room, string person) =>
        Assert.That(
            async () => await RoomClient.ConnectAsync(First, Uri.UnescapeDataString(room), person, Limit),
            Throws.InstanceOf<WebSocketException>().With.Message.Contains("400"));

    [TestCase("POST", "/rooms/-a", HttpStatusCode.BadRequest)]
    [TestCase("GET", "/rooms/nowhere/objects/board", HttpStatusCode.NotFound)]
    [TestCase("GET", "/rooms/lobby/objects/nothing", HttpStatusCode.NotFound)]
    [TestCase("GET", "/rooms/nowhere/chat", HttpStatusCode.NotFound)]
    [TestCase("DELETE", "/rooms/nowhere", HttpStatusCode.NotFound)]
    [TestCase("GET", "/ws", HttpStatusCode.BadRequest)]
    [TestCase("GET", "/healthz", HttpStatusCode.OK)]
    [TestCase("GET", "/", HttpStatusCode.OK)]
    public async Task RequestsAreAnsweredByTheirMerit(string method, string path, HttpStatusCode expected)
    {
        using var response = await SendAsync(new HttpMethod(method), Last, path);

        Assert.That(response.StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task TrafficOfManyClientsIsCompleteEverywhere()
    {
        var servers = Enumerable.Range(0, 4).Select(i => Deployment.Servers[i % Deployment.Servers.Count].ToString());
        await using var check = ConsoleProcess.Start("the client", Built.Client, [.. servers, "--room", Room, "--burst"]);

        var code = await check.EndAsync();

        await TestContext.Out.WriteLineAsync(check.Output);
        Assert.That(code, Is.Zero, check.Output);
    }

    private async Task<IEnumerable<string>> KeysAsync(Uri server)
    {
        JsonNode board = await GetAsync(server, $"/rooms/{Room}/objects/board");
        return board["entries"]!.AsArray().Select(entry => entry!["key"]!.GetValue<string>());
    }
}
