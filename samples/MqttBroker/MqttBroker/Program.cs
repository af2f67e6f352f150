using MQTTnet.AspNetCore;
using MQTTnet.Server;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddHostedMqttServer(options => options.WithoutDefaultEndpoint());
builder.Services.AddMqttConnectionHandler();
builder.Services.AddConnections();

WebApplication app = builder.Build();
MqttServer broker = app.Services.GetRequiredService<MqttServer>();
// A broker that starts replaces what is retained by what it loads.
broker.LoadingRetainedMessageAsync += async loading => loading.LoadedRetainedMessages = [.. await broker.GetRetainedMessagesAsync()];
app.MapConnectionHandler<MqttConnectionHandler>("/mqtt", options => options.WebSockets.SubProtocolSelector = protocols => protocols.FirstOrDefault() ?? "");
app.MapGet("/retained", async () => (await broker.GetRetainedMessagesAsync()).Select(message => message.Topic).Order(StringComparer.Ordinal));
await app.RunAsync();
