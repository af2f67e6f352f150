using Weft.Runtime.Collections;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Collections that methods of the framework make for woven code.</content>
internal static partial class World
{
    private static readonly Func<IEnumerable<int>>[] Sources =
    [
        static () => [], static () => new int[] { 3, 1, 2 }, static () => new List<int>(20) { 5, 4 }, static () => ListShims<int>.Create([7, 8, 9]), static () => Enumerable.Range(0, 100), static () => new HashSet<int> { 1, 2 },
        static () => Enumerable.Range(0, 50).Where(static i => i % 3 == 0), static () => Enumerable.Range(0, 5).Select(static i => i * 2), Iterate,
    ];

    /// <summary>Makes collections of what methods of the framework read, and compares them with the framework's.</summary>
    internal static void MakeFreshCollections()
    {
        foreach (Func<IEnumerable<int>> source in Sources)
        {
            Compare(EnumerableShims.ToList(source()), source().ToList());
            Compare(EnumerableShims.ToHashSet(source()), source().ToHashSet());
            Compare(EnumerableShims.ToHashSet(source(), Parity.Instance), source().ToHashSet(Parity.Instance));
            Compare(EnumerableShims.ToDictionary(source(), static i => i), source().ToDictionary(static i => i));
            Compare(EnumerableShims.ToDictionary(source(), static i => i, static i => i * 2), source().ToDictionary(static i => i, static i => i * 2));
            Compare(EnumerableShims.ToDictionary(source().Take(1), static i => i, static i => i, Parity.Instance), source().Take(1).ToDictionary(static i => i, static i => i, Parity.Instance));
            Compare(EnumerableShims.ToDictionary(source().Select(static i => KeyValuePair.Create(i, i))), source().Select(static i => KeyValuePair.Create(i, i)).ToDictionary());
            Compare(EnumerableShims.ToDictionary(source().Select(static i => (i, -i))), source().Select(static i => (i, -i)).ToDictionary());
        }
        List<int> list = [1, 2, 3, 4];
        Compare(ListShims<int>.GetRange(list, 1, 2), list.GetRange(1, 2));
        Compare(ListShims<int>.Slice(list, 1, 3), list.Slice(1, 3));
        Compare(ListShims<int>.FindAll(list, static i => i > 2), list.FindAll(static i => i > 2));
        Compare(ListShims<int>.ConvertAll(list, static i => i + 1), list.ConvertAll(static i => i + 1));
    }

    /// <summary>What these methods refuse, they refuse as the framework does.</summary>
    internal static void RefuseFreshCollections()
    {
        Same<int>(static source => EnumerableShims.ToList(source), static source => source.ToList(), null);
        Same<int>(static source => EnumerableShims.ToHashSet(source), static source => source.ToHashSet(), null);
        Same<int>(static source => EnumerableShims.ToDictionary(source, static i => i), static source => source.ToDictionary(static i => i), null);
        Same<int>(static source => EnumerableShims.ToDictionary(source, (Func<int, int>)null!), static source => source.ToDictionary((Func<int, int>)null!), [1]);
        Same<int>(static source => EnumerableShims.ToDictionary(source, static i => i, (Func<int, int>)null!), static source => source.ToDictionary(static i => i, (Func<int, int>)null!), [1]);
        Same<int>(static source => EnumerableShims.ToDictionary(source, static i => i), static source => source.ToDictionary(static i => i), [1, 1]);
        Same<string?>(static source => EnumerableShims.ToDictionary(source, static text => text!), static source => source.ToDictionary(static text => text!), [null]);
        Same<KeyValuePair<string, int>>(static source => EnumerableShims.ToDictionary(source), static source => source.ToDictionary(), null);
        Same<(string, int)>(static source => EnumerableShims.ToDictionary(source), static source => source.ToDictionary(), null);
        List<int> changing = [1, 2];
        Compare(EnumerableShims.ToDictionary(changing, Removed), new List<int> { 1, 2 }.ToDictionary(static i => i));

        int Removed(int key)
        {
            changing.Clear();
            changing.Add(1);
            changing.Add(2);
            return key;
        }
    }

    private static void Compare<T>(List<T> made, List<T> plain)
    {
        Assert.That(made, Is.TypeOf<SharedList<T>>());
        Assert.That((made.ToArray(), made.Capacity), Is.EqualTo((plain.ToArray(), plain.Capacity)));
    }

    private static void Compare(HashSet<int> made, HashSet<int> plain)
    {
        Assert.That(made, Is.TypeOf<SharedHashSet<int>>());
        Assert.That((made.ToArray(), made.Capacity, made.Comparer), Is.EqualTo((plain.ToArray(), plain.Capacity, plain.Comparer)));
    }

    private static void Compare(Dictionary<int, int> made, Dictionary<int, int> plain)
    {
        Assert.That(made, Is.TypeOf<SharedDictionary<int, int>>());
        Assert.That((made.ToArray(), made.Capacity, made.Comparer), Is.EqualTo((plain.ToArray(), plain.Capacity, plain.Comparer)));
    }

    private static void Same<T>(Func<IEnumerable<T>, object> woven, Func<IEnumerable<T>, object> plain, T[]? source)
    {
        Exception wanted = Assert.Catch(() => plain(source!))!;
        Assert.That(() => woven(source!), Throws.TypeOf(wanted.GetType()).With.Message.EqualTo(wanted.Message));
    }

    private static IEnumerable<int> Iterate()
    {
        for (int i = 0; i < 9; i++)
            yield return i;
    }

    private sealed class Parity : IEqualityComparer<int>
    {
        internal static readonly Parity Instance = new();

        public bool Equals(int x, int y) => x % 2 == y % 2;

        public int GetHashCode(int obj) => obj % 2;
    }
}
