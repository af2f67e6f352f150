using Weft.Protocol;
using Weft.Runtime.Collections;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Tests.Collections;

/// <summary>What arrives from other nodes, applied to replicas: total operations against a simple model.</summary>
[TestFixture]
public sealed class RemoteOperationTests
{
    private delegate void Encode(WireWriter writer);

    [TestCase(11)]
    [TestCase(12)]
    public void ListOperationsAreTotal(int seed)
    {
        Random random = new(seed);
        (SharedList<string> list, SharedHeader header) = Replica<SharedList<string>>();
        List<string> model = [];
        for (int step = 0; step < 500; step++)
        {
            int index = random.Next(12), count = random.Next(4);
            string value = step.ToString();
            switch (random.Next(8))
            {
                case < 4:
                    Apply(list, header, EntryKind.ListInsert, w => { w.Unsigned((ulong)index); Value(w, value); });
                    model.Insert(Math.Min(index, model.Count), value);
                    break;
                case 4:
                    Apply(list, header, EntryKind.ListSet, w => { w.Unsigned((ulong)index); Value(w, value); });
                    if (index < model.Count)
                        model[index] = value;
                    break;
                case 5 or 6:
                    Apply(list, header, EntryKind.ListRemove, w => { w.Unsigned((ulong)index); w.Unsigned((ulong)count); });
                    model.RemoveRange(Math.Min(index, model.Count), Math.Min(count, model.Count - Math.Min(index, model.Count)));
                    break;
                default:
                    Apply(list, header, EntryKind.ListReplace, w => { w.Unsigned(2); Value(w, value); Value(w, "b"); });
                    model = [value, "b"];
                    break;
            }
            Assert.That(list, Is.EqualTo(model), $"step {step}");
        }
        Apply(list, header, EntryKind.Clear, _ => { });
        Assert.That(list, Is.Empty);
    }

    [Test]
    public void AMapTakesItsComparerFromItsState()
    {
        (SharedDictionary<string, int> map, SharedHeader header) = Replica<SharedDictionary<string, int>>();
        Fill(map, header, w =>
        {
            PortableComparers.Write(w, KeyComparison<string>.ByEquality(StringComparer.OrdinalIgnoreCase));
            w.Unsigned(1);
            w.Fixed64(7);
            Value(w, "Key");
            Value(w, 1);
        });
        Assert.That(map["KEY"], Is.EqualTo(1));
        Apply(map, header, EntryKind.MapSet, w => { w.Fixed64(7); Value(w, 2); });
        Apply(map, header, EntryKind.MapAdd, w => { w.Fixed64(8); Value(w, "other"); Value(w, 3); });
        Assert.That(map, Is.EquivalentTo(new Dictionary<string, int> { ["Key"] = 2, ["other"] = 3 }));
        Apply(map, header, EntryKind.EntryRemove, w => w.Fixed64(7));
        Apply(map, header, EntryKind.EntryRemove, w => w.Fixed64(7));
        Apply(map, header, EntryKind.MapSet, w => { w.Fixed64(7); Value(w, 9); });
        Assert.That(map.Keys, Is.EqualTo(new[] { "other" }));
        Apply(map, header, EntryKind.MapAdd, w => { w.Fixed64(8); Value(w, "other"); Value(w, 4); });
        Assert.That(map["OTHER"], Is.EqualTo(4), "an entry id that is there already has its value set");
        Apply(map, header, EntryKind.Clear, _ => { });
        Assert.That(map, Is.Empty);
    }

    [Test]
    public void ASortedMapTakesItsOrderFromItsState()
    {
        (SharedSortedDictionary<string, int> map, SharedHeader header) = Replica<SharedSortedDictionary<string, int>>();
        Fill(map, header, w =>
        {
            PortableComparers.Write(w, KeyComparison<string>.ByOrder(StringComparer.Ordinal));
            w.Unsigned(2);
            w.Fixed64(1);
            Value(w, "a");
            Value(w, 1);
            w.Fixed64(2);
            Value(w, "Z");
            Value(w, 2);
        });
        Apply(map, header, EntryKind.MapAdd, w => { w.Fixed64(3); Value(w, "B"); Value(w, 3); });
        Assert.That(map.Keys, Is.EqualTo(new[] { "B", "Z", "a" }));
        Assert.That(map.Comparer, Is.SameAs(StringComparer.Ordinal));
    }

