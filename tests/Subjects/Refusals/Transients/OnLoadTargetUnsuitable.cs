namespace Refusals.Transients;

public class Good
{
    public readonly List<string> listeners = new() { "a", "b" };
    public List<int> chosen = Environment.ProcessorCount > 0 ? new List<int>(4) : null;
    public readonly int number;
    public Action changed = () => { };
    [NonSerialized] public Thread worker;
    public object attached;
    public IDisposable made;
    public event EventHandler Happened;
    public string Name { get; set; }
    public Good() { number = 1; }
    public Good(int n) { number = n; }
    public Good(string text) : this(text.Length) { }
    private void Attach() { }
    private int Answer() => 42;
    public static object Make(Good self) => new();
    public static Good Root;
}
