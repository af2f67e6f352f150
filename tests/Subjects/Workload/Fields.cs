namespace Workload;

public sealed class Particle
{
    public double X, Y, Z, VX, VY, VZ, Mass;

    public static Particle[] Swarm()
    {
        const int count = 16;
        Random random = new(7);
        return Enumerable.Range(0, count).Select(_ => new Particle
        {
            X = random.NextDouble(), Y = random.NextDouble(), Z = random.NextDouble(),
            VX = random.NextDouble(), VY = random.NextDouble(), VZ = random.NextDouble(),
            Mass = 0.001 + random.NextDouble() / 1000,
        }).ToArray();
    }
}

public sealed class Link
{
    public Link? Next;
    public int Value;

    public static Link Chain()
    {
        const int length = 256;
        Link? head = null;
        for (int i = 0; i < length; i++)
            head = new Link { Next = head, Value = i };
        return head!;
    }
}

public sealed class Person
{
    public int Age { get; set; } = 1;

    public int Visits { get; set; }

    public string Name { get; set; } = "Ada";
}

/// <summary>What a server keeps of each of its users.</summary>
public sealed class Session
{
    public string Name = "";
    public int Messages;
    public long Bytes;
    public int LastSeen;
    public Session? Next;
    public readonly List<string> Recent = new();
}

/// <summary>Does for each message what a chat server does, without the network: finds the session, checks it, counts, keeps the last lines, makes the answer.</summary>
public sealed class Office
{
    private readonly Dictionary<int, Session> _sessions = new();
    private readonly Session _first;
    private int _clock;

    public Office()
    {
        Session? next = null;
        for (int i = 0; i < 64; i++)
            _sessions[i] = next = new Session { Name = "user" + i, Next = next };
        _first = next!;
    }

    public long Handle(int message)
    {
        Session session = _sessions[message & 63];
        string line = session.Name + ": " + message;
        session.Messages++;
        session.Bytes += line.Length;
        session.LastSeen = ++_clock;
        if (session.Recent.Count == 16)
            session.Recent.RemoveAt(0);
        session.Recent.Add(line);
        Session neighbour = session.Next ?? _first;
        neighbour.Bytes++;
        if (neighbour.LastSeen > session.LastSeen)
            session.LastSeen = neighbour.LastSeen;
        return session.Bytes + neighbour.Messages;
    }
}
