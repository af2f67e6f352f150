using Weft.Annotations;

namespace Annotated;

/// <summary>What all nodes share, said by attributes alone.</summary>
public sealed class Desk
{
    [Root(Name = "desk")]
    public static Desk? Current { get; set; }

    private readonly List<string> _notes = [];

    [Transient(OnLoadMethod = nameof(Greet))]
    private string _greeting = "made here";

    [Transient]
    private readonly List<string> _heard = [];

    public string Greeting => _greeting;

    public int Notes
    {
        get
        {
            lock (_notes)
                return _notes.Count;
        }
    }

    public void Note(string text)
    {
        lock (_notes)
            _notes.Add(text);
    }

    [DistributedMethod(RunOn = RunOn.Others)]
    public void Tell(string text)
    {
        lock (_heard)
            _heard.Add(text);
    }

    public int Heard
    {
        get
        {
            lock (_heard)
                return _heard.Count;
        }
    }

    private void Greet() => _greeting = "received";
}
