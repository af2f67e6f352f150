using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

/// <summary>Members whose connection breaks and is replaced.</summary>
public sealed class ResumeTests
{
    private readonly LockId _lock = LockId.OfName("lock");
    private CoreHarness _hub = null!;
    private NodeEnd _a = null!;
    private NodeEnd _b = null!;

    [SetUp]
    public void SetUp()
    {
        _hub = new CoreHarness();
        _a = _hub.Join("a");
        _b = _hub.Join("b");
        _a.Skip();
    }

    [Test]
    public void A_member_that_comes_back_is_who_it_was_and_hears_what_it_has_missed()
    {
        ulong id = Share();
        _hub.Close(_b);
        _a.Publish(new EntryBuilder().Set(id, 1, EntryBuilder.Number(2)));
        NodeEnd back = _b.Return(handled: 1);
        Welcome welcome = back.Take<Welcome>();
        Assert.That((welcome.Resumed, welcome.Member, welcome.Received), Is.EqualTo((true, _b.Number, 1UL)));
        Assert.That(back.Take<Apply>().Entries.ToArray(), Is.EqualTo(new EntryBuilder().Set(id, 1, EntryBuilder.Number(2)).Bytes));
        Assert.That(back.Inbox, Is.Empty);
        Assert.That(_a.Inbox, Is.Empty, "the others hear nothing of it");
    }

    [Test]
    public void An_answer_that_was_lost_is_sent_again_and_the_request_is_not_handled_again()
    {
        ulong id = Share();
        _b.Send(new Fault(2, id, 1));
        _b.Send(new RootLookup(3, "r"));
        long faults = _hub.Core.Faults;
        _hub.Close(_b);
        NodeEnd back = _b.Return(handled: 1);
        Assert.That(back.Take<Welcome>().Received, Is.EqualTo(3));
        Assert.That(back.Take<FaultReply>().RequestId, Is.EqualTo(2));
        Assert.That(back.Take<RootReply>().RequestId, Is.EqualTo(3));
        Assert.That(_hub.Core.Faults, Is.EqualTo(faults));
    }

    [Test]
    public void A_request_for_a_lock_waits_for_its_node_and_a_lock_does_not()
    {
        _a.Send(new LockRequest(1, _lock, false));
        _a.Take<Grant>();
        _b.Send(new LockRequest(1, _lock, false));
        _a.Take<Recall>();
        _hub.Close(_b);
        NodeEnd c = _hub.Join("c");
        _a.Skip();
        c.Send(new LockRequest(1, _lock, false));
        _a.Send(new LockReturn(_lock, 1));
        c.Take<Grant>();
        NodeEnd back = _b.Return(handled: 0);
        back.Take<Welcome>();
        back.Take<MemberChanged>();
        c.Take<Recall>();
        c.Send(new LockReturn(_lock, 1));
        Assert.That(back.Take<Grant>().RequestId, Is.EqualTo(1));
    }

    [Test]
    public void A_member_that_is_cut_off_keeps_its_locks_and_is_asked_for_them_when_it_is_back()
    {
        _b.Send(new LockRequest(1, _lock, false));
        _b.Take<Grant>();
        _hub.Close(_b);
        _a.Send(new LockRequest(1, _lock, true));
        Assert.That(_a.Take<LockDenied>().RequestId, Is.EqualTo(1), "who only tries is not kept waiting");
        _a.Send(new LockRequest(2, _lock, false));
        Assert.That(_a.Inbox, Is.Empty);
        NodeEnd back = _b.Return(handled: 1);
        back.Take<Welcome>();
        Assert.That(back.Take<Recall>().Try, Is.False);
        back.Send(new LockReturn(_lock, 1));
        Assert.That(_a.Take<Grant>().RequestId, Is.EqualTo(2));
    }

    [Test]
    public void The_answer_to_a_question_of_before_the_cut_refuses_nobody_who_asks_after_it()
    {
        _b.Send(new LockRequest(1, _lock, false));
        _b.Take<Grant>();
        _a.Send(new LockRequest(1, _lock, true));
        _b.Take<Recall>();
        _hub.Close(_b);
        _a.Take<LockDenied>();
        NodeEnd back = _b.Return(handled: 2);
        back.Take<Welcome>();
        _a.Send(new LockRequest(2, _lock, true));
        back.Take<Recall>();
        back.Send(new LockBusy(_lock));
        Assert.That(_a.Inbox, Is.Empty, "this was said of the first question");
        back.Send(new LockReturn(_lock, 1));
        Assert.That(_a.Take<Grant>().RequestId, Is.EqualTo(2));
    }

