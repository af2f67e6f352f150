using System.Text.Json;
using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

/// <summary>Synchronizers that are lent to the only node that uses them.</summary>
public sealed class LoanTests
{
    private const int LendAfter = 3;

    private CoreHarness _hub = null!;
    private NodeEnd _a = null!;
    private NodeEnd _b = null!;
    private ulong _object;
    private ulong _request;

    [SetUp]
    public void SetUp()
    {
        _hub = new CoreHarness(new HubCoreOptions { ReconnectWindowMilliseconds = 1000, NodeTimeoutMilliseconds = 3000, LendAfter = LendAfter, MaxLendAfter = 12 });
        _a = _hub.Join("a");
        _b = _hub.Join("b");
        _a.Skip();
    }

    [Test]
    public void Who_alone_has_made_so_many_requests_is_lent_the_object_as_it_is()
    {
        MakeSemaphore(5);
        Ask(_a, SyncOperation.Wait);
        Ask(_b, SyncOperation.Release, 1);
        Ask(_a, SyncOperation.Wait);
        Ask(_a, SyncOperation.Read);
        Assert.That(_a.Inbox, Is.Empty, "another member's request was among the last three");
        Ask(_a, SyncOperation.Wait);
        SyncLent lent = _a.Take<SyncLent>();
        Assert.That((lent.ObjectId, lent.Waits.Length), Is.EqualTo((_object, 0)));
        Assert.That(lent.State.ToArray(), Is.EqualTo(Numbers((long)SyncForm.Semaphore, 3, 5, 5)));
    }

    [Test]
    public void Nothing_is_lent_while_another_waits_has_permits_or_is_cut_off_while_it_waits()
    {
        MakeSemaphore(1);
        Ask(_b, SyncOperation.Wait);
        Read(_a, 2 * LendAfter);
        Assert.That(_a.Inbox, Is.Empty, "b has a permit");
        Ask(_b, SyncOperation.Release, 1);
        Ask(_a, SyncOperation.Wait);
        Send(_b, SyncOperation.Wait);
        Read(_a, 2 * LendAfter);
        Assert.That(_a.Inbox, Is.Empty, "b waits");
        _hub.Close(_b);
        Read(_a, 2 * LendAfter);
        Assert.That(_a.Inbox, Is.Empty, "b waits and is cut off");
        _hub.Tick(1001);
        Assert.That(_a.Take<MemberChanged>().Change, Is.EqualTo(MemberChange.Died));
        Read(_a, LendAfter);
        Assert.That(_a.Take<SyncLent>().ObjectId, Is.EqualTo(_object));
    }

    [Test]
    public void A_hub_that_was_told_not_to_lends_nothing()
    {
        _a = new CoreHarness(new HubCoreOptions { LendAfter = 0 }).Join("a");
        MakeSemaphore(1);
        Read(_a, 20);
        Assert.That(_a.Inbox, Is.Empty);
    }

    [Test]
    public void What_the_borrower_does_is_done_after_it_without_answers()
    {
        ulong loan = LendSemaphore(2);
        Do(loan, SyncOperation.Wait);
        Do(loan, SyncOperation.Wait);
        ulong waiting = Do(loan, SyncOperation.Wait);
        Do(loan, SyncOperation.Release, 2);
        Assert.That(_a.Inbox, Is.Empty);
        // One of the two went to the request that waited.
        _a.Send(new SyncCancel(waiting, _object, loan));
        _a.Send(new SyncReturned(_object, loan));
        Assert.That(Ask(_b, SyncOperation.Read).Number, Is.EqualTo(1));
    }

    [Test]
    public void Another_members_request_has_it_recalled_and_is_done_when_it_is_back()
    {
        ulong loan = LendSemaphore(1);
        Do(loan, SyncOperation.Wait);
        ulong first = Send(_b, SyncOperation.Wait);
        ulong taken = Send(_b, SyncOperation.Wait);
        ulong reading = Send(_b, SyncOperation.Read);
        Assert.That(_a.Take<SyncRecall>().Loan, Is.EqualTo(loan));
        _b.Send(new SyncCancel(taken, _object));
        Answered(_b, taken, SyncOutcome.Cancelled, 0);
        Do(loan, SyncOperation.Release, 1);
        Assert.That(_a.Inbox.Count + _b.Inbox.Count, Is.Zero);
        _a.Send(new SyncReturned(_object, loan));
        Answered(_b, first, SyncOutcome.Done, 0);
        Answered(_b, reading, SyncOutcome.Done, 0);
        Assert.That(Ask(_a, SyncOperation.Wait, isTry: true).Outcome, Is.EqualTo(SyncOutcome.NotNow), "it asks the hub again");
    }

