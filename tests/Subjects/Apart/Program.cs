using Apart.Library;
using Apart.Model;

namespace Apart;

public static class Program
{
    public static async Task Main()
    {
        Registry registry = Registry.Instance!;
        Leaf leaf = new() { Id = 3, Number = 4 };
        leaf.Set(1, "one").Add("two");
        registry.Entities["leaf"] = leaf;
        registry.Entities["entity"] = new Entity { Id = 9, Cache = "cached" };
        Fields(registry.Entities["entity"]);
        Generics(leaf);
        leaf.Rename("renamed");
        Console.WriteLine($"{leaf.Describe()} {leaf.Name} {leaf.Place.X} {leaf.Touch(4)}");
        Func<string?> reader = leaf.Reader();
        reader();
        Console.WriteLine(reader());
        Console.WriteLine(string.Join(",", leaf.Versions(3)));
        Console.WriteLine(await leaf.ChangeAsync("later"));
        registry.Announce("announced");
        Console.WriteLine($"{registry.Total()} {registry.Announced}");
        Registry.Instance = null;
        Console.WriteLine(Registry.Instance is null);
    }

    private static void Fields(Entity entity)
    {
        entity.Id += 2;
        entity.Hot++;
        entity.Number++;
        entity.Secret *= 6;
        entity.Tag += "!";
        entity.Place.X = 5;
        entity.Place.Y += entity.Place.Move(3);
        entity.Cache += "!";
        Double(ref entity.Id);
        Double(ref entity.Place.Y);
        int.TryParse("41", out entity.Place.X);
        Action increment = () => entity.Id++;
        increment();
        Console.WriteLine($"{entity.Id} {entity.Hot} {entity.Number} {entity.Secret} {entity.Tag} {entity.Place.X} {entity.Place.Y} {entity.Cache} {entity.Id.CompareTo(3)}");
    }

    private static void Generics(Leaf leaf)
    {
        Node<string> second = new() { Value = "second", Next = leaf };
        second.Add("a").Value += "?";
        leaf.Next = new Node<string>().Add("b");
        Node<Point> points = new();
        points.Value.X = 4;
        points.Value.Move(2);
        points.Add(points.Value);
        Console.WriteLine($"{string.Join(",", second.All())} {second.Value} {second.Next.Value} {points.Value.X} {points.Value.Y} {points.All().Count()} {First(points).X}");
    }

    private static T First<T>(Node<T> node)
    {
        T? value = node.Value;
        node.Value = value;
        return node.Value!;
    }

    private static void Double(ref int place) => place *= 2;
}
