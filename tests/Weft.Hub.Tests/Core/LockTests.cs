using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

public sealed class LockTests
{
    private static readonly LockId s_named = LockId.OfName("gate");
    private CoreHarness _hub = null!;
    private NodeEnd _a = null!;
    private NodeEnd _b = null!;
    private NodeEnd _c = null!;

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
    public void A_free_lock_is_granted_and_recalled_once_for_those_that_wait()
    {
        _a.Send(new LockRequest(1, s_named, false));
        Assert.That(_a.Take<Grant>().Contended, Is.False);
        _b.Send(new LockRequest(2, s_named, false));
        _c.Send(new LockRequest(3, s_named, false));
        Assert.That(_a.Take<Recall>(), Is.EqualTo(new Recall(s_named, false, 1)));
        Assert.That(_a.Inbox, Is.Empty, "recalled once");
        Return(_a, s_named);
        Assert.That(_b.Take<Grant>().Contended, Is.True, "c waits");
        Return(_b, s_named);
        Grant last = _c.Take<Grant>();
        Assert.That(last.RequestId, Is.EqualTo(3));
        Assert.That(last.Contended, Is.False);
        Assert.That(_b.Inbox, Is.Empty, "a contended grant needs no recall");
    }

    [Test]
    public void A_new_objects_locks_belong_to_its_creator()
    {
        ulong id = _a.NewId();
        _a.Publish(new EntryBuilder().CreateLock(id));
        _b.Send(new LockRequest(1, LockId.OfObject(id), false));
        Assert.That(_b.Inbox, Is.Empty);
        Assert.That(_a.Take<Recall>().Lock, Is.EqualTo(LockId.OfObject(id)));
        Return(_a, LockId.OfObject(id));
        _b.Take<Grant>();
        _c.Send(new LockRequest(2, new LockId(id, 1, false), false));
        Assert.That(_a.Take<Recall>().Lock.Part, Is.EqualTo(1), "another part is another lock, still the creator's");
    }

    [Test]
    public void A_lease_that_its_creator_returned_unasked_is_free()
    {
        ulong id = _a.NewId();
        _a.Publish(new EntryBuilder().CreateLock(id));
        Return(_a, LockId.OfObject(id));
        _b.Send(new LockRequest(1, LockId.OfObject(id), false));
        _b.Take<Grant>();
        Assert.That(_a.Inbox, Is.Empty);
    }

    [Test]
    public void A_try_asks_and_is_denied_while_the_holder_is_busy()
    {
        _a.Send(new LockRequest(1, s_named, false));
        _a.Skip();
        _b.Send(new LockRequest(2, s_named, true));
        Assert.That(_a.Take<Recall>().Try, Is.True);
        _a.Send(new LockBusy(s_named));
        Assert.That(_b.Take<LockDenied>().RequestId, Is.EqualTo(2));
        _b.Send(new LockRequest(3, s_named, true));
        _a.Take<Recall>();
        Return(_a, s_named);
        Assert.That(_b.Take<Grant>().RequestId, Is.EqualTo(3));
    }

    [Test]
    public void A_try_behind_others_is_denied_at_once()
    {
        _a.Send(new LockRequest(1, s_named, false));
        _b.Send(new LockRequest(2, s_named, false));
        _c.Send(new LockRequest(3, s_named, true));
        Assert.That(_c.Take<LockDenied>().RequestId, Is.EqualTo(3));
    }

    [Test]
    public void A_wait_behind_a_question_makes_it_an_order()
    {
        _a.Send(new LockRequest(1, s_named, false));
        _a.Skip();
        _b.Send(new LockRequest(2, s_named, true));
        _c.Send(new LockRequest(3, s_named, false));
        Assert.That(_a.Take<Recall>().Try, Is.True);
        Assert.That(_a.Take<Recall>().Try, Is.False);
        _a.Send(new LockBusy(s_named));
        _b.Take<LockDenied>();
        Return(_a, s_named);
        Assert.That(_c.Take<Grant>().RequestId, Is.EqualTo(3));
    }

    [Test]
    public void A_cancelled_request_is_denied_and_leaves_the_queue()
    {
        _a.Send(new LockRequest(1, s_named, false));
        _b.Send(new LockRequest(2, s_named, false));
        _b.Send(new LockCancel(2, s_named));
        _b.Take<LockDenied>();
        _c.Send(new LockRequest(3, s_named, false));
        Return(_a, s_named);
        _c.Take<Grant>();
        _c.Send(new LockCancel(3, s_named));
        Assert.That(_c.Inbox, Is.Empty, "the grant was on its way");
        Assert.That(_b.Inbox, Is.Empty);
    }

