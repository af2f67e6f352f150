namespace Probe;

/// <summary>What the nodes share: one of each thing that a server keeps.</summary>
public sealed class World
{
    private static World? s_current;

    public readonly object Gate = new();
    public readonly Lock Door = new();
    public readonly Dictionary<string, Item> Items = new();
    public readonly Dictionary<int, string> Names = new();
    public readonly List<string> Log = new();
    public readonly HashSet<string> Tags = new();
    public readonly int[] Cells = new int[16];
    public readonly string?[] Words = new string?[8];
    public readonly Point[] Points = new Point[4];
    public readonly Board Board = new();
    public readonly Meeting Meeting = new();
    public readonly Ledger Ledger = new();
    public readonly Shelf Shelf = new();
    public readonly Archive Archive = new();
    public readonly Heirs Heirs = new();
    public readonly Bell Bell = new();
    public readonly List<string> Ashes = new();
    public readonly List<Card> Cards = new();
    public long Total;
    public int Hits;
    public int Bumps;
    public Point Origin;
    public Item? Head;
    public readonly List<Triple> Triples = new();

    public static World Current
    {
        get
        {
            World? world = s_current;
            if (world is null)
            {
                s_current = new World();
                world = s_current;
            }
            return world!;
        }
    }

    public void Increment(int times)
    {
        for (int i = 0; i < times; i++)
        {
            lock (Gate)
            {
                Total++;
                Cells[i % Cells.Length]++;
            }
        }
    }

    /// <summary>Comes back when the hub has it on stable storage: the configuration says so.</summary>
    public void Deposit(long amount)
    {
        lock (Gate)
            Total += amount;
    }

    public void IncrementBehindDoor(int times)
    {
        for (int i = 0; i < times; i++)
        {
            lock (Door)
                Total++;
        }
    }

    /// <summary>Has no lock: the configuration gives it one.</summary>
    public void Bump() => Bumps++;

    public void IncrementOnItem(string name, int times)
    {
        Item item;
        lock (Gate)
            item = Items[name];
        for (int i = 0; i < times; i++)
        {
            lock (item)
                item.Quantity++;
        }
    }

    public void Hit()
    {
        lock (this)
            Hits++;
    }
}

/// <summary>Three fields that are always written together, and a property.</summary>
public sealed class Triple
{
    public int First;
    public int Second;
    public string Third = "";

    public int Fourth { get; set; }

    public static void Write(Triple triple, int number, string text)
    {
        triple.First = number;
        triple.Second = number + 1;
        triple.Third = text;
        triple.Fourth = triple.First + triple.Second;
    }

    public override string ToString() => $"{First},{Second},{Third},{Fourth}";
}

public struct Point
{
    public int X;
    public int Y;

    public void Move(int dx, int dy)
    {
        X += dx;
        Y += dy;
    }

    public override readonly string ToString() => $"{X},{Y}";
}

public class Item
{
    private readonly string _name;
    private Point _position;

    public Item(string name) => _name = name;

    public string Name => _name;

    public int Quantity { get; set; }

    public Item? Next { get; set; }

    public Point Position
    {
        get => _position;
        set => _position = value;
    }

    public void Move(int dx, int dy) => _position.Move(dx, dy);

    public virtual string Describe() => $"{Name}:{Quantity}:{_position}";
}

public sealed class Box : Item
{
    public Box(string name, params string[] content) : base(name) => Content = new List<string>(content);

    public List<string> Content { get; }

    public override string Describe() => base.Describe() + "[" + string.Join("|", Content) + "]";
}

public sealed class Board
{
    private readonly List<string> heard = new();
    private readonly object heardGate = new();
    private string _topic = "";
    private int _version;

    public void Announce(string text, int number)
    {
        lock (heardGate)
            heard.Add($"{text}#{number}@{_topic}");
    }

    public string Ask(string question)
    {
        lock (heardGate)
            heard.Add("asked " + question);
        return "answer to " + question;
    }

    public void Whisper(string text)
    {
        lock (heardGate)
            heard.Add("whisper " + text);
    }

    public void ChangeTopic(string topic, int number)
    {
        lock (this)
        {
            _topic = topic;
            _version++;
            Announce("topic", number);
        }
    }

    public string[] Heard()
    {
        lock (heardGate)
            return heard.ToArray();
    }

    public string Topic
    {
        get
        {
            lock (this)
                return _topic + "/" + _version;
        }
    }
}

/// <summary>A field inherited by the class whose instance, made on each node by whatever, is the top of a shared tree.</summary>
public class Branch
{
    protected readonly Dictionary<string, Branch> leaves = new();

    public string Name { get; init; } = "";

    public void Grow(string name)
    {
        lock (leaves)
            leaves[name] = new Branch { Name = name };
    }

    public Branch? Find(string name)
    {
        lock (leaves)
            return leaves.TryGetValue(name, out Branch? leaf) ? leaf : null;
    }

    public string Names()
    {
        lock (leaves)
            return string.Join(",", leaves.Keys.Order(StringComparer.Ordinal));
    }
}

public sealed class Trunk : Branch
{
}