    [Test]
    public void Requests_of_the_borrower_that_wait_when_it_is_back_are_the_hubs_to_answer()
    {
        ulong loan = LendSemaphore(0);
        ulong waiting = Do(loan, SyncOperation.Wait);
        ulong released = Send(_b, SyncOperation.Release, 1);
        _a.Skip();
        _a.Send(new SyncReturned(_object, loan));
        Assert.That(_b.Take<SyncReply>().RequestId, Is.EqualTo(released));
        Answered(_a, waiting, SyncOutcome.Done, 0);
    }

    [Test]
    public void Requests_that_wait_are_lent_with_the_object_and_those_that_cross_the_loan_are_sent_back()
    {
        MakeSemaphore(0);
        ulong first = Send(_a, SyncOperation.Wait);
        ulong second = Send(_a, SyncOperation.Wait);
        Ask(_a, SyncOperation.Read);
        Assert.That(_a.Take<SyncLent>().Waits, Is.EqualTo(new[] { new SyncWait(SyncOperation.Wait, first), new SyncWait(SyncOperation.Wait, second) }));
        ulong crossed = Send(_a, SyncOperation.Release, 1);
        Assert.That(_a.Take<SyncBounced>(), Is.EqualTo(new SyncBounced(_object, crossed, IsCancel: false)));
        _a.Send(new SyncCancel(first, _object));
        Assert.That(_a.Take<SyncBounced>(), Is.EqualTo(new SyncBounced(_object, first, IsCancel: true)));
        ulong picture = Send(_a, SyncOperation.Snapshot);
        Assert.That(_a.Take<SyncBounced>().RequestId, Is.EqualTo(picture));
        Assert.That(_a.Inbox, Is.Empty);
    }

    [Test]
    public void What_a_borrower_did_that_dies_is_done_and_the_object_as_if_it_had_never_been_lent()
    {
        ulong loan = LendSemaphore(3);
        Do(loan, SyncOperation.Wait);
        Do(loan, SyncOperation.Wait);
        ulong waiting = Send(_b, SyncOperation.Read);
        Assert.That(_a.Take<SyncRecall>().Loan, Is.EqualTo(loan));
        _hub.Close(_a);
        Assert.That(_b.Inbox, Is.Empty, "others wait until it is back or dead");
        _hub.Tick(1001);
        // Its permits come back with it.
        Answered(_b, waiting, SyncOutcome.Done, 3);
        Assert.That(_b.Take<MemberChanged>().Change, Is.EqualTo(MemberChange.Died));
    }

    [Test]
    public void A_borrower_that_is_cut_off_and_comes_back_goes_on_where_it_was()
    {
        ulong loan = LendSemaphore(0);
        ulong waiting = Do(loan, SyncOperation.Wait);
        _hub.Close(_a);
        ulong released = Send(_b, SyncOperation.Release, 1);
        Assert.That(_b.Inbox, Is.Empty);
        _a = Back(_a);
        Do(loan, SyncOperation.Release, 1);
        _a.Send(new SyncReturned(_object, loan));
        Assert.That(_b.Take<SyncReply>().RequestId, Is.EqualTo(released));
        Assert.That(_a.Inbox, Is.Empty, $"request {waiting} was answered by the node");
        Assert.That(Ask(_b, SyncOperation.Read).Number, Is.EqualTo(1));
    }

    [Test]
    public void What_a_member_that_is_cut_off_asked_waits_for_it()
    {
        ulong loan = LendSemaphore(1);
        ulong first = Send(_b, SyncOperation.Wait);
        _a.Skip();
        _hub.Close(_b);
        _a.Send(new SyncReturned(_object, loan));
        Read(_a, 2 * LendAfter);
        Assert.That(_a.Inbox, Is.Empty, "b's request is first, and it may be dead");
        _b = Back(_b);
        Answered(_b, first, SyncOutcome.Done, 0);
    }

    [Test]
    public void A_borrower_that_leaves_has_nothing_any_more()
    {
        ulong loan = LendSemaphore(1);
        Do(loan, SyncOperation.Wait);
        ulong waiting = Send(_b, SyncOperation.Wait);
        _a.Send(new SyncReturned(_object, loan));
        _a.Send(new Leave());
        Assert.That(_b.Take<SyncReply>().RequestId, Is.EqualTo(waiting));
    }

