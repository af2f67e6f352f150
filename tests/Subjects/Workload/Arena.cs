namespace Workload;

/// <summary>What the benchmarks' processes have in common. It knows of no other process.</summary>
public sealed class Arena
{
    private static Arena? s_current;

    public readonly Particle[] Particles = Particle.Swarm();
    public readonly Link Head = Link.Chain();
    public readonly Person Person = new();
    public readonly Signal Signal = new();
    public readonly Baton Baton = new();
    public readonly Office Office = new();
    public readonly Shelf Shelf = new();

    public static Arena Current
    {
        get
        {
            Arena? current = s_current;
            if (current is null)
            {
                s_current = new Arena();
                current = s_current;
            }
            return current!;
        }
    }
}

/// <summary>A time stamp that one process writes and another waits for.</summary>
public sealed class Signal
{
    public long Stamp;
    public int Number;
}

/// <summary>Goes from holder to holder.</summary>
public sealed class Baton
{
    public int Holder;
    public long Stamp;
}
