using System.Globalization;
using Serilog;
using Serilog.Context;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;

namespace Weft.Corpus.Packages.Workloads;

/// <summary>Structured events through filters, enrichers and formatters.</summary>
internal static class SerilogWorkload
{
    public static async Task Run(TextWriter output)
    {
        LoggingLevelSwitch level = new(LogEventLevel.Debug);
        Lines lines = new(output);
        await using (Logger log = new LoggerConfiguration()
            .MinimumLevel.ControlledBy(level)
            .MinimumLevel.Override("Quiet", LogEventLevel.Error)
            .Enrich.FromLogContext()
            .Enrich.WithProperty("App", "corpus")
            .Destructure.ByTransforming<Version>(version => new { version.Major, version.Minor })
            .Filter.ByExcluding(entry => entry.Properties.ContainsKey("Secret"))
            .WriteTo.Sink(lines)
            .WriteTo.Logger(inner => inner.MinimumLevel.Warning().WriteTo.Sink(lines))
            .CreateLogger())
        {
            log.Information("plain {Count} {Text} {Text:l} {Value:000.0}", 3, "t\"x", "literal", 2.5);
            log.Debug("{@Object} {$Object} {List}", new { A = 1, B = new[] { "x", "y" }, C = new Version(1, 2) }, new Version(3, 4), new List<int> { 1, 2 });
            log.Warning(new InvalidOperationException("boom"), "{Missing} {Extra}", "one");
            log.ForContext("Secret", true).Error("not seen");
            log.ForContext(Constants.SourceContextPropertyName, "Quiet.Part").Warning("not seen either");
            using (LogContext.PushProperty("Request", Guid.Empty))
            using (LogContext.PushProperty("Nested", new Dictionary<string, int> { ["k"] = 1 }, destructureObjects: true))
                log.Information("in context {{escaped}} {0} {1}", "zero", "one");
            level.MinimumLevel = LogEventLevel.Fatal;
            log.Error("not seen");
            log.Fatal("last");
        }
        await output.WriteLineAsync(lines.Count.ToString(CultureInfo.InvariantCulture));
    }

    private sealed class Lines(TextWriter output) : ILogEventSink
    {
        private static readonly MessageTemplateTextFormatter Display = new("[{Level:u3}] {Message:lj} {Properties:j}{NewLine}{Exception}", CultureInfo.InvariantCulture);
        private static readonly JsonFormatter Json = new(renderMessage: true);

        public int Count { get; private set; }

        public void Emit(LogEvent logEvent)
        {
            Count++;
            LogEvent still = new(DateTimeOffset.UnixEpoch, logEvent.Level, logEvent.Exception, logEvent.MessageTemplate, [.. logEvent.Properties.Select(item => new LogEventProperty(item.Key, item.Value))]);
            Display.Format(still, output);
            Json.Format(still, output);
        }
    }
}
