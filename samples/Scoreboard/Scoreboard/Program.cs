using Scoreboard;
using Weft.Hosting;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddWeft();
builder.Services.AddSingleton<Games>();

var app = builder.Build();
app.MapGames();
app.MapHealthChecks("/ready");
await app.RunAsync();
