using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

public sealed class SemaphoreTests
{
    private CoreHarness _hub = null!;
    private NodeEnd _a = null!;
    private NodeEnd _b = null!;
    private ulong _semaphore;
    private ulong _request;

    [SetUp]
    public void SetUp()
    {
        _hub = new CoreHarness(new HubCoreOptions { ReconnectWindowMilliseconds = 1000 });
        _a = _hub.Join("a");
        _b = _hub.Join("b");
        _a.Skip();
    }

    [Test]
    public void Permits_are_granted_in_the_order_of_the_requests()
    {
        Make(1, 1, 1);
        Assert.That(Ask(_a, SyncOperation.Wait).Outcome, Is.EqualTo(SyncOutcome.Done));
        ulong first = Send(_b, SyncOperation.Wait);
        ulong second = Send(_a, SyncOperation.Wait);
        Assert.That(_a.Inbox.Count + _b.Inbox.Count, Is.Zero);
        Assert.That(Ask(_a, SyncOperation.Release, 1).Number, Is.Zero);
        Assert.That(_b.Take<SyncReply>().RequestId, Is.EqualTo(first));
        Assert.That(Ask(_b, SyncOperation.Release, 1).Number, Is.Zero);
        Assert.That(_a.Take<SyncReply>().RequestId, Is.EqualTo(second));
    }

    [Test]
    public void What_only_tries_is_told_no_and_a_release_beyond_the_maximum_changes_nothing()
    {
        Make(0, 0, 2);
        Assert.That(Ask(_b, SyncOperation.Wait, isTry: true).Outcome, Is.EqualTo(SyncOutcome.NotNow));
        Assert.That(Ask(_b, SyncOperation.Release, 3).Outcome, Is.EqualTo(SyncOutcome.Overflow));
        Assert.That(Ask(_b, SyncOperation.Release, 2).Outcome, Is.EqualTo(SyncOutcome.Done));
        Assert.That(Ask(_a, SyncOperation.Read).Number, Is.EqualTo(2));
    }

    [Test]
    public void A_wait_is_taken_back_once_and_not_after_its_grant()
    {
        Make(0, 0, 2);
        ulong waiting = Send(_b, SyncOperation.Wait);
        _b.Send(new SyncCancel(waiting, _semaphore));
        Assert.That(_b.Take<SyncReply>().Outcome, Is.EqualTo(SyncOutcome.Cancelled));
        ulong granted = Send(_b, SyncOperation.Wait);
        Ask(_a, SyncOperation.Release, 1);
        _b.Send(new SyncCancel(granted, _semaphore));
        Assert.That(_b.Take<SyncReply>().Outcome, Is.EqualTo(SyncOutcome.Done));
        Assert.That(_b.Inbox, Is.Empty);
        Assert.That(Ask(_a, SyncOperation.Read).Number, Is.Zero);
    }

    [Test]
    public void Permits_of_a_dead_node_come_back_when_its_reconnect_window_closes()
    {
        Make(2, 2, 2);
        Ask(_b, SyncOperation.Wait);
        Ask(_b, SyncOperation.Wait);
        ulong waiting = Send(_a, SyncOperation.Wait);
        _hub.Close(_b);
        _hub.Tick(500);
        Assert.That(_a.Inbox.Where(item => item.Message is SyncReply), Is.Empty);
        _hub.Tick(600);
        Assert.That(_a.Inbox.Select(item => item.Message).OfType<SyncReply>().Single().RequestId, Is.EqualTo(waiting));
        _a.Skip();
        Assert.That(Ask(_a, SyncOperation.Read).Number, Is.EqualTo(1));
    }

    [Test]
    public void Permits_that_were_signals_do_not_come_back()
    {
        Make(0, 0, 9);
        Ask(_a, SyncOperation.Release, 3);
        for (int i = 0; i < 3; i++)
            Ask(_b, SyncOperation.Wait);
        _hub.Close(_b);
        _hub.Tick(2000);
        _a.Skip();
        Assert.That(Ask(_a, SyncOperation.Read).Number, Is.Zero);
    }

