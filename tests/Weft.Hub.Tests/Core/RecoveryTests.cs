using Weft.Hub.Core;
using Weft.Hub.Tests.Simulation;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

/// <summary>What a hub that was started again on its store knows of what there was before.</summary>
public sealed class RecoveryTests
{
    private CoreHarness _hub = null!;
    private NodeEnd _a = null!;
    private NodeEnd _b = null!;
    private ulong _object;

    [SetUp]
    public void SetUp()
    {
        _hub = new CoreHarness(new HubCoreOptions { LendAfter = 0 }, new ModelStore());
        _a = _hub.Join("a");
        _b = _hub.Join("b");
        _a.Skip();
    }

    private void Make(SyncForm form, params byte[][] values) => _a.Publish(new EntryBuilder().CreateSynchronizer(_object = _a.NewId(), form, values));

    private SyncRequest Request(ulong id, SyncOperation operation, long amount = 1, bool isTry = false, byte[]? value = null) => new(id, _object, operation, amount, isTry, value);

    private SyncReply Ask(NodeEnd node, ulong id, SyncOperation operation, long amount = 1, bool isTry = false)
    {
        node.Send(Request(id, operation, amount, isTry));
        return node.Take<SyncReply>();
    }

    private void Restart()
    {
        _hub.Restart();
        NodeEnd a = _a.Reclaim();
        (_b, _a) = (_b.Reclaim(), a);
        foreach (NodeEnd node in (NodeEnd[])[_a, _b])
            Assert.That(node.Take<Welcome>().Resumed);
    }

    [Test]
    public void Events_and_countdowns_are_as_they_were()
    {
        Make(SyncForm.Event, EntryBuilder.Number(0), EntryBuilder.Number(1));
        ulong set = _object;
        Ask(_a, 1, SyncOperation.Release);
        Make(SyncForm.Countdown, EntryBuilder.Number(2), EntryBuilder.Number(5));
        Ask(_a, 2, SyncOperation.Release);
        Restart();
        Assert.That(Ask(_b, 1, SyncOperation.Read, 0).Number, Is.EqualTo(1));
        Assert.That(Ask(_b, 2, SyncOperation.Read, 1).Number, Is.EqualTo(5));
        _object = set;
        Assert.That(Ask(_b, 3, SyncOperation.Wait, isTry: true).Outcome, Is.EqualTo(SyncOutcome.Done));
        Assert.That(Ask(_b, 4, SyncOperation.Wait, isTry: true).Outcome, Is.EqualTo(SyncOutcome.NotNow));
    }

    [Test]
    public void A_request_whose_answer_was_lost_is_answered_again_and_not_done_again()
    {
        Make(SyncForm.Countdown, EntryBuilder.Number(3), EntryBuilder.Number(3));
        Assert.That(Ask(_a, 1, SyncOperation.Release).Number, Is.EqualTo(2));
        Restart();
        Assert.That(Ask(_a, 1, SyncOperation.Release).Number, Is.EqualTo(2));
        Restart();
        Assert.That(Ask(_a, 1, SyncOperation.Release).Number, Is.EqualTo(2));
        Assert.That(Ask(_a, 2, SyncOperation.Release).Number, Is.EqualTo(1));
    }

    [Test]
    public void What_was_not_stored_has_not_happened_and_was_not_told()
    {
        Make(SyncForm.Countdown, EntryBuilder.Number(3), EntryBuilder.Number(3));
        _hub.HoldsBack = true;
        _a.Send(Request(1, SyncOperation.Release));
        Restart();
        Assert.That(Ask(_a, 1, SyncOperation.Release).Number, Is.EqualTo(2));
    }

    [Test]
    public void A_barrier_knows_who_waits_and_who_runs_the_action()
    {
        Make(SyncForm.Barrier, EntryBuilder.Number(2), EntryBuilder.Number(0), EntryBuilder.Text("Action"), EntryBuilder.Null);
        _b.Send(Request(1, SyncOperation.Arrive));
        Assert.That(Ask(_a, 1, SyncOperation.Arrive).Outcome, Is.EqualTo(SyncOutcome.YourTurn));
        Restart();
        _b.Send(Request(1, SyncOperation.Arrive));
        Assert.That(_b.Inbox, Is.Empty, "it waits already");
        Assert.That(Ask(_a, 2, SyncOperation.EndPhase, 0).Number, Is.EqualTo(1));
        Assert.That(_b.Take<SyncReply>().Outcome, Is.EqualTo(SyncOutcome.Done));
    }