    [Test]
    public void One_that_is_soon_wanted_back_is_lent_later_each_time_and_one_that_was_used_much_as_at_first()
    {
        ulong loan = LendSemaphore(1);
        foreach (int needed in new[] { 2 * LendAfter, 4 * LendAfter, 4 * LendAfter })
        {
            Send(_b, SyncOperation.Read);
            _a.Send(new SyncReturned(_object, loan));
            _a.Skip();
            Read(_a, needed - 1);
            Assert.That(_a.Inbox, Is.Empty);
            Ask(_a, SyncOperation.Read);
            loan = _a.Take<SyncLent>().Loan;
        }
        for (int i = 0; i < 8 * LendAfter; i++)
        {
            Do(loan, SyncOperation.Wait);
            Do(loan, SyncOperation.Release, 1);
        }
        Do(loan, SyncOperation.Wait);
        _a.Send(new SyncReturned(_object, loan));
        Read(_a, LendAfter);
        Assert.That(_a.Take<SyncLent>().Loan, Is.GreaterThan(loan));
    }

    [Test]
    public void A_borrower_hears_now_and_then_what_the_hub_has_handled()
    {
        ulong loan = LendSemaphore(1);
        for (int i = 0; i < 512; i++)
        {
            Assert.That(_a.Inbox, Is.Empty);
            Do(loan, SyncOperation.Wait);
            Do(loan, SyncOperation.Release, 1);
        }
        Assert.That(_a.Take<Pong>().Stamp, Is.Zero);
    }

    [Test]
    public void The_items_of_a_channel_are_lent_with_what_they_refer_to_and_those_that_wait_in_their_order()
    {
        ulong list = _b.NewId();
        _b.Publish(new EntryBuilder().CreateList(list));
        MakeChannel(capacity: 2);
        Put(_b, EntryBuilder.Reference(list));
        Put(_b, EntryBuilder.Number(7));
        ulong waits = Put(_a, EntryBuilder.Number(8), answered: false);
        ulong room = Send(_a, SyncOperation.AwaitRoom);
        Ask(_a, SyncOperation.Read);
        SyncLent lent = _a.Take<SyncLent>();
        Assert.That(lent.Waits, Is.EqualTo(new[] { new SyncWait(SyncOperation.Put, waits), new SyncWait(SyncOperation.AwaitRoom, room) }));
        byte[] values = [.. EntryBuilder.Reference(list), .. EntryBuilder.Number(7), .. EntryBuilder.Number(8)];
        Assert.That(lent.State.ToArray()[^values.Length..], Is.EqualTo(values));
        Assert.That(lent.Entries.Length, Is.Not.Zero, "the list comes along");
    }

    [Test]
    public void A_channel_with_very_many_items_is_not_lent()
    {
        MakeChannel(capacity: -1);
        for (int i = 0; i < 5; i++)
            Put(_b, EntryBuilder.Text(new string('x', 100_000)));
        Read(_a, 4 * LendAfter);
        Assert.That(_a.Inbox, Is.Empty);
        for (int i = 0; i < LendAfter; i++)
            Ask(_a, SyncOperation.Take);
        Assert.That(_a.Take<SyncLent>().State.Length, Is.GreaterThan(200_000));
    }

    [Test]
    public void A_barrier_is_not_lent_while_a_member_runs_its_action()
    {
        _object = _a.NewId();
        _a.Publish(new EntryBuilder().CreateSynchronizer(_object, SyncForm.Barrier, EntryBuilder.Number(1), EntryBuilder.Number(0), EntryBuilder.Text("action"), EntryBuilder.Null));
        Assert.That(Ask(_a, SyncOperation.Arrive).Outcome, Is.EqualTo(SyncOutcome.YourTurn));
        Read(_a, (2 * LendAfter) - 1);
        Assert.That(_a.Inbox, Is.Empty);
        Assert.That(Ask(_a, SyncOperation.EndPhase).Outcome, Is.EqualTo(SyncOutcome.Done));
        Read(_a, LendAfter - 1);
        Assert.That(_a.Take<SyncLent>().ObjectId, Is.EqualTo(_object));
    }

    [Test]
    public void Whoever_waits_for_what_is_lent_is_shown_with_the_node_that_has_it()
    {
        ulong loan = LendSemaphore(0);
        Do(loan, SyncOperation.Wait);
        Send(_b, SyncOperation.Release, 1);
        _hub.Now += 1500;
        _b.Send(new Query(FrameCodec.ProtocolVersion, 1, QueryKind.Locks, ""));
        using JsonDocument answer = JsonDocument.Parse(_b.Take<QueryReply>().Json);
        JsonElement shown = answer.RootElement.GetProperty("synchronizers").EnumerateArray().Single();
        Assert.That(shown.GetProperty("lentTo").GetInt32(), Is.EqualTo(_a.Number));
        Assert.That(shown.GetProperty("waiting").EnumerateArray().Select(static each => (each.GetProperty("node").GetInt32(), each.GetProperty("seconds").GetDouble())), Is.EqualTo(new[] { (_a.Number, 1.5), (_b.Number, 1.5) }));
    }

