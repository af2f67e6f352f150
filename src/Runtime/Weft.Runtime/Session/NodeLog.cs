namespace Weft.Runtime.Session;

/// <summary>The node's log: lines to the host's log or else on standard error, by <c>WEFT_LOG</c> (off, error, warning, info, debug).</summary>
internal sealed class NodeLog(string node, string level)
{
    private readonly int _level = level switch { "off" => 0, "error" => 1, "warning" => 2, "debug" => 4, _ => 3 };

    internal void Error(string text) => Write(ClusterLogLevel.Error, "error", text);

    internal void Warning(string text) => Write(ClusterLogLevel.Warning, "warning", text);

    internal void Info(string text) => Write(ClusterLogLevel.Info, "info", text);

    internal void Debug(string text) => Write(ClusterLogLevel.Debug, "debug", text);

    private void Write(ClusterLogLevel level, string word, string text)
    {
        if ((int)level > _level)
            return;
        if (Startup.Log is { } host)
            host(level, $"[{node}] {text}");
        else
            Console.Error.WriteLine($"weft {word} [{node}] {text}");
    }
}