    [Test]
    public void A_phase_whose_runner_does_not_come_back_has_failed()
    {
        Make(SyncForm.Barrier, EntryBuilder.Number(2), EntryBuilder.Number(0), EntryBuilder.Text("Action"), EntryBuilder.Null);
        _b.Send(Request(1, SyncOperation.Arrive));
        Ask(_a, 1, SyncOperation.Arrive);
        _hub.Restart();
        NodeEnd back = _b.Reclaim();
        Assert.That(back.Inbox, Is.Empty);
        _hub.Tick(15_000);
        Assert.That(back.Take<Welcome>().Members, Has.Count.EqualTo(1));
        Assert.That(back.Take<MemberChanged>().Change, Is.EqualTo(MemberChange.Died));
        Assert.That(back.Take<SyncReply>().Outcome, Is.EqualTo(SyncOutcome.Failed));
    }

    [Test]
    public void A_channel_has_its_items_also_those_that_it_was_made_with()
    {
        byte[] none = EntryBuilder.Null;
        Make(SyncForm.Channel, EntryBuilder.Number(-1), EntryBuilder.Number(0), EntryBuilder.Number(0), EntryBuilder.Number(0), none, none, none, EntryBuilder.Number(7));
        Restart();
        _a.Send(Request(1, SyncOperation.Put, value: EntryBuilder.Number(8)));
        _a.Take<SyncReply>();
        Restart();
        foreach (long expected in (long[])[7, 8])
            Assert.That(Ask(_b, (ulong)expected, SyncOperation.Take).Value.ToArray(), Is.EqualTo(EntryBuilder.Number(expected)));
    }

    // Taken first, taken last, and replaced when there is no room.
    [TestCase(-1, 0, 0)]
    [TestCase(-1, 0, 1)]
    [TestCase(4, (int)ChannelFullMode.DropNewest, 0)]
    [TestCase(4, (int)ChannelFullMode.DropOldest, 0)]
    public void A_channel_has_its_items_in_their_order_whatever_was_put_and_taken_between_restarts(int capacity, int mode, int lastFirst)
    {
        byte[] none = EntryBuilder.Null;
        Make(SyncForm.Channel, EntryBuilder.Number(capacity), EntryBuilder.Number(mode), EntryBuilder.Number(lastFirst), EntryBuilder.Number(0), none, none, none);
        List<long> expected = [];
        Random random = new(capacity + mode + lastFirst);
        ulong request = 0;
        for (int round = 0; round < 30; round++)
        {
            for (int step = random.Next(6); step > 0; step--)
            {
                if (random.Next(3) > 0)
                    Put((long)++request);
                else if (expected.Count > 0)
                    Take(++request);
            }
            if (random.Next(2) == 0)
                Restart();
        }
        while (expected.Count > 0)
            Take(++request);

        void Put(long item)
        {
            _a.Send(Request((ulong)item, SyncOperation.Put, value: EntryBuilder.Number(item)));
            _a.Take<SyncReply>();
            if (expected.Count == capacity)
                expected.RemoveAt(mode == (int)ChannelFullMode.DropNewest ? expected.Count - 1 : 0);
            expected.Add(item);
        }

        void Take(ulong id)
        {
            int index = lastFirst != 0 ? expected.Count - 1 : 0;
            Assert.That(Ask(_a, id, SyncOperation.Take).Value.ToArray(), Is.EqualTo(EntryBuilder.Number(expected[index])));
            expected.RemoveAt(index);
        }
    }

    [Test]
    public void What_is_stored_of_a_long_channel_is_what_has_changed()
    {
        byte[] none = EntryBuilder.Null;
        Make(SyncForm.Channel, [EntryBuilder.Number(-1), EntryBuilder.Number(0), EntryBuilder.Number(0), EntryBuilder.Number(0), none, none, none, .. Enumerable.Range(0, 10_000).Select(item => EntryBuilder.Number(item))]);
        long before = _hub.Store!.SynchronizerBytes;
        for (ulong request = 1; request <= 100; request++)
        {
            _a.Send(Request(2 * request, SyncOperation.Put, value: EntryBuilder.Number(7)));
            _a.Take<SyncReply>();
            Assert.That(Ask(_a, (2 * request) + 1, SyncOperation.Take).Value.ToArray(), Is.EqualTo(EntryBuilder.Number((long)request - 1)));
            // What it was answered is kept until it has said that it knows.
            _a.Send(new Received((ulong)_a.Kept.Count));
        }
        Assert.That(before, Is.GreaterThan(20_000), "all of it, once");
        Assert.That(_hub.Store.SynchronizerBytes - before, Is.LessThan(100 * 2 * 100));
    }

