using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

/// <summary>Up to where a hub does not need its log any more.</summary>
public sealed class CompactableTests
{
    private CoreHarness _hub = null!;
    private NodeEnd _a = null!;
    private NodeEnd _b = null!;
    private ulong _object;

    [SetUp]
    public void SetUp()
    {
        _hub = new CoreHarness(new HubCoreOptions { IsLasting = true, ReconnectWindowMilliseconds = 1_000 });
        _a = _hub.Join("a");
        _b = _hub.Join("b");
        _a.Skip();
        _object = _a.NewId();
        _a.Publish(new EntryBuilder().Create(_object));
        _b.Send(new Fault(1, _object, 1));
    }

    private void Publish() => _a.Publish(new EntryBuilder().Set(_object, 1, EntryBuilder.Number(1)));

    private void Store() => _hub.Core.Stored(ulong.MaxValue, _hub.Core.Sequence, new Outbox());

    private static void Confirm(NodeEnd node) => node.Send(new Received((ulong)node.Kept.Count));

    [Test]
    public void What_all_members_have_handled_and_the_store_has()
    {
        Publish();
        _hub.Tick(1);
        Store();
        _hub.Tick(1);
        Assert.That(_hub.Core.Compactable, Is.Zero, "nobody has confirmed");
        Confirm(_a);
        _hub.Tick(1);
        Assert.That(_hub.Core.Compactable, Is.Zero, "one has not");
        Confirm(_b);
        _hub.Tick(1);
        Assert.That(_hub.Core.Compactable, Is.EqualTo(2));
        Publish();
        _hub.Tick(1);
        Confirm(_a);
        Confirm(_b);
        _hub.Tick(1);
        Assert.That(_hub.Core.Compactable, Is.EqualTo(2), "the store does not have it");
        Store();
        _hub.Tick(1);
        Assert.That(_hub.Core.Compactable, Is.EqualTo(3));
    }

    [Test]
    public void A_member_that_is_cut_off_is_waited_for_until_it_counts_as_dead()
    {
        _hub.Close(_b);
        Publish();
        Store();
        Confirm(_a);
        _hub.Tick(1);
        _hub.Tick(1);
        Assert.That(_hub.Core.Compactable, Is.Zero);
        _hub.Tick(1_000);
        Confirm(_a);
        _hub.Tick(1);
        _hub.Tick(1);
        Assert.That(_hub.Core.Compactable, Is.EqualTo(2));
    }
}
