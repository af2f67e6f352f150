using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Weft.Corpus.Packages.Workloads;

/// <summary>A broker and two clients in one process: qualities of service, retained messages, wildcards.</summary>
internal static class MqttWorkload
{
    private const int Expected = 9;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task Run(TextWriter output)
    {
        int port = FreePort();
        using MqttServer server = new MqttServerFactory().CreateMqttServer(
            new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointPort(port).Build());
        await server.StartAsync();
        MqttClientFactory factory = new();
        using IMqttClient publisher = factory.CreateMqttClient(), subscriber = factory.CreateMqttClient();
        ConcurrentBag<string> received = [];
        using SemaphoreSlim arrived = new(0);
        subscriber.ApplicationMessageReceivedAsync += message =>
        {
            received.Add($"{message.ApplicationMessage.Topic} {message.ApplicationMessage.ConvertPayloadToString()} {message.ApplicationMessage.QualityOfServiceLevel} {message.ApplicationMessage.Retain}");
            arrived.Release();
            return Task.CompletedTask;
        };
        await publisher.ConnectAsync(Options(port, "publisher"));
        await Publish(publisher, "state/light", "on", MqttQualityOfServiceLevel.AtLeastOnce, retain: true);
        MqttClientConnectResult connected = await subscriber.ConnectAsync(Options(port, "subscriber"));
        await output.WriteLineAsync($"{connected.ResultCode} {connected.IsSessionPresent}");
        MqttClientSubscribeResult subscribed = await subscriber.SubscribeAsync(new MqttClientSubscribeOptionsBuilder()
            .WithTopicFilter("room/+/heat", MqttQualityOfServiceLevel.ExactlyOnce).WithTopicFilter("state/#").Build());
        await output.WriteLineAsync(string.Join(",", subscribed.Items.Select(item => item.ResultCode)));
        foreach (MqttQualityOfServiceLevel quality in Enum.GetValues<MqttQualityOfServiceLevel>())
        {
            for (int room = 1; room <= 2; room++)
                await Publish(publisher, $"room/{room}/heat", $"{20 + room}", quality, retain: false);
            await Publish(publisher, "room/1/cold", "never", quality, retain: false);
        }
        await Publish(publisher, "state/door/left", "open", MqttQualityOfServiceLevel.AtMostOnce, retain: false);
        await Publish(publisher, "state/door/right", "", MqttQualityOfServiceLevel.AtMostOnce, retain: false);
        for (int count = 0; count < Expected; count++)
        {
            if (!await arrived.WaitAsync(Patience))
                throw new TimeoutException($"{count} of {Expected} messages came.");
        }
        foreach (string line in received.Order(StringComparer.Ordinal))
            await output.WriteLineAsync(line);
        await output.WriteLineAsync(string.Join(",", (await server.GetRetainedMessagesAsync()).Select(message => message.Topic)));
        await subscriber.DisconnectAsync();
        await publisher.DisconnectAsync();
        await server.StopAsync();
    }

    private static MqttClientOptions Options(int port, string id) => new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithClientId(id).Build();

    private static Task Publish(IMqttClient client, string topic, string payload, MqttQualityOfServiceLevel quality, bool retain) =>
        client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithQualityOfServiceLevel(quality).WithRetainFlag(retain).Build());

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
