using System.Globalization;
using Stress;
using Weft.Linearizability;

namespace Weft.Cluster.Tests;

/// <summary>Reads what the stress program did, and holds it against what it must come to: sums, each item once, and an order for what each object answered.</summary>
internal sealed class StressModel(string mode, bool killed)
{
    private readonly Dictionary<string, Operation> _operations = [];
    private readonly List<(string Key, long Value)> _left = [];

    /// <summary>Takes the lines of a process up to one.</summary>
    internal void ReadUntil(LineProcess process, string last)
    {
        for (string line = process.ReadLine(); line != last; line = process.ReadLine())
            Read(line);
    }

    /// <summary>Takes some lines of a process.</summary>
    internal void Read(LineProcess process, int lines)
    {
        for (int i = 0; i < lines; i++)
            Read(process.ReadLine());
    }

    /// <summary>
    /// Takes some lines of a process, kills it, and takes the rest that it had written. What its sections had done and not published yet dies with it, and it
    /// does not know itself how much that is: each of its operations may have happened or not, but for those of the channel, which the hub itself has answered.
    /// </summary>
    internal void ReadAndKill(LineProcess process, int lines)
    {
        HashSet<string> before = [.. _operations.Keys];
        Read(process, lines);
        process.Kill();
        string[] rest = process.WaitForEnd().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < rest.Length; i++)
        {
            // The last line may be cut. An operation without its return may have happened or not, so nothing wrong is believed without it.
            if (i < rest.Length - 1 || !rest[i].StartsWith("return", StringComparison.Ordinal))
                Read(rest[i]);
        }
        foreach (string id in _operations.Keys.Where(id => !before.Contains(id) && _operations[id].Key != "parcels").ToArray())
            _operations[id] = _operations[id] with { Output = null, Returned = long.MaxValue };
    }

    internal void Check(string replay)
    {
        Assert.That(Left("sum"), Is.EqualTo((long[])[16_000]), $"transfers keep the sum ({mode}, {replay})");
        foreach (string key in (string[])["counter", "tickets", "number", "served"])
            CheckSum(key, Left(key).Single(), replay);
        foreach (string key in _operations.Values.Select(operation => operation.Key).Where(key => key.StartsWith("visits.", StringComparison.Ordinal)).Distinct())
            CheckSum(key, Left(key).FirstOrDefault(), replay);
        CheckItems("queue", replay);
        CheckItems("parcels", replay);
        CheckItems("pile", replay);
        CheckItems("bag", replay);
        CheckOrder(Models.Register, replay, "counter", "tickets", "number", "served", "visits.");
        CheckOrder(Models.MapEntry, replay, "names.");
        CheckOrder(Models.Queue, replay, "queue", "parcels");
        CheckOrder(Models.Stack, replay, "pile");
        foreach (Shelf shelf in Shelf.All())
            CheckOrder(new ShelfModel(shelf.Name), replay, shelf.Name);
        // Whose section ended with its process the others do not know.
        if (!killed)
        {
            CheckOrder(Models.Lock, replay, "lock");
            CheckOrder(Models.Semaphore(1), replay, "desk");
        }
    }

    private void Read(string line)
    {
        string[] words = line.Split(' ');
        switch (words[0])
        {
            case "call" when words.Length == 7:
                _operations.Add(words[1], new Operation(words[2], words[3], words[4], Number(words[5]), null, Number(words[6]), long.MaxValue));
                break;
            case "return" when words.Length == 4:
                _operations[words[1]] = _operations[words[1]] with { Output = Number(words[2]), Returned = Number(words[3]) };
                break;
            case "forget":
                _operations.Remove(words[1]);
                break;
            case "left":
                _left.Add((words[1], Number(words[2])));
                break;
            default:
                // The last line of a process that was killed may be cut.
                Assert.That(killed, Is.True, $"an unknown line: {line}");
                break;
        }
    }

    private static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);

    private long[] Left(string key) => [.. _left.Where(left => left.Key == key).Select(left => left.Value)];

    private void CheckSum(string key, long left, string replay)
    {
        Operation[] adds = [.. _operations.Values.Where(operation => operation.Key == key && operation.Name == "add")];
        long known = adds.Where(operation => !operation.IsPending).Sum(operation => operation.Input);
        long unknown = adds.Where(operation => operation.IsPending).Sum(operation => operation.Input);
        Assert.That(left, Is.InRange(known, known + unknown), $"{key} ({mode}, {replay})");
    }

    private void CheckItems(string key, string replay)
    {
        Operation[] own = [.. _operations.Values.Where(operation => operation.Key == key)];
        HashSet<long> put = [.. own.Where(operation => operation.Name == "put").Select(operation => operation.Input)];
        long[] sure = [.. own.Where(operation => operation.Name == "put" && !operation.IsPending).Select(operation => operation.Input)];
        long[] taken = [.. own.Where(operation => operation is { Name: "take", Output: >= 0 }).Select(operation => operation.Output!.Value), .. Left(key)];
        Assert.That(taken, Is.Unique, $"{key}: each item is taken once ({mode}, {replay})");
        Assert.That(taken, Is.SubsetOf(put), $"{key} ({mode}, {replay})");
        int mayBeLost = own.Count(operation => operation is { Name: "take", IsPending: true });
        Assert.That(sure.Except(taken).Count(), Is.LessThanOrEqualTo(mayBeLost), $"{key}: items are lost ({mode}, {replay})");
    }

    private void CheckOrder(ISequentialModel model, string replay, params string[] keys)
    {
        IEnumerable<Operation> own = _operations.Values.Where(operation => Array.Exists(keys, key => key.EndsWith('.') ? operation.Key.StartsWith(key, StringComparison.Ordinal) : operation.Key == key));
        string? violation = LinearizabilityChecker.FindViolation(own, model);
        Assert.That(violation, Is.Null, $"{mode}, {replay}");
    }
}
