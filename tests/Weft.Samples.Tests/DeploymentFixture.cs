using System.Net.Http.Json;
using System.Text.Json.Nodes;
using NUnit.Framework.Interfaces;
using ScopeServer.Client;

namespace Weft.Samples.Tests;

/// <summary>Tests of servers that are started once for the fixture.</summary>
public abstract class DeploymentFixture<TDeployment> : IDisposable where TDeployment : Deployment, new()
{
    private readonly HttpClient http = new();
    private readonly List<RoomClient> clients = [];
    private CancellationTokenSource limit = new();

    /// <summary>How long anything may take.</summary>
    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The servers.</summary>
    protected TDeployment Deployment { get; } = new();

    /// <summary>One of the servers.</summary>
    protected Uri First => Deployment.Servers[0];

    /// <summary>Another of the servers, if there are several.</summary>
    protected Uri Last => Deployment.Servers[^1];

    /// <summary>Cancelled when the test takes too long.</summary>
    protected CancellationToken Limit => limit.Token;

    /// <summary>A room of this test alone.</summary>
    protected string Room { get; private set; } = "";

    /// <summary>Starts the servers.</summary>
    [OneTimeSetUp]
    public async Task StartServers() => await Deployment.StartAsync();

    /// <summary>Ends the servers.</summary>
    [OneTimeTearDown]
    public async Task EndServers() => await Deployment.DisposeAsync();

    /// <summary>Frees what the fixture holds.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        http.Dispose();
        limit.Dispose();
    }

    /// <summary>Names a new room.</summary>
    [SetUp]
    public void Begin()
    {
        limit.Dispose();
        limit = new CancellationTokenSource(3 * Patience);
        Room = $"room-{Guid.NewGuid():n}"[..16];
    }

    /// <summary>Lets the clients leave.</summary>
    [TearDown]
    public async Task LeaveRooms()
    {
        foreach (var client in clients)
            await client.DisposeAsync();
        clients.Clear();
        if (TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed)
            await TestContext.Out.WriteLineAsync(Deployment.Output);
    }

    /// <summary>Enters a room and waits until the client has been told all that is there.</summary>
    protected async Task<RoomClient> EnterAsync(Uri server, string person, string? room = null)
    {
        var client = await RoomClient.ConnectAsync(server, room ?? Room, person, Limit);
        clients.Add(client);
        Assert.That(await client.WaitAsync(log => log.Any(message => message.Type == "chat"), Patience), $"{person} was not told the chat: {client.EndReason}");
        return client;
    }

    /// <summary>Waits until a client has received a line or a stroke.</summary>
    protected static async Task<Received> ReceivedAsync(RoomClient client, string mark)
    {
        Assert.That(await client.WaitAsync(log => log.Any(message => message.Mark == mark), Patience), $"{client.Person} did not receive '{mark}'.");
        return client.Log.First(message => message.Mark == mark);
    }

    /// <summary>Asks a server.</summary>
    protected async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri server, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(server, path)) { Content = body is null ? null : new StringContent(body) };
        return await http.SendAsync(request, Limit);
    }

    /// <summary>Reads JSON from a server.</summary>
    protected async Task<JsonNode> GetAsync(Uri server, string path) => (await http.GetFromJsonAsync<JsonNode>(new Uri(server, path), Limit))!;
}
