namespace Weft.Runtime.Session;

/// <summary>The node's log: lines on standard error, by <c>WEFT_LOG</c> (off, error, warning, info, debug).</summary>
internal sealed class NodeLog(string node, string level)
{
    private readonly int _level = level switch { "off" => 0, "error" => 1, "warning" => 2, "debug" => 4, _ => 3 };

    internal void Error(string text) => Write(1, "error", text);

    internal void Warning(string text) => Write(2, "warning", text);

    internal void Info(string text) => Write(3, "info", text);

    internal void Debug(string text) => Write(4, "debug", text);

    private void Write(int level, string word, string text)
    {
        if (level <= _level)
            Console.Error.WriteLine($"weft {word} [{node}] {text}");
    }
}
