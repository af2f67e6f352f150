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
