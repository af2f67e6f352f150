using System.Collections;
using Weft.Runtime.Collections;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Collections;

/// <summary>Random operations on an unshared collection of the runtime, through shims and through interfaces, against the framework's class.</summary>
[TestFixture]
public sealed class ShimEquivalenceTests
{
    private const int Steps = 2000;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Lists(int seed)
    {
        Random random = new(seed);
        List<int> plain = [];
        SharedList<int> own = [];
        for (int step = 0; step < Steps; step++)
        {
            int a = random.Next(-1, 12), b = random.Next(-1, 6), which = random.Next(22);
            Same(step, () => OnPlain(plain, which, a, b), () => OnShims(own, which, a, b));
            Assert.That(own, Is.EqualTo(plain), $"step {step}, operation {which}");
        }
    }

    private static object? OnPlain(List<int> l, int which, int a, int b)
    {
        switch (which)
        {
            case 0 or 1 or 2 or 3: l.Add(a); return null;
            case 4: l.AddRange([a, b, a]); return null;
            case 5: l.Insert(a, b); return null;
            case 6: l.InsertRange(a, [b, a]); return null;
            case 7: return l.Remove(a);
            case 8: return l.RemoveAll(x => x == a || x == b);
            case 9: l.RemoveAt(a); return null;
            case 10: l.RemoveRange(a, b); return null;
            case 11: l.Reverse(a, b); return null;
            case 12: l[a] = b; return null;
            case 13: l.Sort(a, b, null); return null;
            case 14: l.Sort((x, y) => y.CompareTo(x)); return null;
            case 15: return l[a];
            case 16: return l.IndexOf(a, b);
            case 17: return l.FindLastIndex(x => x == a);
            case 18: return l.GetRange(a, b);
            case 19: if (b == 5) l.Clear(); return null;
            case 20: return ((IList)l).Add(a);
            default: ((IList)l).Remove(a); return l.Count;
        }
    }

    private static object? OnShims(SharedList<int> l, int which, int a, int b)
    {
        switch (which)
        {
            case 0 or 1 or 2 or 3: ListShims<int>.Add(l, a); return null;
            case 4: ListShims<int>.AddRange(l, [a, b, a]); return null;
            case 5: ((IList<int>)l).Insert(a, b); return null;
            case 6: ListShims<int>.InsertRange(l, a, [b, a]); return null;
            case 7: return CollectionInterfaceShims<int>.Remove(l, a);
            case 8: return ListShims<int>.RemoveAll(l, x => x == a || x == b);
            case 9: ListInterfaceShims<int>.RemoveAt(l, a); return null;
            case 10: ListShims<int>.RemoveRange(l, a, b); return null;
            case 11: ListShims<int>.Reverse(l, a, b); return null;
            case 12: ListInterfaceShims<int>.set_Item(l, a, b); return null;
            case 13: ListShims<int>.Sort(l, a, b, null); return null;
            case 14: ListShims<int>.Sort(l, (x, y) => y.CompareTo(x)); return null;
            case 15: return ((IReadOnlyList<int>)l)[a];
            case 16: return ListShims<int>.IndexOf(l, a, b);
            case 17: return ListShims<int>.FindLastIndex(l, x => x == a);
            case 18: return ListShims<int>.GetRange(l, a, b);
            case 19: if (b == 5) ((ICollection<int>)l).Clear(); return null;
            case 20: return ((IList)l).Add(a);
            default: ((IList)l).Remove(a); return ListShims<int>.get_Count(l);
        }
    }

    [TestCase(4)]
    [TestCase(5)]
    public void Dictionaries(int seed)
    {
        Random random = new(seed);
        Dictionary<string, int> plain = new(StringComparer.OrdinalIgnoreCase);
        SharedDictionary<string, int> own = new(StringComparer.OrdinalIgnoreCase);
        for (int step = 0; step < Steps; step++)
        {
            string? key = random.Next(20) == 0 ? null : ((char)((random.Next(2) == 0 ? 'a' : 'A') + random.Next(8))).ToString();
            int value = random.Next(4), which = random.Next(12);
            Same(step, () => OnPlain(plain, which, key!, value), () => OnShims(own, which, key!, value));
            Assert.That(own.ToArray(), Is.EqualTo(plain.ToArray()), $"step {step}, operation {which}");
        }
    }

    private static object? OnPlain(Dictionary<string, int> d, int which, string key, int value)
    {
        switch (which)
        {
            case 0: d.Add(key, value); return null;
            case 1 or 2: d[key] = value; return null;
            case 3: return d.TryAdd(key, value);
            case 4: return d.Remove(key);
            case 5: return (d.Remove(key, out int old), old);
            case 6: return d[key];
            case 7: return (d.TryGetValue(key, out int there), there);
            case 8: return d.ContainsValue(value);
            case 9: return ((ICollection<KeyValuePair<string, int>>)d).Remove(new(key, value));
            case 10: return ((IDictionary)d)[key];
            default: return (d.Count, string.Join(",", d.Keys), d.ContainsKey(key));
        }
    }