    [Test]
    public void A_dead_nodes_locks_are_granted_on_when_its_window_closes()
    {
        _a.Send(new LockRequest(1, s_named, false));
        _hub.Close(_a);
        _b.Send(new LockRequest(2, s_named, false));
        _c.Send(new LockRequest(3, s_named, true));
        _c.Take<LockDenied>();
        _hub.Tick(4_999);
        Assert.That(_b.Inbox, Is.Empty);
        _hub.Tick(1);
        _b.Take<Grant>();
        Assert.That(_b.Take<MemberChanged>().Change, Is.EqualTo(MemberChange.Died));
    }

    [Test]
    public void A_waiting_node_that_is_cut_off_gets_no_grant()
    {
        _a.Send(new LockRequest(1, s_named, false));
        _b.Send(new LockRequest(2, s_named, false));
        _c.Send(new LockRequest(3, s_named, false));
        _hub.Close(_b);
        Return(_a, s_named);
        _c.Take<Grant>();
    }

    [Test]
    public void Leaving_frees_locks_at_once_those_of_own_objects_too()
    {
        ulong id = _a.NewId();
        _a.Publish(new EntryBuilder().CreateLock(id));
        _b.Send(new LockRequest(1, LockId.OfObject(id), false));
        _a.Send(new Leave());
        _b.Take<Grant>();
        _c.Send(new LockRequest(1, new LockId(id, 3, false), false));
        _c.Take<MemberChanged>();
        _c.Take<Grant>();
    }

    [Test]
    public void A_pulse_wakes_those_that_wait_in_their_order()
    {
        Waits(_b, 1);
        Waits(_c, 2);
        Hold(_a, waited: true);
        _a.Send(new LockPulse(s_named, false));
        Assert.That(_b.Take<LockNotified>().RequestId, Is.EqualTo(1));
        Assert.That(_c.Inbox, Is.Empty);
        Assert.That(_a.Take<Recall>().Try, Is.False, "the woken thread will ask for the lock");
        Waits(_a, 3, hold: false);
        Return(_a, s_named);
        Hold(_b, waited: true);
        _b.Send(new LockPulse(s_named, true));
        Assert.That(_c.Take<LockNotified>().RequestId, Is.EqualTo(2));
        Assert.That(_a.Take<LockNotified>().RequestId, Is.EqualTo(3));
    }

    [Test]
    public void A_cancelled_wait_is_denied_unless_it_was_pulsed()
    {
        Waits(_b, 1);
        Waits(_c, 2);
        _b.Send(new LockCancel(1, s_named));
        Assert.That(_b.Take<LockDenied>().RequestId, Is.EqualTo(1));
        Hold(_a, waited: true);
        _a.Send(new LockPulse(s_named, false));
        Assert.That(_c.Take<LockNotified>().RequestId, Is.EqualTo(2));
        _c.Send(new LockCancel(2, s_named));
        Assert.That(_c.Inbox, Is.Empty);
    }

    [Test]
    public void A_node_that_is_cut_off_waits_no_more()
    {
        Waits(_b, 1);
        Waits(_c, 2);
        _hub.Close(_b);
        Hold(_a, waited: true);
        _a.Send(new LockPulse(s_named, false));
        Assert.That(_c.Take<LockNotified>().RequestId, Is.EqualTo(2));
    }

    [Test]
    public void Who_does_not_hold_a_lock_neither_waits_nor_pulses()
    {
        Hold(_a, waited: false);
        Assert.That(() => _b.Send(new LockWait(1, s_named)), Throws.TypeOf<ProtocolException>());
        Assert.That(() => _b.Send(new LockPulse(s_named, true)), Throws.TypeOf<ProtocolException>());
    }

    // Gives back what the node was last granted.
    private static void Return(NodeEnd node, LockId id, LockMode keep = LockMode.None) => node.Send(new LockReturn(id, node.Terms.GetValueOrDefault(id), keep));

    private static void Hold(NodeEnd node, bool waited)
    {
        node.Send(new LockRequest(99, s_named, false));
        Assert.That(node.Take<Grant>().Waited, Is.EqualTo(waited));
    }

    private static void Waits(NodeEnd node, ulong request, bool hold = true)
    {
        if (hold)
        {
            node.Send(new LockRequest(98, s_named, false));
            node.Take<Grant>();
        }
        node.Send(new LockWait(request, s_named));
        if (hold)
            Return(node, s_named);
    }
}
