using Weft.Protocol;
using Weft.Runtime.Session;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Tests;

/// <summary>What a node keeps for a hub that may die before it has stored it.</summary>
internal sealed class UnstoredTailTests
{
    private static readonly Guid Own = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    [Test]
    public void Of_a_hub_that_has_stored_everything_nothing_is_kept()
    {
        UnstoredTail tail = new();
        Assert.That(tail.Keep(new OutboundGroup(), sequence: 3, durable: 3), Is.False);
        tail.Keep(new Apply(4, 2, 1, Whole: true, new byte[10]), Other, durable: 4);
        tail.Keep(new RootDecision(5, Own, 1), "root", 1, [1], durable: 5);
        Assert.That(tail.Bytes, Is.Zero);
        Assert.That(tail.Above(Own, 0), Is.Empty);
    }

    [Test]
    public void What_is_above_the_watermark_is_kept_until_it_is_stored()
    {
        UnstoredTail tail = new();
        OutboundGroup group = new() { Number = 7 };
        group.Entries.Raw([1, 2, 3]);
        byte[] received = [4, 5];
        Assert.That(tail.Keep(group, sequence: 11, durable: 10));
        tail.Keep(new Apply(12, 2, 1, Whole: true, received), Other, durable: 10);
        received[0] = 99;
        tail.Keep(new Apply(13, 2, 2, Whole: false, new byte[1000]), Other, durable: 10);
        tail.Keep(new Apply(13, 0, 0, Whole: false, new byte[1000]), Guid.Empty, durable: 10);
        tail.Keep(new RootDecision(14, Own, 5), "root", 1, [6], durable: 10);
        Assert.That(tail.Bytes, Is.EqualTo(6));
        NodeMessage[] all = [.. tail.Above(Own, 10)];
        Assert.That(all, Has.Length.EqualTo(4));
        Assert.That(Describe(all[0]), Is.EqualTo($"11 {Own} 7 True 1,2,3"));
        Assert.That(Describe(all[1]), Is.EqualTo($"12 {Other} 1 True 4,5"), "the frame's memory is used again");
        Assert.That(Describe(all[2]), Is.EqualTo($"13 {Other} 2 False "), "nobody has a use for what was pruned");
        Assert.That(all[3], Is.TypeOf<TailRoot>());
        Assert.That(tail.Above(Own, 12).Count(), Is.EqualTo(2), "a hub may have more than it has told");
        List<OutboundGroup> reused = [];
        tail.Stored(12, reused.Add);
        Assert.That(reused, Is.EqualTo(new[] { group }));
        Assert.That(tail.Above(Own, 10).Count(), Is.EqualTo(2));
        tail.Stored(14, reused.Add);
        Assert.That(tail.Bytes, Is.Zero);
    }

    private static string Describe(NodeMessage message) =>
        message is TailGroup group ? $"{group.Sequence} {group.Session} {group.GroupNumber} {group.Whole} {string.Join(',', group.Entries.ToArray())}" : $"{message}";
}
