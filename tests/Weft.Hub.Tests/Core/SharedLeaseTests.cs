using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

/// <summary>Leases that several nodes have at a time.</summary>
public sealed class SharedLeaseTests
{
    private static readonly LockId s_named = LockId.OfName("gate");
    private CoreHarness _hub = null!;
    private NodeEnd _a = null!;
    private NodeEnd _b = null!;
    private NodeEnd _c = null!;
    private ulong _last;

    [SetUp]
    public void SetUp()
    {
        _hub = new CoreHarness();
        _a = _hub.Join("a");
        _b = _hub.Join("b");
        _c = _hub.Join("c");
        _a.Skip();
        _b.Skip();
    }

    [Test]
    public void Readers_of_several_nodes_have_it_together()
    {
        Have(_a, LockMode.Read);
        Have(_b, LockMode.Read);
        Have(_c, LockMode.Update);
        Assert.That(_a.Inbox, Is.Empty, "no recall");
    }

    [Test]
    public void A_writer_recalls_all_readers_and_waits_for_the_last()
    {
        Have(_a, LockMode.Read);
        Have(_b, LockMode.Read);
        Ask(_c, LockMode.Write);
        Assert.That(_a.Take<Recall>().Wanted, Is.EqualTo(LockMode.Write));
        Assert.That(_b.Take<Recall>().Wanted, Is.EqualTo(LockMode.Write));
        Return(_a);
        Assert.That(_c.Inbox, Is.Empty);
        Return(_b);
        Assert.That(_c.Take<Grant>().Mode, Is.EqualTo(LockMode.Write));
    }

    [Test]
    public void A_reader_behind_a_waiting_writer_waits_and_comes_after_it_with_the_others()
    {
        Have(_a, LockMode.Read);
        Ask(_b, LockMode.Write);
        ulong third = Ask(_c, LockMode.Read);
        _a.Take<Recall>();
        Assert.That(_c.Inbox, Is.Empty, "readers that come do not starve the writer");
        Return(_a);
        ulong first = Ask(_a, LockMode.Read);
        Assert.That(_b.Take<Grant>().Wanted, Is.EqualTo(LockMode.Read), "and the writer gives it back unasked");
        Return(_b, LockMode.Read);
        Assert.That(_c.Take<Grant>().RequestId, Is.EqualTo(third));
        Assert.That(_a.Take<Grant>().RequestId, Is.EqualTo(first));
    }

    [Test]
    public void A_writer_that_idles_keeps_reading_beside_readers()
    {
        Have(_a, LockMode.Write);
        Ask(_b, LockMode.Read);
        Assert.That(_a.Take<Recall>().Wanted, Is.EqualTo(LockMode.Read));
        Return(_a, LockMode.Read);
        Assert.That(_b.Take<Grant>().Wanted, Is.EqualTo(LockMode.None));
        Ask(_c, LockMode.Write);
        _a.Take<Recall>();
        _b.Take<Recall>();
    }

    [Test]
    public void Who_has_read_and_asks_for_more_gives_it_back_by_asking()
    {
        Have(_a, LockMode.Read);
        Have(_b, LockMode.Read);
        Ask(_b, LockMode.Write);
        _a.Take<Recall>();
        Ask(_a, LockMode.Write);
        Assert.That(_b.Take<Grant>().Wanted, Is.EqualTo(LockMode.Write));
        _b.Send(new LockReturn(s_named, _b.Terms[s_named]));
        _a.Take<Grant>();
    }

    [Test]
    public void A_reader_inside_becomes_the_writer_before_those_that_wait()
    {
        Have(_a, LockMode.Read);
        Ask(_b, LockMode.Write);
        _a.Take<Recall>();
        Ask(_a, LockMode.Write, keeps: true);
        Grant grant = _a.Take<Grant>();
        Assert.That((grant.Mode, grant.Wanted), Is.EqualTo((LockMode.Write, LockMode.Write)));
        Return(_a);
        _b.Take<Grant>();
    }

    [Test]
    public void The_second_of_two_readers_inside_that_would_both_write_is_told_so()
    {
        Have(_a, LockMode.Read);
        Have(_b, LockMode.Read);
        Ask(_a, LockMode.Write, keeps: true);
        _b.Take<Recall>();
        ulong second = Ask(_b, LockMode.Write, keeps: true);
        Assert.That(_b.Take<LockDenied>(), Is.EqualTo(new LockDenied(second, s_named, Conflict: true)));
        Return(_b);
        _a.Take<Grant>();
    }