    [Test]
    public void ASetMayHoldNull()
    {
        (SharedHashSet<string?> set, SharedHeader header) = Replica<SharedHashSet<string?>>();
        Fill(set, header, w =>
        {
            w.Byte((byte)ValueTag.Null);
            w.Unsigned(2);
            w.Fixed64(1);
            Value<string?>(w, null);
            w.Fixed64(2);
            Value(w, "a");
        });
        Assert.That(set, Is.EquivalentTo(new[] { null, "a" }));
        Apply(set, header, EntryKind.EntryRemove, w => w.Fixed64(1));
        Apply(set, header, EntryKind.SetAdd, w => { w.Fixed64(3); Value(w, "b"); });
        Assert.That(set, Is.EquivalentTo(new[] { "a", "b" }));
    }

    [Test]
    public void ElementsBeyondTheArrayAreIgnored()
    {
        int[] array = new int[3];
        TypeDescriptor descriptor = TypeRegistry.Find(typeof(int[]))!;
        SharedHeader header = new(5, descriptor, array, Residence.Resident);
        Apply(array, header, EntryKind.ElementSet, w => { w.Unsigned(2); w.Unsigned(3); Value(w, 7); Value(w, 8); Value(w, 9); });
        Assert.That(array, Is.EqualTo(new[] { 0, 0, 7 }));
        PendingRanges.Of(header).Add(0, 2);
        Apply(array, header, EntryKind.ElementSet, w => { w.Unsigned(0); w.Unsigned(3); Value(w, 1); Value(w, 2); Value(w, 3); });
        Assert.That(array, Is.EqualTo(new[] { 0, 0, 3 }), "places with pending own writes are skipped");
        WireWriter payload = new();
        payload.Unsigned(0);
        payload.Unsigned(2);
        Value(payload, 0);
        Value(payload, 0);
        WireReader reader = new(payload.Written);
        descriptor.Acknowledge(array, header, EntryKind.ElementSet, ref reader);
        Assert.That(PendingRanges.Of(header).Has(1), Is.False);
    }

    [Test]
    public void ListStateComesBackAsWritten()
    {
        (SharedList<int?> list, SharedHeader header) = Replica<SharedList<int?>>();
        list.AddRange([1, null, 3]);
        WireWriter state = new();
        header.Descriptor.WriteState(list, header, state);
        (SharedList<int?> other, SharedHeader otherHeader) = Replica<SharedList<int?>>();
        WireReader reader = new(state.Written);
        header.Descriptor.Fill(other, otherHeader, ref reader);
        Assert.That(reader.AtEnd);
        Assert.That(other, Is.EqualTo(list));
    }

    [TestCase(typeof(string), false)]
    [TestCase(typeof(int), false)]
    [TestCase(typeof(DayOfWeek), false)]
    [TestCase(typeof((int, string)), false)]
    [TestCase(typeof(Guid?), false)]
    [TestCase(typeof(OwnStruct?), true)]
    [TestCase(typeof(object), true)]
    [TestCase(typeof(OwnEquality), true)]
    [TestCase(typeof(Identity), false)]
    public void KeysThatRunTheProgramsCodeAreKnown(Type key, bool needsUserCode) =>
        Assert.That(KeyTraits.IsFrameworkOnly(key), Is.EqualTo(!needsUserCode));

    private sealed record OwnEquality(int Value);

    private readonly record struct OwnStruct(int Value);

    private sealed class Identity;

    private static (T Collection, SharedHeader Header) Replica<T>() where T : class, new()
    {
        T collection = new();
        TypeDescriptor descriptor = TypeRegistry.Find(typeof(T))!;
        return (collection, new SharedHeader(1, descriptor, collection, Residence.Resident));
    }

    private static void Apply(object collection, SharedHeader header, EntryKind kind, Encode encode)
    {
        WireWriter writer = new();
        encode(writer);
        WireReader reader = new(writer.Written);
        header.Descriptor.Apply(collection, header, kind, ref reader);
    }

    private static void Fill(object collection, SharedHeader header, Encode encode)
    {
        WireWriter writer = new();
        encode(writer);
        WireReader reader = new(writer.Written);
        header.Descriptor.Fill(collection, header, ref reader);
    }

    private static void Value<T>(WireWriter writer, T value) => ValueCodec<T>.For.Write(writer, value);
}
