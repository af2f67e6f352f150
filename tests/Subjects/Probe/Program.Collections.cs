using System.Globalization;
using System.Text;

namespace Probe;

/// <content>What is done with collections, arrays and chains of objects.</content>
public static partial class Program
{
    private static string Items(World world, string[] words)
    {
        lock (world.Gate)
        {
            switch (words[1])
            {
                case "add":
                    world.Items.Add(words[2], new Item(words[2]) { Quantity = Number(words[3]) });
                    return "";
                case "box":
                    world.Items[words[2]] = new Box(words[2], words[3..]);
                    return "";
                case "move":
                    world.Items[words[2]].Move(Number(words[3]), Number(words[4]));
                    return "";
                case "put":
                    ((Box)world.Items[words[2]]).Content.Add(words[3]);
                    return "";
                case "remove":
                    return world.Items.Remove(words[2]).ToString();
                case "count":
                    return world.Items.Count.ToString(CultureInfo.InvariantCulture);
                case "show":
                    return world.Items.TryGetValue(words[2], out Item? item) ? item.Describe() : "none";
                default:
                    return string.Join(" ", world.Items.Values.OrderBy(i => i.Name, StringComparer.Ordinal).Select(i => i.Describe()));
            }
        }
    }

    private static string Names(World world, string[] words)
    {
        lock (world.Gate)
        {
            if (words[1] == "set")
                world.Names[Number(words[2])] = words[3];
            else if (words[1] == "remove")
                return world.Names.Remove(Number(words[2]), out string? old) ? old : "none";
            else if (words[1] == "clear")
                world.Names.Clear();
            StringBuilder all = new();
            foreach (KeyValuePair<int, string> name in world.Names)
                all.Append(name.Key).Append('=').Append(name.Value).Append(' ');
            return all.ToString();
        }
    }

    private static string Log(World world, string[] words)
    {
        lock (world.Gate)
        {
            switch (words[1])
            {
                case "add": world.Log.Add(words[2]); break;
                case "insert": world.Log.Insert(Number(words[2]), words[3]); break;
                case "set": world.Log[Number(words[2])] = words[3]; break;
                case "remove": world.Log.Remove(words[2]); break;
                case "remove-all": world.Log.RemoveAll(entry => entry.StartsWith(words[2], StringComparison.Ordinal)); break;
                case "range": world.Log.AddRange(words[2..]); break;
                case "sort": world.Log.Sort(StringComparer.Ordinal); break;
                case "reverse": world.Log.Reverse(); break;
                case "clear": world.Log.Clear(); break;
            }
            return string.Join(" ", world.Log);
        }
    }

    private static string Tags(World world, string[] words)
    {
        lock (world.Gate)
        {
            switch (words[1])
            {
                case "add": return world.Tags.Add(words[2]).ToString();
                case "remove": return world.Tags.Remove(words[2]).ToString();
                case "union": world.Tags.UnionWith(words[2..]); break;
                case "except": world.Tags.ExceptWith(words[2..]); break;
            }
            return string.Join(" ", world.Tags.Order(StringComparer.Ordinal));
        }
    }

    private static string Cells(World world, string[] words)
    {
        lock (world.Gate)
        {
            switch (words[1])
            {
                case "set": world.Cells[Number(words[2])] = Number(words[3]); break;
                case "fill": Array.Fill(world.Cells, Number(words[2])); break;
                case "reverse": Array.Reverse(world.Cells); break;
                case "bump": Bump(ref world.Cells[Number(words[2])]); break;
                case "word": world.Words[Number(words[2])] = words[3]; break;
            }
            return string.Join(" ", world.Cells) + " " + string.Join(" ", world.Words);
        }
    }

    private static void Bump(ref int cell) => cell += 100;

    private static string Chain(World world, string[] words)
    {
        lock (world.Gate)
        {
            if (words[1] == "make")
            {
                Item? next = null;
                for (int i = Number(words[2]); i > 0; i--)
                    next = new Item("link" + i) { Quantity = i, Next = next };
                Item last = next!;
                while (last.Next is { } following)
                    last = following;
                last.Next = next;
                world.Head = next;
            }
            int count = 0;
            long sum = 0;
            for (Item? link = world.Head; link is not null; link = link.Next)
            {
                count++;
                sum += link.Quantity;
                if (ReferenceEquals(link.Next, world.Head))
                    return $"{count} {sum} closed";
            }
            return $"{count} {sum} open";
        }
    }
}
