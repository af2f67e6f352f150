using Constructs.Model;

namespace Constructs;

/// <summary>A class whose instances are roots by key.</summary>
public class Shelf(string id)
{
    public string Id { get; } = id;

    public List<string>? Books = new() { "book of " + id };
}

/// <summary>Transient fields with each form of on-load, and methods distributed with a condition and on a private class.</summary>
public sealed class Rare
{
    public object? Attached;
    public object? Made;
    public List<int>? Fresh;
    private readonly Worker _worker = new();
    private string _told = "";

    public static object Make(Rare self) => self._told + "made";

    private void Attach() => Attached = "attached";

    public void Tell(string text) => _told += text;

    public string Run()
    {
        Attach();
        Made = Make(this);
        Fresh = [1];
        Tell("told");
        Action<string> tell = Tell;
        tell("again");
        _worker.Work(3);
        Shelf first = new("a"), second = new("b");
        first.Books!.Add("more");
        second.Books = null;
        return $"{Attached} {Made} {Fresh.Count} {_told} {_worker.Done} {first.Books.Count} {second.Books is null}";
    }

    private sealed class Worker
    {
        public int Done;

        internal void Work(int amount) => Done += amount;
    }
}
