using Hosted;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Weft.Hosting;
using Weft.Runtime;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (args.Contains("--late"))
    new Ledger().Add("before the host was configured");
if (args.Contains("--silence"))
    builder.Logging.ClearProviders();
builder.AddWeft();
builder.Services.AddSingleton<Ledger>();
builder.Services.AddHostedService<Opening>();

List<Metric> metrics = [];
List<System.Diagnostics.Activity> traces = [];
using var meters = Sdk.CreateMeterProviderBuilder().AddWeftInstrumentation().AddInMemoryExporter(metrics).Build();
using var tracer = Sdk.CreateTracerProviderBuilder().AddWeftInstrumentation().AddInMemoryExporter(traces).Build();

var app = builder.Build();
app.MapHealthChecks("/ready");
app.MapPost("/add/{entry}", (string entry, Ledger ledger) => ledger.Add(entry).ToString());
app.MapPost("/fail", () => Ledger.FailElsewhere());
app.MapGet("/all", (Ledger ledger) => string.Join(',', ledger.All()));
app.MapGet("/state", () => $"{Cluster.State} {Cluster.NodeName}");
app.MapGet("/telemetry", () =>
{
    metrics.Clear();
    meters.ForceFlush();
    return string.Join('\n', metrics.Select(metric => metric.Name).Concat(traces.ToArray().Select(trace => $"{trace.OperationName} {trace.Status}")));
});
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"listening on {app.Urls.First()}"));
app.Run();
Console.WriteLine($"ended {Cluster.State}");

/// <summary>Uses shared state while the host starts, and after the server has stopped.</summary>
internal sealed class Opening(Ledger ledger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ledger.Add($"opened by {Cluster.NodeName}");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        ledger.Add($"closed by {Cluster.NodeName}");
        return Task.CompletedTask;
    }
}