    [Test]
    public void A_pulse_goes_to_threads_that_can_hear_it_first_and_is_not_lost_where_there_are_none()
    {
        foreach (NodeEnd node in (NodeEnd[])[_b, _a])
        {
            node.Send(new LockRequest(1, _lock, false));
            node.Take<Grant>();
            node.Send(new LockWait(2, _lock));
            node.Send(new LockReturn(_lock, 1));
        }
        _hub.Close(_b);
        NodeEnd c = _hub.Join("c");
        _a.Skip();
        c.Send(new LockRequest(1, _lock, false));
        c.Take<Grant>();
        c.Send(new LockPulse(_lock, false));
        Assert.That(_a.Take<LockNotified>().RequestId, Is.EqualTo(2));
        c.Send(new LockPulse(_lock, false));
        NodeEnd back = _b.Return(handled: 1);
        back.Take<Welcome>();
        back.Take<MemberChanged>();
        Assert.That(back.Take<LockNotified>().RequestId, Is.EqualTo(2));
    }

    [Test]
    public void An_item_is_not_given_to_a_node_that_may_be_dead()
    {
        ulong channel = _a.NewId();
        _a.Publish(new EntryBuilder().CreateSynchronizer(channel, SyncForm.Channel, EntryBuilder.Number(-1), EntryBuilder.Number(0), EntryBuilder.Number(0), EntryBuilder.Number(0), EntryBuilder.Null, EntryBuilder.Null, EntryBuilder.Null));
        _b.Send(new SyncRequest(1, channel, SyncOperation.Take, 1, false, default));
        _hub.Close(_b);
        _a.Send(new SyncRequest(1, channel, SyncOperation.Put, 1, false, EntryBuilder.Number(7)));
        Assert.That(_a.Take<SyncReply>().Outcome, Is.EqualTo(SyncOutcome.Done));
        _a.Send(new SyncRequest(2, channel, SyncOperation.Read, 0, false, default));
        Assert.That(_a.Take<SyncReply>().Number, Is.EqualTo(1));
        NodeEnd back = _b.Return(handled: 0);
        back.Take<Welcome>();
        Assert.That(back.Take<SyncReply>().Value.ToArray(), Is.EqualTo(EntryBuilder.Number(7)));
    }

    [Test]
    public void A_member_that_comes_back_before_its_old_connection_is_missed_goes_on_with_the_new_one()
    {
        ulong id = Share();
        NodeEnd back = _b.Return(handled: 1);
        Assert.That(_b.IsClosed);
        back.Take<Welcome>();
        long faults = _hub.Core.Faults;
        _b.Send(new Fault(9, id, 1));
        Assert.That(_hub.Core.Faults, Is.EqualTo(faults), "what still comes by the old connection comes again by the new one");
        _hub.Close(_b);
        _hub.Tick(6_000);
        back.Send(new Ping(4));
        Assert.That(back.Take<Pong>().Stamp, Is.EqualTo(4));
    }

    [Test]
    public void A_member_that_comes_back_too_late_is_refused_and_nothing_of_it_is_taken()
    {
        ulong id = Share();
        _hub.Close(_b);
        _hub.Tick(5_000);
        Assert.That(_a.Take<MemberChanged>().Change, Is.EqualTo(MemberChange.Died));
        NodeEnd back = _b.Return(handled: 1);
        Refused refused = back.Take<Refused>();
        Assert.That((refused.Code, back.IsClosed), Is.EqualTo((HubDiagnostics.SessionOver, true)));
        _b.Send(new Group(1, 1, new EntryBuilder().Set(id, 1, EntryBuilder.Number(9)).Bytes));
        Assert.That(_hub.Core.Sequence, Is.EqualTo(1));
    }

    [Test]
    public void A_session_of_another_hub_is_refused_with_the_reason()
    {
        NodeEnd stranger = _hub.Connect();
        stranger.Send(CoreHarness.Hello(session: Guid.NewGuid(), incarnation: Guid.NewGuid(), received: 3));
        Refused refused = stranger.Take<Refused>();
        Assert.That(refused.Code, Is.EqualTo(HubDiagnostics.OtherIncarnation));
        Assert.That(refused.Text, Does.Contain("started anew"));
    }

    [Test]
    public void A_member_that_sent_nonsense_does_not_come_back()
    {
        Assert.That(() => _b.Send(new Group(7, 1, new EntryBuilder().Bytes)), Throws.TypeOf<ProtocolException>());
        _hub.Close(_b);
        NodeEnd back = _b.Return(handled: 0);
        Assert.That(back.Take<Refused>().Code, Is.EqualTo(HubDiagnostics.SessionOver));
    }

    [Test]
    public void A_member_says_how_much_it_has_handled_and_cannot_come_back_before_that()
    {
        Share();
        _b.Send(new Received(1));
        Assert.That(() => _b.Send(new Received(5)), Throws.TypeOf<ProtocolException>());
        NodeEnd c = _hub.Join("c");
        c.Send(new RootLookup(1, "r"));
        c.Send(new Received(1));
        _hub.Close(c);
        Assert.That(c.Return(handled: 0).Take<Refused>().Code, Is.EqualTo(HubDiagnostics.SessionOver));
    }

    // An object that both have.
    private ulong Share()
    {
        ulong id = _a.NewId();
        _a.Publish(new EntryBuilder().Create(id, (1, EntryBuilder.Number(1))));
        _b.Send(new Fault(1, id, 1));
        _b.Take<FaultReply>();
        return id;
    }
}
