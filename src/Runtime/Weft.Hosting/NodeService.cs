using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weft.Runtime;

namespace Weft.Hosting;

/// <summary>Joins before the first hosted service starts, and leaves after the last one has stopped.</summary>
internal sealed partial class NodeService(NodeLogForwarder log, ILoggerFactory loggers) : IHostedLifecycleService
{
    private readonly ILogger _logger = loggers.CreateLogger("Weft");

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        log.GiveTo(_logger);
        return Cluster.JoinAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Cluster.LeaveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or ClusterUnavailableException or OperationCanceledException)
        {
            NotLeft(_logger, e);
        }
        await log.EndAsync().ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The node did not leave its cluster in good order; the hub frees its locks when it notices that the process has ended.")]
    private static partial void NotLeft(ILogger logger, Exception exception);
}
