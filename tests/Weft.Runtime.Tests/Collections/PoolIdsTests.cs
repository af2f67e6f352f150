using Weft.Runtime.Collections.Pools;

namespace Weft.Runtime.Tests.Collections;

/// <summary>The ids of a pool's items, held against a list of pairs.</summary>
internal sealed class PoolIdsTests
{
    [Test]
    public void Each_id_belongs_to_its_item_until_it_is_taken_off([Range(1, 20)] int seed)
    {
        Random random = new(seed);
        PoolIds<string> ids = new(Sameness<string>.Instance);
        List<(ulong Id, string Item)> model = [];
        for (ulong next = 1; next < 300; next++)
        {
            string item = "item " + random.Next(6);
            switch (random.Next(5))
            {
                case 0:
                    bool there = model.Exists(pair => pair.Item == item);
                    Assert.That(ids.Take(item, out ulong taken), Is.EqualTo(there));
                    Assert.That(model.Remove((taken, item)), Is.EqualTo(there));
                    break;
                case 1 when model.Count > 0:
                    (ulong id, string expected) = model[random.Next(model.Count)];
                    Assert.That(ids.Remove(id, out string? removed), Is.True);
                    Assert.That(removed, Is.EqualTo(expected));
                    model.Remove((id, expected));
                    break;
                case 2 when random.Next(40) == 0:
                    ids.Clear();
                    model.Clear();
                    break;
                default:
                    ids.Add(item, next);
                    model.Add((next, item));
                    break;
            }
            Assert.That(ids.ById, Is.EquivalentTo(model.Select(static pair => KeyValuePair.Create(pair.Id, pair.Item))));
            Assert.That(ids.Has(next), Is.EqualTo(model.Exists(pair => pair.Id == next)));
        }
        Assert.That(ids.Remove(1_000, out _), Is.False);
        // All are found again by their items, each once.
        foreach ((ulong _, string item) in model.ToArray())
            Assert.That(ids.Take(item, out ulong id) && model.Remove((id, item)), Is.True);
        Assert.That(ids.ById, Is.Empty);
    }
}