    [Test]
    public void A_loan_that_a_member_does_not_have_condemns_it([Values] bool other, [Values(0, 1, 2)] int message)
    {
        ulong loan = LendSemaphore(1);
        (NodeEnd node, ulong number) = other ? (_b, loan) : (_a, loan + 1);
        NodeMessage sent = message switch
        {
            0 => new SyncRequest(1, _object, SyncOperation.Wait, 0, true, default, number),
            1 => new SyncCancel(1, _object, number),
            _ => new SyncReturned(_object, number),
        };
        Assert.That(() => node.Send(sent), Throws.InstanceOf<ProtocolException>().With.Message.Contains($"names loan {number}"));
    }

    [Test]
    public void A_loan_of_what_is_not_lent_condemns_its_member([Values(0, 1, 2)] int message)
    {
        MakeSemaphore(1);
        NodeMessage sent = message switch
        {
            0 => new SyncRequest(1, _object, SyncOperation.Wait, 0, true, default, 1),
            1 => new SyncCancel(1, _object, 1),
            _ => new SyncReturned(_object, 1),
        };
        Assert.That(() => _a.Send(sent), Throws.InstanceOf<ProtocolException>().With.Message.Contains("names loan 1"));
        Assert.That(() => _b.Send(new SyncReturned(_object + 1000, 1)), Throws.InstanceOf<ProtocolException>());
    }

    private static void Answered(NodeEnd node, ulong request, SyncOutcome outcome, long number)
    {
        SyncReply reply = node.Take<SyncReply>();
        Assert.That((reply.RequestId, reply.Outcome, reply.Number), Is.EqualTo((request, outcome, number)));
    }

    private static NodeEnd Back(NodeEnd node)
    {
        NodeEnd back = node.Return(handled: node.Kept.Count);
        Assert.That(back.Take<Welcome>().Resumed, Is.True);
        return back;
    }

    private static byte[] Numbers(params long[] numbers) => [.. numbers.SelectMany(static number => EntryBuilder.Number(number))];

    private void MakeSemaphore(int count)
    {
        _object = _a.NewId();
        int most = Math.Max(count, 1);
        _a.Publish(new EntryBuilder().CreateSynchronizer(_object, SyncForm.Semaphore, EntryBuilder.Number(count), EntryBuilder.Number(most), EntryBuilder.Number(most)));
    }

    private void MakeChannel(int capacity)
    {
        _object = _a.NewId();
        _a.Publish(new EntryBuilder().CreateSynchronizer(_object, SyncForm.Channel, EntryBuilder.Number(capacity), EntryBuilder.Number(0), EntryBuilder.Number(0), EntryBuilder.Number(0), EntryBuilder.Null, EntryBuilder.Null, EntryBuilder.Null));
    }

    private ulong LendSemaphore(int count)
    {
        MakeSemaphore(count);
        Read(_a, LendAfter);
        return _a.Take<SyncLent>().Loan;
    }

    private void Read(NodeEnd node, int times)
    {
        for (int i = 0; i < times; i++)
            Ask(node, SyncOperation.Read);
    }

    private ulong Do(ulong loan, SyncOperation operation, long amount = 0)
    {
        _a.Send(new SyncRequest(++_request, _object, operation, amount, false, default, loan));
        return _request;
    }

    private ulong Send(NodeEnd node, SyncOperation operation, long amount = 0, bool isTry = false)
    {
        node.Send(new SyncRequest(++_request, _object, operation, amount, isTry, default));
        return _request;
    }

    private ulong Put(NodeEnd node, byte[] value, bool answered = true)
    {
        node.Send(new SyncRequest(++_request, _object, SyncOperation.Put, 0, false, value));
        if (answered)
            Assert.That(node.Take<SyncReply>().Outcome, Is.EqualTo(SyncOutcome.Done));
        return _request;
    }

    private SyncReply Ask(NodeEnd node, SyncOperation operation, long amount = 0, bool isTry = false)
    {
        ulong id = Send(node, operation, amount, isTry);
        SyncReply reply = node.Take<SyncReply>();
        Assert.That(reply.RequestId, Is.EqualTo(id));
        return reply;
    }
}
