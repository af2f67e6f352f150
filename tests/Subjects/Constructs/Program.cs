using Constructs.Model;

namespace Constructs;

public static class Program
{
    public static async Task Main()
    {
        World world = World.s_root!;
        Fields(world);
        Generics(world);
        Console.WriteLine(world.Structs.Run());
        Console.WriteLine(world.Structs.Run());
        await Flow(world);
        Collections(world);
        Arrays(world);
        Locks(world);
        await Methods(world);
        Roots(world);
        Console.WriteLine(world.Rare.Run());
        foreach (string line in Together.Run())
            Console.WriteLine(line);
        Errors();
    }

    private static void Fields(World world)
    {
        Person person = world.Person;
        person.Name += " Lovelace";
        person.Score = 1.5;
        person.Score *= 2;
        person.Money += 3.25m;
        person.Big = long.MaxValue;
        person.Small = 255;
        person.Small++;
        person.Letter = 'x';
        person.Maybe = 3;
        person.Maybe++;
        person.Hot = 4;
        person.Hot++;
        person.Flags |= required_free.Two;
        Console.WriteLine($"{person.Name} {person.Age} {person.IsAdult} {person.Score} {person.Money} {person.Big} {person.Small} {person.Letter} {person.Maybe} {person.Hot} {person.Flags} {person.When:O} {person.Id} {person.Fixed}");
        Required required = new() { Title = "title" };
        Console.WriteLine(required.Upper + required.Title);
        Point3 moved = world.Record! with { Y = 20 };
        Console.WriteLine($"{moved} {moved.Sum} {moved == new Point3(1, 20, 3)} {world.Record}");
    }

    private static void Generics(World world)
    {
        world.Box.With(8).With(9);
        world.Text.With("eight");
        Box<string>.Inner inner = world.Text.MakeInner();
        inner.Last += "!";
        Console.WriteLine($"{world.Box.Value} {world.Box.Items.Count} {inner.Last} {inner.Outer!.Value} {world.Box.Describe()} {world.Text.Describe()}");
        world.Derived.Value++;
        Console.WriteLine($"{world.Derived.Value} {world.Derived.Own} {world.Derived.Extra}");
    }

    private static async Task Flow(World world)
    {
        Console.WriteLine(string.Join(",", world.Holder.Count(3)));
        Func<int> counter = world.Holder.Counter();
        counter();
        Console.WriteLine(counter());
        Console.WriteLine(await world.Holder.LabelAsync("label"));
    }

    private static void Collections(World world)
    {
        world.Map["one"] = 1;
        world.Map.TryAdd("two", 2);
        world.Map.Remove("one", out int removed);
        world.List.Add(7);
        world.List.Insert(0, 4);
        world.List.Sort((left, right) => right - left);
        world.Set.Add("x");
        world.Set.Add("x");
        Action<int> add = world.List.Add;
        add(99);
        ICollection<int> collection = world.List;
        collection.Add(100);
        Console.WriteLine($"{removed} {world.Map["two"]} {world.Map.Count} {string.Join(",", world.List)} {world.Set.Count} {world.List.Sum()} {world.List.Contains(4)}");
        foreach ((string key, int value) in world.Map)
            Console.WriteLine(key + value);
    }

    private static void Arrays(World world)
    {
        world.Numbers[1] = 20;
        world.Numbers[2] += 5;
        world.Numbers[0]++;
        world.Names[0] = "changed";
        world.Cells[0].X = 5;
        world.Cells[0].X += 2;
        world.Cells[1].Deep.Text = "deep";
        Console.WriteLine(world.Cells[0].Bump() + world.Cells[0].Twice);
        ref int kept = ref world.Numbers[0];
        kept += 100;
        Array.Sort(world.Numbers);
        bool[] flags = new bool[2];
        flags[1] = true;
        long[] longs = [1, 2];
        longs[0] <<= 40;
        double[] doubles = [0.5];
        doubles[0] *= 3;
        object[] objects = new string[1];
        try
        {
            objects[0] = 1;
        }
        catch (ArrayTypeMismatchException)
        {
            Console.WriteLine("mismatch");
        }
        Span<int> span = world.Numbers;
        span[0] = -1;
        Interlocked.Increment(ref world.Numbers[1]);
        Console.WriteLine($"{string.Join(",", world.Numbers)} {string.Join(",", world.Names)} {world.Cells[0].X} {world.Cells[1].Deep.Text} {flags[1]} {longs[0]} {doubles[0]}");
    }

    private static void Locks(World world)
    {
        Parallel.For(0, 100, _ => world.Increment());
        Parallel.For(0, 100, _ => world.IncrementByMonitor());
        Parallel.For(0, 100, _ => world.IncrementSynchronized());
        Parallel.For(0, 100, number => World.IncrementRoot(number));
        Console.WriteLine(world.Increment());
        object gate = new();
        bool taken = false;
        try
        {
            Monitor.TryEnter(gate, 10, ref taken);
            Console.WriteLine(taken && Monitor.IsEntered(gate));
        }
        finally
        {
            if (taken)
                Monitor.Exit(gate);
        }
    }

    private static async Task Methods(World world)
    {
        Console.WriteLine(world.Notify("n", 2));
        Console.WriteLine(world.Ask(2));
        Console.WriteLine(await world.AskAsync(5));
        world.Whisper("whispered");
        Console.WriteLine(world.Person.Name + World.Broadcast("b"));
        Func<int, int> ask = world.Ask;
        Console.WriteLine(ask(3));
        world.Opened += () => Console.WriteLine("opened");
        world.Open();
        Console.WriteLine(world.Listen("second"));
    }

    private static void Roots(World world)
    {
        world.Top.children!.Add("second");
        world.Plain.children!.Add("other");
        Console.WriteLine($"{world.Top.children.Count} {world.Plain.children.Count} {world.Top.Name}");
        World.s_root = null;
        Console.WriteLine(World.s_root is null);
        World.s_root = world;
        Console.WriteLine(ReferenceEquals(World.s_root, world));
    }

    private static void Errors()
    {
        Structs? none = null;
        foreach (Action action in new Action[] { () => none!.Cell.Bump(), () => none!.Maybe = 1, () => none!.Cell.X = Never(), () => Console.WriteLine(none!.Span) })
        {
            try
            {
                action();
            }
            catch (NullReferenceException)
            {
                Console.WriteLine("null");
            }
            catch (InvalidOperationException)
            {
                Console.WriteLine("too late");
            }
        }
    }

    private static int Never() => throw new InvalidOperationException();
}