    [Test]
    public void A_member_that_waited_for_another_as_long_as_the_node_time_out_is_not_taken_for_silent()
    {
        _hub.Restart();
        NodeEnd back = _b.Reclaim();
        _hub.Tick(15_000);
        Assert.That(back.Take<Welcome>().Resumed);
        _hub.Tick(14_000);
        Assert.That(back.Inbox.Select(each => each.Message.Kind), Is.EqualTo(new[] { FrameKind.MemberChanged }));
        Assert.That(back.IsClosed, Is.False);
    }

    [Test]
    public void A_member_that_begins_to_hand_back_and_falls_silent_is_told_that_its_session_is_over()
    {
        _hub.Restart();
        NodeEnd silent = _hub.Connect();
        silent.Send(CoreHarness.Hello(session: _a.Session, incarnation: _a.Welcome.Incarnation, epoch: 1));
        silent.Take<Reclaim>();
        NodeEnd back = _b.Reclaim();
        _hub.Tick(14_000);
        silent.Send(new ClaimObjects([]));
        _hub.Tick(14_000);
        Assert.That(back.Inbox, Is.Empty, "there was a sign of life");
        _hub.Tick(1_000);
        Assert.That(silent.Take<Refused>().Advice, Is.EqualTo(RejoinAdvice.Rejoin));
        Assert.That(back.Take<Welcome>().Members, Has.Count.EqualTo(1));
    }

    [Test]
    public void Permits_of_a_member_that_does_not_come_back_are_free()
    {
        Make(SyncForm.Semaphore, EntryBuilder.Number(1), EntryBuilder.Number(1), EntryBuilder.Number(1));
        Ask(_a, 1, SyncOperation.Wait);
        _hub.Restart();
        NodeEnd back = _b.Reclaim();
        _hub.Tick(15_000);
        back.Skip();
        back.Send(Request(1, SyncOperation.Wait, isTry: true));
        Assert.That(back.Take<SyncReply>().Outcome, Is.EqualTo(SyncOutcome.Done));
    }

    [Test]
    public void An_assignment_that_is_made_again_is_answered_as_it_was()
    {
        byte[] first = EntryBuilder.Number(1), second = EntryBuilder.Number(2);
        RootAssign assign = new(5, "r", 9, RootAssignment.Error, first);
        _a.Send(assign);
        Assert.That(_a.Take<RootReply>().Outcome, Is.EqualTo(RootOutcome.Created));
        _a.Applied--;
        _hub.Restart();
        NodeEnd a = _a.Reclaim(), b = _b.Reclaim();
        a.Skip();
        a.Send(assign);
        Assert.That(a.Take<RootReply>().Outcome, Is.EqualTo(RootOutcome.Created));
        a.Send(assign with { RequestId = 6, Value = second });
        Assert.That(a.Take<RootReply>().Outcome, Is.EqualTo(RootOutcome.AlreadySet));
        Assert.That(b.Inbox.Select(each => each.Message.Kind), Is.EqualTo(new[] { FrameKind.Welcome }), "it had been told");
    }

    [Test]
    public void Deleted_and_replaced_roots_are_told_in_order_to_who_had_not_heard_of_them()
    {
        _b.Send(new RootLookup(1, "r"));
        ulong applied = _b.Applied;
        _a.Send(new RootAssign(1, "r", 9, RootAssignment.Replaceable, EntryBuilder.Number(1)));
        _a.Send(new RootAssign(2, "r", 9, RootAssignment.Replaceable, EntryBuilder.Number(2)));
        _a.Send(new Query(FrameCodec.ProtocolVersion, 3, QueryKind.DeleteRoot, "r"));
        _b.Applied = applied;
        _hub.Restart();
        NodeEnd b = _b.Reclaim(new ClaimRoots(["r"]));
        _a.Reclaim();
        b.Take<Welcome>();
        Assert.That(b.Take<RootChanged>().Value.ToArray(), Is.EqualTo(EntryBuilder.Number(1)));
        Assert.That(b.Take<RootChanged>().Value.ToArray(), Is.EqualTo(EntryBuilder.Number(2)));
        Assert.That(b.Take<RootChanged>().TypeId, Is.Zero);
    }

    [Test]
    public void Leases_stay_with_who_claims_them_and_those_that_do_not_go_together_end_a_session()
    {
        LockId id = LockId.OfName("lock");
        _a.Send(new LockRequest(7, id, false));
        _a.Take<Grant>();
        _hub.Restart();
        NodeEnd a = _a.Reclaim(new ClaimLocks([new LockClaim(id, LockMode.Write, 7)]));
        NodeEnd b = _b.Reclaim(new ClaimLocks([new LockClaim(id, LockMode.Read, 8)]));
        Assert.That(a.Take<Welcome>().Members, Has.Count.EqualTo(1));
        Assert.That(b.Take<Refused>().Advice, Is.EqualTo(RejoinAdvice.Rejoin));
        NodeEnd c = _hub.Join("c");
        a.Skip();
        c.Send(new LockRequest(1, id, false));
        Assert.That(a.Take<Recall>().Term, Is.EqualTo(7));
        a.Send(new LockReturn(id, 7));
        c.Take<Grant>();
    }

