using System.Collections.Concurrent;
using Weft.Runtime.Barriers;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Tests;

/// <summary>The mark of shared objects: it is there as long as the object is, of no other, and a look needs nothing else.</summary>
internal sealed class ObjectMarkTests
{
    private static readonly Func<object>[] s_kinds =
    [
        static () => new object(), static () => new List<int> { 1 }, static () => new Dictionary<string, object>(), static () => new ConcurrentQueue<int>(), static () => new ReaderWriterLockSlim(), static () => (object)7,
        static () => new byte[3], static () => new double[100_000],
    ];

    [Test]
    public void There_is_room_for_it_where_tests_run() => Assert.That(ObjectMark.IsSet(new object()), Is.False);

    [Test]
    public void An_object_has_no_mark_until_it_is_set([Range(0, 7)] int kind)
    {
        object instance = s_kinds[kind](), other = s_kinds[kind]();
        Assert.That(ObjectMark.IsSet(instance), Is.False);
        ObjectMark.Set(instance);
        Assert.That(ObjectMark.IsSet(instance), Is.True);
        Assert.That(ObjectMark.IsSet(other), Is.False);
    }

    [Test]
    public void A_mark_moves_with_its_object()
    {
        object[] instances = [.. Enumerable.Range(0, 4_000).Select(static i => s_kinds[i % (i % 100 == 0 ? 8 : 7)]())];
        List<object?> between = [];
        for (int i = 0; i < instances.Length; i += 3)
            ObjectMark.Set(instances[i]);
        for (int collection = 0; collection < 4; collection++)
        {
            // Gaps between the objects, and objects that may not move.
            between.AddRange(Enumerable.Range(0, 1_000).Select(static i => (object?)new byte[i]));
            using PinnedObjects pinned = new(instances.Where(static (each, i) => i % 50 == 1 && each is byte[]));
            between.RemoveAll(static each => each is byte[] { Length: > 1 } bytes && bytes.Length % 3 != 0);
            GC.Collect(collection % 3, GCCollectionMode.Forced, blocking: true, compacting: true);
        }
        Assert.That(instances.Select(ObjectMark.IsSet), Is.EqualTo(Enumerable.Range(0, instances.Length).Select(static i => i % 3 == 0)));
    }

    [Test]
    public void Neither_lock_nor_hash_code_is_a_mark_or_takes_it_away()
    {
        object marked = new(), other = new();
        ObjectMark.Set(marked);
        Monitor.Enter(marked);
        Monitor.Enter(other);
        int hash = other.GetHashCode() + marked.GetHashCode();
        Monitor.Exit(marked);
        Monitor.Exit(other);
        Assert.That(ObjectMark.IsSet(marked), Is.True, hash.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.That(ObjectMark.IsSet(other), Is.False);
    }

    [Test]
    public void A_thread_that_waits_for_the_lock_of_an_object_leaves_its_mark()
    {
        object marked = new();
        ObjectMark.Set(marked);
        using Barrier inside = new(2);
        Task other;
        lock (marked)
        {
            other = Task.Run(() =>
            {
                inside.SignalAndWait();
                lock (marked)
                    Monitor.PulseAll(marked);
            });
            inside.SignalAndWait();
            Monitor.Wait(marked);
        }
        Assert.That(other.Wait(TimeSpan.FromSeconds(30)), Is.True);
        Assert.That(ObjectMark.IsSet(marked), Is.True);
    }

    [Test]
    public void A_clone_has_no_mark()
    {
        Cloned original = new();
        ObjectMark.Set(original);
        Assert.That(ObjectMark.IsSet(original.Clone()), Is.False);
    }

    [Test]
    public void A_look_at_nothing_throws_what_a_call_would() => Assert.That(static () => StackShims<int>.Push(null!, 1), Throws.TypeOf<NullReferenceException>());

    [Test]
    public void What_is_in_its_place_by_chance_makes_nothing_shared()
    {
        Stack<int> stack = new([1, 2]);
        ObjectMark.Set(stack);
        StackShims<int>.Push(stack, 3);
        Assert.That(StackShims<int>.Pop(stack), Is.EqualTo(3));
        Assert.That(StackShims<int>.get_Count(stack), Is.EqualTo(2));
        Assert.That(Headers.Of(stack), Is.Null);
    }

    private sealed class Cloned
    {
        internal Cloned Clone() => (Cloned)MemberwiseClone();
    }

    private sealed class PinnedObjects(IEnumerable<object> objects) : IDisposable
    {
        private readonly System.Runtime.InteropServices.GCHandle[] _handles = [.. objects.Select(static each => System.Runtime.InteropServices.GCHandle.Alloc(each, System.Runtime.InteropServices.GCHandleType.Pinned))];

        public void Dispose()
        {
            foreach (System.Runtime.InteropServices.GCHandle handle in _handles)
                handle.Free();
        }
    }
}
