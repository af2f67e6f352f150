using MQTTnet;

namespace Weft.Build.Tests;

/// <summary>What clients of a broker send and get, each over a connection of its own.</summary>
internal static class MqttMessages
{
    /// <summary>Publishes a message that the broker retains.</summary>
    internal static async Task PublishAsync(Uri broker, string topic, string text, CancellationToken limit)
    {
        using IMqttClient client = await ConnectAsync(broker, limit);
        // At least once: the broker has it when this returns.
        MqttClientPublishResult result = await client.PublishAsync(
            new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(text).WithRetainFlag().WithQualityOfServiceLevel(MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce).Build(), limit);
        Assert.That(result.IsSuccess, Is.True, result.ReasonString);
        await client.DisconnectAsync(cancellationToken: limit);
    }

    /// <summary>The message that a new subscriber of a topic gets.</summary>
    internal static async Task<string> RetainedAsync(Uri broker, string topic, CancellationToken limit)
    {
        using IMqttClient client = await ConnectAsync(broker, limit);
        TaskCompletionSource<string> received = new(TaskCreationOptions.RunContinuationsAsynchronously);
        client.ApplicationMessageReceivedAsync += message =>
        {
            received.TrySetResult(message.ApplicationMessage.ConvertPayloadToString());
            return Task.CompletedTask;
        };
        await client.SubscribeAsync(topic, cancellationToken: limit);
        return await received.Task.WaitAsync(limit);
    }

    private static async Task<IMqttClient> ConnectAsync(Uri broker, CancellationToken limit)
    {
        IMqttClient client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithWebSocketServer(options => options.WithUri($"ws://{broker.Authority}/mqtt")).Build(), limit);
        return client;
    }
}
