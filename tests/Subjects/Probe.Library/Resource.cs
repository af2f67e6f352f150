namespace Probe.Library;

/// <summary>As <c>Component</c> and many others: the finalizer calls what derived classes override.</summary>
public abstract class Resource
{
    ~Resource() => Release();

    protected abstract void Release();
}

/// <summary>Calls the program from its finalizer, and keeps what comes of it.</summary>
public sealed class Watcher(Action ended)
{
    private static volatile string? s_outcome;

    public static string? Outcome => s_outcome;

    ~Watcher()
    {
        try
        {
            ended();
            s_outcome = "done";
        }
        catch (Exception e)
        {
            s_outcome = e.GetType().Name + ": " + e.Message.ReplaceLineEndings(" ");
        }
    }
}
