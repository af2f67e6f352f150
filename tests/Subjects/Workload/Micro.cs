namespace Workload;

/// <summary>Code that does little else than read and write fields. Each method runs its work a number of times and returns a checksum.</summary>
public static class Micro
{
    private static readonly Particle[] s_particles = Particle.Swarm();
    private static readonly Link s_head = Link.Chain();
    private static readonly Person s_person = new();
    private static readonly Office s_office = new();

    public static double Particles(int times) => Advance(s_particles, times);

    public static double Walk(int times) => Sum(s_head, times);

    public static double Serve(int times)
    {
        long sum = 0;
        for (int i = 0; i < times * 16; i++)
            sum += s_office.Handle(i);
        return sum;
    }

    public static double Properties(int times) => Visit(s_person, times);

    public static double ReplicaParticles(int times) => Energy(Arena.Current.Particles, times);

    public static double UnsharedParticles(int times) => Energy(s_particles, times);

    public static double ReplicaWalk(int times) => Sum(Arena.Current.Head, times);

    public static double LockAndWrite(int times)
    {
        Signal signal = Arena.Current.Signal;
        for (int i = 1; i <= times; i++)
        {
            lock (signal)
                signal.Number = i;
        }
        return signal.Number;
    }

    public static double LockAndWriteUnshared(int times)
    {
        Signal signal = new();
        for (int i = 1; i <= times; i++)
        {
            lock (signal)
                signal.Number = i;
        }
        return signal.Number;
    }

    private static double Advance(Particle[] particles, int times)
    {
        const double step = 0.0001;
        for (int i = 0; i < times; i++)
        {
            for (int a = 0; a < particles.Length; a++)
            {
                Particle left = particles[a];
                for (int b = a + 1; b < particles.Length; b++)
                    Attract(left, particles[b], step);
            }
            foreach (Particle particle in particles)
            {
                particle.X += step * particle.VX;
                particle.Y += step * particle.VY;
                particle.Z += step * particle.VZ;
            }
        }
        return particles[0].X;
    }

    private static void Attract(Particle left, Particle right, double step)
    {
        double dx = left.X - right.X, dy = left.Y - right.Y, dz = left.Z - right.Z;
        double square = dx * dx + dy * dy + dz * dz + 0.01;
        double force = step / (square * Math.Sqrt(square));
        left.VX -= dx * right.Mass * force;
        left.VY -= dy * right.Mass * force;
        left.VZ -= dz * right.Mass * force;
        right.VX += dx * left.Mass * force;
        right.VY += dy * left.Mass * force;
        right.VZ += dz * left.Mass * force;
    }

    private static double Energy(Particle[] particles, int times)
    {
        double energy = 0;
        for (int i = 0; i < times; i++)
        {
            foreach (Particle particle in particles)
                energy += particle.Mass * (particle.VX * particle.VX + particle.VY * particle.VY + particle.VZ * particle.VZ);
        }
        return energy;
    }

    private static double Sum(Link head, int times)
    {
        long sum = 0;
        for (int i = 0; i < times; i++)
        {
            for (Link? link = head; link is not null; link = link.Next)
                sum += link.Value;
        }
        return sum;
    }

    private static double Visit(Person person, int times)
    {
        const int visits = 256;
        for (int i = 0; i < times; i++)
        {
            for (int visit = 0; visit < visits; visit++)
            {
                person.Visits += person.Age;
                person.Age = person.Visits & 1;
            }
        }
        return person.Visits + person.Name.Length;
    }
}
