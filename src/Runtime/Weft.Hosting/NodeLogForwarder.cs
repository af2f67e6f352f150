using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Weft.Runtime;

namespace Weft.Hosting;

/// <summary>
/// Takes the node's log lines, on whatever thread they come, and gives them to the host's logger on a thread of its own: loggers are the program's code and may be slow. Lines that come before there is
/// a logger wait for it; those after it was given back go to standard error.
/// </summary>
internal sealed partial class NodeLogForwarder
{
    private const int Waiting = 4096;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Channel<(ClusterLogLevel Level, string Text)> _lines;
    private long _dropped;
    private Task _pump = Task.CompletedTask;

    public NodeLogForwarder() =>
        _lines = Channel.CreateBounded<(ClusterLogLevel, string)>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => Interlocked.Increment(ref _dropped));

    /// <summary>Takes a line; never waits.</summary>
    internal void Take(ClusterLogLevel level, string text)
    {
        if (!_lines.Writer.TryWrite((level, text)))
            Console.Error.WriteLine($"weft {level} {text}");
    }

    /// <summary>Starts to give lines to a logger.</summary>
    internal void GiveTo(ILogger logger) => _pump = Task.Run(() => PumpAsync(logger));

    /// <summary>Gives the last lines out; the logger is used no more after this.</summary>
    internal async Task EndAsync()
    {
        _lines.Writer.TryComplete();
        await _pump.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task PumpAsync(ILogger logger)
    {
        await foreach ((ClusterLogLevel level, string text) in _lines.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and long dropped)
                Dropped(logger, dropped);
            LogLevel grave = LevelOf(level);
            Line(logger, grave, text);
        }
    }

    private static LogLevel LevelOf(ClusterLogLevel level) => level switch
    {
        ClusterLogLevel.Error => LogLevel.Error,
        ClusterLogLevel.Warning => LogLevel.Warning,
        ClusterLogLevel.Info => LogLevel.Information,
        _ => LogLevel.Debug,
    };

    [LoggerMessage(Message = "{Text}")]
    private static partial void Line(ILogger logger, LogLevel level, string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} lines of the node's log were dropped, since the logger did not keep up")]
    private static partial void Dropped(ILogger logger, long count);
}
