using Constructs.Model;

namespace Constructs;

/// <summary>Fields that are accessed together in one stretch of code, in each form that could go wrong.</summary>
public static class Together
{
    public static IEnumerable<string> Run()
    {
        Body sun = new() { X = 1, Y = 2, Mass = 3 };
        Body moon = new() { X = 4, Y = 6, Mass = 5 };
        Attract(sun, moon);
        yield return $"{sun} {moon}";
        Attract(sun, sun);
        yield return sun.ToString();
        yield return Attempt(() => Attract(sun, null!)) + " " + sun;
        yield return Attempt(() => WriteThenNull(sun, null!)) + " " + sun;
        yield return Attempt(() => WriteThenDivide(sun, 0)) + " " + sun.Count + " " + sun.Label;
        yield return Attempt(() => WriteThenIndex(sun, [1, 2], 2)) + " " + sun.Count + " " + sun.Label;
        yield return Swapped(sun, moon) + " " + Chain(5) + " " + Caught(sun, null) + " " + Caught(sun, moon);
        Planet planet = new() { Name = "Mars", Count = 2, Moons = 2 };
        yield return planet.Describe(planet) + " " + Properties(planet) + " " + Properties(planet) + " " + Branches(planet, 3) + " " + Branches(planet, -3);
        Pair<string, int> pair = new() { Left = "l", Right = 1, Times = 1 };
        yield return pair.Turn("r", 2) + Pair<string, int>.Turn(pair, "s", 3) + Turn(new Pair<int, string>(), 7, "t");
    }

    private static string Attempt(Action action)
    {
        try
        {
            action();
            return "done";
        }
        catch (Exception e)
        {
            return e.GetType().Name;
        }
    }

    private static void Attract(Body left, Body right)
    {
        double dx = left.X - right.X, dy = left.Y - right.Y;
        double force = 1 / (Math.Sqrt(dx * dx + dy * dy) + 1);
        left.X -= dx * right.Mass * force;
        left.Y -= dy * right.Mass * force;
        right.X += dx * left.Mass * force;
        right.Y += dy * left.Mass * force;
    }

    private static void WriteThenNull(Body written, Body missing)
    {
        written.Count = 10;
        written.Label = "before";
        missing.Count = written.Count;
        written.Label = "never";
        missing.Label = "never";
    }

    private static void WriteThenDivide(Body body, int by)
    {
        body.Count = 20;
        body.Label = "divided";
        body.Count = 100 / by;
        body.Label = "never";
    }

    private static void WriteThenIndex(Body body, int[] numbers, int index)
    {
        body.Count = numbers[0] + body.Label!.Length;
        body.Label = "indexed";
        body.Count = numbers[index];
        body.Label = "never";
    }

    /// <summary>A local that names one object and then another.</summary>
    private static string Swapped(Body first, Body second)
    {
        Body current = first;
        current.Count = 1;
        current.Label = "first";
        current = second;
        current.Count = 2;
        current.Label = "second";
        Body kept = current;
        current = first;
        kept.Count += current.Count;
        kept.Label += current.Label;
        return $"{first.Count}{first.Label}{second.Count}{second.Label}";
    }

    private static int Chain(int length)
    {
        Body? head = null;
        for (int i = 0; i < length; i++)
            head = new Body { Next = head, Count = i, Mass = i };
        int sum = 0;
        for (Body? body = head; body is not null; body = body.Next)
        {
            body.Count++;
            body.Mass += body.Count;
            sum += body.Count * (int)body.Mass;
        }
        return sum;
    }

    private static string Caught(Body first, Body? second)
    {
        int step = 0;
        try
        {
            lock (first)
            {
                first.Count = 5;
                step = 1;
                first.Mass = first.Count;
                step = 2;
                second!.Count = 6;
                second.Mass = second.Count;
                step = 3;
            }
        }
        catch (NullReferenceException)
        {
            return "null after " + step + first.Mass;
        }
        finally
        {
            first.Count = 0;
            first.Mass += first.Count + 1;
        }
        return "all " + step + first.Mass + second.Mass;
    }

    private static int Properties(Planet planet)
    {
        planet.Moons += planet.Rings;
        planet.Rings = planet.Moons & 3;
        planet.Moons++;
        planet.Name += planet.Rings.ToString();
        return planet.Moons * 10 + planet.Rings;
    }

    private static string Branches(Planet planet, int by)
    {
        planet.Count += by;
        planet.Mass += planet.Count;
        planet.X = planet.Count > 0 ? planet.Mass : -planet.Mass;
        if (planet.X > planet.Y && planet.Count > 1)
            return planet.Name + planet.X + planet.Count;
        return string.Concat(planet.Name, planet.Label, planet.Count.ToString());
    }

    private static string Turn<TLeft, TRight>(Pair<TLeft, TRight> pair, TLeft left, TRight right)
    {
        pair.Left = left;
        pair.Right = right;
        pair.Times += pair.Times + 1;
        return $"{pair.Left}{pair.Right}{pair.Times}";
    }
}
