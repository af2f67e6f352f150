using ScopeServer;
using ScopeServer.Core;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Configuration.AddEnvironmentVariables("SCOPE_SERVER_").AddCommandLine(args);
builder.Services.AddSingleton<GlobalScope>();
builder.Services.AddSingleton<WhiteboardRooms>();
builder.Services.AddSingleton<ClientEndpoint>();

var app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(20), KeepAliveTimeout = TimeSpan.FromSeconds(20) });
app.MapRooms();
app.Map("/ws", (HttpContext context, ClientEndpoint clients) => clients.AcceptAsync(context));
app.MapGet("/healthz", () => Results.Text("healthy"));

app.Services.GetRequiredService<WhiteboardRooms>().Open("lobby", out _);
await app.RunAsync();