    [Test]
    public void A_permit_that_another_node_has_given_does_not_come_back_a_second_time()
    {
        Make(1, 1, 2);
        Ask(_b, SyncOperation.Wait);
        Ask(_a, SyncOperation.Release, 1);
        _hub.Close(_b);
        _hub.Tick(2000);
        _a.Skip();
        Assert.That(Ask(_a, SyncOperation.Read).Number, Is.EqualTo(1));
    }

    [Test]
    public void Waits_of_a_node_that_is_cut_off_take_no_permit()
    {
        Make(0, 0, 2);
        Send(_b, SyncOperation.Wait);
        _hub.Close(_b);
        Ask(_a, SyncOperation.Release, 1);
        Assert.That(Ask(_a, SyncOperation.Read).Number, Is.EqualTo(1));
    }

    [Test]
    public void What_is_no_synchronizer_and_has_no_such_operation_is_refused()
    {
        Make(0, 0, 2);
        Assert.That(() => Send(_b, SyncOperation.Arrive), Throws.InstanceOf<ProtocolException>());
        Assert.That(() => Send(_b, SyncOperation.Release, 0), Throws.InstanceOf<ProtocolException>());
        ulong other = _a.NewId();
        _a.Publish(new EntryBuilder().CreateLock(other));
        _semaphore = other;
        Assert.That(() => Send(_b, SyncOperation.Wait), Throws.InstanceOf<ProtocolException>());
    }

    [Test]
    public void A_node_that_has_left_may_ask_for_the_last_state()
    {
        Make(1, 2, 3);
        _b.Send(new Leave());
        _b.Skip();
        SyncReply reply = Ask(_b, SyncOperation.Snapshot);
        var reader = new WireReader(reply.Value.Span);
        Assert.That(((ValueTag)reader.Byte(), reader.Count()), Is.EqualTo((ValueTag.Tuple, 4)));
        Assert.That(reply.Value.Span[2..].ToArray(), Is.EqualTo((byte[])[.. EntryBuilder.Number((long)SyncForm.Semaphore), .. EntryBuilder.Number(1), .. EntryBuilder.Number(2), .. EntryBuilder.Number(3)]));
    }

    [Test]
    public void An_administrator_sees_its_state_and_how_many_wait()
    {
        Make(0, 2, 3);
        Send(_b, SyncOperation.Wait);
        NodeEnd administrator = _hub.Connect();
        administrator.Send(new Query(FrameCodec.ProtocolVersion, 1, QueryKind.Show, _semaphore.ToString("x", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.That(System.Text.Encoding.UTF8.GetString(administrator.Take<QueryReply>().Json.Span), Does.Contain("\"state\":[1,0,2,3],\"waiting\":1"));
    }

    [Test]
    public void An_administrator_sees_who_waits_and_for_how_long_and_who_has_the_permits()
    {
        Make(1, 1, 1);
        Ask(_a, SyncOperation.Wait);
        Send(_b, SyncOperation.Wait);
        _hub.Tick(1_500);
        NodeEnd administrator = _hub.Connect();
        administrator.Send(new Query(FrameCodec.ProtocolVersion, 1, QueryKind.Locks, ""));
        Assert.That(
            System.Text.Encoding.UTF8.GetString(administrator.Take<QueryReply>().Json.Span),
            Does.Contain("\"taken\":[{\"node\":1,\"permits\":1}],\"waiting\":[{\"node\":2,\"seconds\":1.5}]"));
    }

    private void Make(int count, int initial, int max)
    {
        _semaphore = _a.NewId();
        _a.Publish(new EntryBuilder().CreateSynchronizer(_semaphore, SyncForm.Semaphore, EntryBuilder.Number(count), EntryBuilder.Number(initial), EntryBuilder.Number(max)));
    }

    private ulong Send(NodeEnd node, SyncOperation operation, long amount = 0, bool isTry = false)
    {
        node.Send(new SyncRequest(++_request, _semaphore, operation, amount, isTry, default));
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
