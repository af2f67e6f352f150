namespace Golden;

public sealed class Transients
{
    public readonly List<int> Listeners = new() { 1 };
    public List<string>? Fresh;
    public object? Attached;
    public object? Made;
    public int Left;

    public static object Make(Transients self) => self;

    public void Change() => Interlocked.Increment(ref Left);

    public int Count() => Listeners.Count;

    private void Attach() => Attached = Make(this);
}