    [Test]
    public void Only_one_node_may_become_the_writer()
    {
        Have(_a, LockMode.Update);
        Have(_b, LockMode.Read);
        Ask(_c, LockMode.Update);
        Assert.That(_a.Take<Recall>().Wanted, Is.EqualTo(LockMode.Update));
        Assert.That(_b.Inbox, Is.Empty, "readers are in nobody's way");
        Return(_a, LockMode.Read);
        Assert.That(_c.Take<Grant>().Mode, Is.EqualTo(LockMode.Update));
    }

    [Test]
    public void A_reader_of_a_node_that_has_more_does_not_wait_behind_others()
    {
        Have(_b, LockMode.Write);
        Ask(_a, LockMode.Update, keeps: true);
        Ask(_c, LockMode.Write);
        ulong reader = Ask(_a, LockMode.Read, keeps: true);
        _b.Take<Recall>();
        Return(_b);
        _a.Take<Grant>();
        Assert.That(_a.Take<Grant>().RequestId, Is.EqualTo(reader));
        Assert.That(_c.Inbox, Is.Empty);
    }

    [Test]
    public void A_return_that_crosses_a_new_grant_takes_nothing_from_it()
    {
        Have(_a, LockMode.Read);
        Have(_b, LockMode.Update);
        ulong before = _a.Terms[s_named];
        Ask(_a, LockMode.Update, keeps: true);
        _b.Take<Recall>();
        Return(_b, LockMode.Read);
        _a.Take<Grant>();
        _a.Send(new LockReturn(s_named, before));
        Ask(_c, LockMode.Update);
        _a.Take<Recall>();
    }

    [Test]
    public void A_try_asks_all_that_are_in_the_way()
    {
        Have(_a, LockMode.Read);
        Have(_b, LockMode.Read);
        ulong asked = Ask(_c, LockMode.Write, isTry: true);
        Assert.That(_a.Take<Recall>().Try, Is.True);
        Assert.That(_b.Take<Recall>().Try, Is.True);
        Return(_a);
        _b.Send(new LockBusy(s_named));
        Assert.That(_c.Take<LockDenied>().RequestId, Is.EqualTo(asked));
        Ask(_c, LockMode.Write, isTry: true);
        _b.Take<Recall>();
        Return(_b);
        _c.Take<Grant>();
    }

    [Test]
    public void A_dead_reader_is_in_nobodys_way()
    {
        Have(_a, LockMode.Read);
        Have(_b, LockMode.Read);
        Ask(_c, LockMode.Write);
        _b.Take<Recall>();
        Return(_b);
        _hub.Close(_a);
        _hub.Tick(4_999);
        Assert.That(_c.Inbox, Is.Empty);
        _hub.Tick(1);
        _c.Take<Grant>();
    }

    [Test]
    public void A_writer_that_gives_up_lets_the_readers_behind_it_in()
    {
        Have(_a, LockMode.Read);
        ulong writer = Ask(_b, LockMode.Write);
        Ask(_c, LockMode.Read);
        Assert.That(_c.Inbox, Is.Empty);
        _b.Send(new LockCancel(writer, s_named));
        _b.Take<LockDenied>();
        _c.Take<Grant>();
    }

    [Test]
    public void A_node_keeps_no_more_than_it_has()
    {
        Have(_a, LockMode.Read);
        Assert.That(() => Return(_a, LockMode.Write), Throws.TypeOf<ProtocolException>());
    }

    private ulong Ask(NodeEnd node, LockMode mode, bool isTry = false, bool keeps = false)
    {
        node.Send(new LockRequest(++_last, s_named, isTry, mode, keeps));
        return _last;
    }

    private void Have(NodeEnd node, LockMode mode)
    {
        Ask(node, mode);
        Assert.That(node.Take<Grant>().Mode, Is.EqualTo(mode));
    }

    private static void Return(NodeEnd node, LockMode keep = LockMode.None) => node.Send(new LockReturn(s_named, node.Terms[s_named], keep));
}