    private static object? OnShims(SharedDictionary<string, int> d, int which, string key, int value)
    {
        switch (which)
        {
            case 0: DictionaryInterfaceShims<string, int>.Add(d, key, value); return null;
            case 1 or 2: DictionaryShims<string, int>.set_Item(d, key, value); return null;
            case 3: return DictionaryShims<string, int>.TryAdd(d, key, value);
            case 4: return ((IDictionary<string, int>)d).Remove(key);
            case 5: return (DictionaryShims<string, int>.Remove(d, key, out int old), old);
            case 6: return ((IReadOnlyDictionary<string, int>)d)[key];
            case 7: return (DictionaryShims<string, int>.TryGetValue(d, key, out int there), there);
            case 8: return DictionaryShims<string, int>.ContainsValue(d, value);
            case 9: return ((ICollection<KeyValuePair<string, int>>)d).Remove(new(key, value));
            case 10: return ((IDictionary)d)[key];
            default: return (DictionaryShims<string, int>.get_Count(d), string.Join(",", DictionaryShims<string, int>.get_Keys(d)), DictionaryShims<string, int>.ContainsKey(d, key));
        }
    }

    [TestCase(6)]
    [TestCase(7)]
    public void Sets(int seed)
    {
        Random random = new(seed);
        HashSet<int> plain = [];
        SharedHashSet<int> own = [];
        for (int step = 0; step < Steps; step++)
        {
            int a = random.Next(10), which = random.Next(10);
            int[] other = [.. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(10))];
            Same(step, () => OnSet(plain, plain, which, a, other, viaShims: false), () => OnSet(own, own, which, a, other, viaShims: true));
            Assert.That(own.ToArray(), Is.EqualTo(plain.ToArray()), $"step {step}, operation {which}");
        }
    }

    private static object? OnSet(HashSet<int> s, ISet<int> set, int which, int a, int[] other, bool viaShims)
    {
        switch (which)
        {
            case 0 or 1: return viaShims ? HashSetShims<int>.Add(s, a) : s.Add(a);
            case 2: return viaShims ? HashSetShims<int>.Remove(s, a) : s.Remove(a);
            case 3: set.UnionWith(other); return null;
            case 4: set.ExceptWith(other); return null;
            case 5: set.SymmetricExceptWith(other); return null;
            case 6: set.IntersectWith(other.Append(a)); return null;
            case 7: return viaShims ? HashSetShims<int>.RemoveWhere(s, x => x == a) : s.RemoveWhere(x => x == a);
            case 8: return (set.IsSubsetOf(other), set.IsSupersetOf(other), set.Overlaps(other), set.SetEquals(other));
            default: return viaShims ? HashSetShims<int>.Contains(s, a) : s.Contains(a);
        }
    }

    [Test]
    public void ArrayShimsDoWhatTheFrameworkDoes()
    {
        Random random = new(8);
        for (int round = 0; round < 200; round++)
        {
            int[] plain = [.. Enumerable.Range(0, 8).Select(_ => random.Next(5))];
            int[] own = (int[])plain.Clone();
            int a = random.Next(-1, 9), b = random.Next(-1, 9);
            Same(round, () => { Array.Sort(plain, a, b); return null; }, () => { ArrayShims.Sort(own, a, b); return null; });
            Same(round, () => { Array.Reverse(plain, b, a); return null; }, () => { ArrayShims.Reverse(own, b, a); return null; });
            Same(round, () => { Array.Copy(plain, a, plain, b, 2); return null; }, () => { ArrayShims.Copy(own, a, own, b, 2); return null; });
            Same(round, () => { Array.Fill(plain, 9, a, 1); return null; }, () => { ArrayShims.Fill(own, 9, a, 1); return null; });
            Same(round, () => { Buffer.BlockCopy(plain, a, plain, b, 3); return null; }, () => { BufferShims.BlockCopy(own, a, own, b, 3); return null; });
            Same(round, () => { plain.SetValue(a, b); return null; }, () => { ArrayShims.SetValue(own, a, b); return null; });
            Assert.That(own, Is.EqualTo(plain));
        }
    }

    [Test]
    public void WithoutAHubTheFrameworksOwnTypesAreMade()
    {
        Assert.That(ListShims<int>.Create().GetType(), Is.EqualTo(typeof(List<int>)));
        Assert.That(DictionaryShims<string, int>.Create(4).GetType(), Is.EqualTo(typeof(Dictionary<string, int>)));
        Assert.That(HashSetShims<string>.Create(["x"]).GetType(), Is.EqualTo(typeof(HashSet<string>)));
    }

    private static void Same(int step, Func<object?> plain, Func<object?> own)
    {
        (object? value, Exception? error) expected = Try(plain), actual = Try(own);
        Assert.That(actual.error?.GetType(), Is.EqualTo(expected.error?.GetType()), $"step {step}: {actual.error}");
        Assert.That((actual.error as ArgumentException)?.ParamName, Is.EqualTo((expected.error as ArgumentException)?.ParamName), $"step {step}");
        Assert.That(actual.value, Is.EqualTo(expected.value), $"step {step}");
    }

    private static (object? Value, Exception? Error) Try(Func<object?> run)
    {
        try
        {
            return (run(), null);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return (null, e);
        }
    }
}