    [Test]
    public void A_member_that_was_welcomed_and_did_not_hear_of_it_is_welcomed_once_more()
    {
        _hub.Restart();
        NodeEnd a = _a.Reclaim();
        _b.Reclaim();
        a.Take<Welcome>();
        _hub.Close(a);
        NodeEnd again = _hub.Connect();
        again.Send(CoreHarness.Hello(session: _a.Session, incarnation: _a.Welcome.Incarnation, epoch: 1, received: 99));
        Assert.That(again.Take<Welcome>(), Has.Property("Resumed").True.And.Property("Received").EqualTo(0UL));
    }

    [Test]
    public void What_cannot_be_applied_ends_the_tail_and_whoever_made_or_saw_it_does_not_go_on()
    {
        ulong last = _hub.Core.Sequence;
        byte[] good = new EntryBuilder().Create(_a.NewId()).Bytes;
        byte[] bad = new EntryBuilder().Set(0xABCDEF, 1, EntryBuilder.Number(1)).Bytes;
        _hub.Restart();
        _b.Applied = last;
        NodeEnd b = _b.Reclaim(new TailGroup(0, _b.Session, 1, true, good), new TailGroup(0, _b.Session, 2, true, bad), new TailGroup(0, _b.Session, 3, true, good));
        _a.Applied = last + 2;
        NodeEnd a = _a.Reclaim(new TailGroup(last + 1, _a.Session, 1, true, good), new TailGroup(last + 2, _a.Session, 2, true, bad));
        foreach (NodeEnd node in (NodeEnd[])[a, b])
            Assert.That(node.Inbox.Select(each => each.Message).OfType<Refused>().Single().Code, Is.EqualTo(HubDiagnostics.RanAhead));
        Assert.That(_hub.Core.IsRecovering, Is.False);
        Assert.That(_hub.Core.Sequence, Is.EqualTo(last + 1), "the first is in, and the others made the same object once more");
        Assert.That(_hub.Join("c").Welcome.Members, Has.Count.EqualTo(1));
    }

    [Test]
    public void Who_made_a_change_is_known_to_a_member_that_missed_its_coming_before_the_change_is()
    {
        ulong id = _a.NewId();
        _a.Publish(new EntryBuilder().Create(id));
        ulong applied = _a.Applied;
        NodeEnd c = _hub.Join("c");
        ulong sequence = c.Publish(new EntryBuilder().Set(id, 1, EntryBuilder.Number(1)));
        _a.Applied = applied;
        _hub.Restart();
        NodeEnd a = _a.Reclaim(new ClaimObjects([id]));
        _b.Reclaim();
        _hub.Tick(15_000);
        Assert.That(a.Take<Welcome>().Members.Select(static member => member.Session), Is.EquivalentTo(new[] { _a.Session, _b.Session }));
        Assert.That(a.Take<MemberChanged>(), Has.Property("Change").EqualTo(MemberChange.Died).And.Property("Member").Property("Session").EqualTo(c.Session));
        Assert.That(a.Take<Apply>(), Has.Property("Origin").EqualTo(c.Number).And.Property("Sequence").EqualTo(sequence));
    }

    [Test]
    public void A_claim_that_is_begun_anew_replaces_the_first()
    {
        ulong id = _a.NewId();
        _hub.HoldsBack = true;
        _a.Publish(new EntryBuilder().Create(id));
        _hub.Restart();
        NodeEnd lost = _hub.Connect();
        lost.Send(CoreHarness.Hello(session: _a.Session, incarnation: _a.Welcome.Incarnation, epoch: 1));
        TailGroup tail = new(_hub.Core.Durable + 1, _a.Session, 1, true, new EntryBuilder().Create(id).Bytes);
        lost.Send(tail);
        NodeEnd a = _a.Reclaim(tail, new ClaimBorn([id]), new ClaimObjects([id]));
        Assert.That(lost.IsClosed);
        _b.Reclaim();
        Assert.That(a.Take<Welcome>().Resumed);
        Assert.That(_hub.Core.Sequence, Is.EqualTo(tail.Sequence));
        Assert.That(_hub.Core.Objects.Find(id)!.BornLeasedTo!.Number, Is.EqualTo(_a.Number));
    }
}
