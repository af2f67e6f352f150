namespace Weft.Cli.Output;

/// <summary>Shows on one line of a terminal what is being done; silent where standard error is not a terminal.</summary>
internal sealed class TerminalProgress : IProgress<string>, IDisposable
{
    private const string EraseLine = "\r\e[K";
    private readonly bool _visible = !Console.IsErrorRedirected;

    public void Report(string value)
    {
        if (_visible)
            Console.Error.Write($"{EraseLine}{value} …");
    }

    public void Dispose()
    {
        if (_visible)
            Console.Error.Write(EraseLine);
    }
}
