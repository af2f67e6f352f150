using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

public sealed class ChannelTests
{
    private CoreHarness _hub = null!;
    private NodeEnd _a = null!;
    private NodeEnd _b = null!;
    private ulong _channel;
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
    public void What_an_item_refers_to_comes_with_it_and_to_nobody_else()
    {
        Make(-1);
        ulong list = _a.NewId();
        _a.Publish(new EntryBuilder().CreateList(list, EntryBuilder.Number(1)));
        _b.Skip();
        Send(_b, SyncOperation.AwaitItem);
        Assert.That(Ask(_a, SyncOperation.Put, EntryBuilder.Reference(list, EntryBuilder.ListType)).Outcome, Is.EqualTo(SyncOutcome.Done));
        Assert.That(_b.Take<SyncReply>().Entries.IsEmpty, Is.True, "it has not taken it yet");
        SyncReply taken = Ask(_b, SyncOperation.Take);
        Assert.That(taken.Value.ToArray(), Is.EqualTo(EntryBuilder.Reference(list, EntryBuilder.ListType)));
        Assert.That(taken.Entries.IsEmpty, Is.False, "the list's creation");
    }

    [Test]
    public void Items_come_in_order_and_writers_wait_for_room()
    {
        Make(1);
        Ask(_a, SyncOperation.Put, EntryBuilder.Number(1));
        ulong blocked = Send(_a, SyncOperation.Put, EntryBuilder.Number(2));
        Assert.That(Ask(_b, SyncOperation.Take).Value.ToArray(), Is.EqualTo(EntryBuilder.Number(1)));
        Assert.That(_a.Take<SyncReply>().RequestId, Is.EqualTo(blocked));
        Assert.That(Ask(_b, SyncOperation.Take).Value.ToArray(), Is.EqualTo(EntryBuilder.Number(2)));
    }

    [Test]
    public void Closing_ends_the_waits_that_can_get_nothing_more()
    {
        Make(1);
        Ask(_a, SyncOperation.Put, EntryBuilder.Number(1));
        ulong writer = Send(_a, SyncOperation.Put, EntryBuilder.Number(2));
        ulong end = Send(_b, SyncOperation.AwaitEnd);
        ulong close = Send(_b, SyncOperation.Complete, EntryBuilder.Text("why"));
        Assert.That(_b.Take<SyncReply>().RequestId, Is.EqualTo(close));
        SyncReply ended = _a.Take<SyncReply>();
        Assert.That((ended.RequestId, ended.Outcome), Is.EqualTo((writer, SyncOutcome.Closed)));
        Assert.That(ended.Value.ToArray(), Is.EqualTo(EntryBuilder.Text("why")));
        Send(_b, SyncOperation.Take);
        Assert.That(_b.Inbox.Select(item => (((SyncReply)item.Message).RequestId, ((SyncReply)item.Message).Outcome)), Is.EqualTo(((ulong, SyncOutcome)[])[(_request, SyncOutcome.Done), (end, SyncOutcome.Closed)]));
    }

    [Test]
    public void An_item_goes_to_nobody_that_is_cut_off()
    {
        Make(-1);
        Send(_b, SyncOperation.Take);
        _hub.Close(_b);
        Ask(_a, SyncOperation.Put, EntryBuilder.Number(1));
        Assert.That(Ask(_a, SyncOperation.Read).Number, Is.EqualTo(1));
    }

    [Test]
    public void An_item_that_nobody_waits_for_is_dropped_where_nothing_has_room([Values] ChannelFullMode mode)
    {
        Make(0, mode);
        if (mode == ChannelFullMode.Wait)
        {
            Send(_a, SyncOperation.Put, EntryBuilder.Number(1));
            Assert.That(_a.Inbox, Is.Empty);
            return;
        }
        Assert.That(Ask(_a, SyncOperation.Put, EntryBuilder.Number(1)).Value.ToArray(), Is.EqualTo(EntryBuilder.Number(1)));
        Send(_b, SyncOperation.Take);
        Assert.That(Ask(_a, SyncOperation.Put, EntryBuilder.Number(2)).Value.IsEmpty, Is.True);
        Assert.That(_b.Take<SyncReply>().Value.ToArray(), Is.EqualTo(EntryBuilder.Number(2)));
    }

    private void Make(int capacity, ChannelFullMode mode = ChannelFullMode.Wait)
    {
        _channel = _a.NewId();
        _a.Publish(new EntryBuilder().CreateSynchronizer(
            _channel, SyncForm.Channel, EntryBuilder.Number(capacity), EntryBuilder.Number((long)mode), EntryBuilder.Number(0), EntryBuilder.Number(0), EntryBuilder.Null, EntryBuilder.Null, EntryBuilder.Null));
    }

    private ulong Send(NodeEnd node, SyncOperation operation, byte[]? value = null)
    {
        node.Send(new SyncRequest(++_request, _channel, operation, 0, false, value));
        return _request;
    }

    private SyncReply Ask(NodeEnd node, SyncOperation operation, byte[]? value = null)
    {
        ulong id = Send(node, operation, value);
        SyncReply reply = node.Take<SyncReply>();
        Assert.That(reply.RequestId, Is.EqualTo(id));
        return reply;
    }
}
