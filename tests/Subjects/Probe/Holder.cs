namespace Probe;

/// <summary>Cannot be shared: it has a thread.</summary>
public sealed class Holder : Item
{
    private readonly object _thread = Thread.CurrentThread;

    public Holder() : base("holder")
    {
    }

    public override string Describe() => _thread.ToString()!;
}
