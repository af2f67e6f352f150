using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

public sealed class CallTests
{
    private CoreHarness _hub = null!;
    private NodeEnd _a = null!;
    private NodeEnd _b = null!;
    private NodeEnd _c = null!;
    private ulong _receiver;

    [SetUp]
    public void SetUp()
    {
        _hub = new CoreHarness();
        _a = _hub.Join("a");
        _b = _hub.Join("b");
        _c = _hub.Join("c");
        _a.Skip();
        _b.Skip();
        _receiver = _a.NewId();
        _a.Publish(new EntryBuilder().Create(_receiver));
        _b.Send(new Fault(1, _receiver, 1));
        _b.Skip();
    }

    [Test]
    public void A_call_runs_on_all_others_and_is_pending_until_each_has_answered()
    {
        ulong call = _a.EntryId(1);
        _a.Publish(new EntryBuilder().Call(call, 0, EntryBuilder.Reference(_receiver)));
        Assert.That(_a.Inbox, Is.Empty);
        _b.Take<Apply>();
        _c.Take<Apply>();
        Assert.That(_hub.Core.Calls.PendingCount, Is.EqualTo(1));
        _b.Send(new CallDone(call, true));
        Assert.That(() => _b.Send(new CallDone(call, false)), Throws.TypeOf<ProtocolException>());
        _c.Send(new Leave());
        Assert.That(_hub.Core.Calls.PendingCount, Is.Zero);
        Assert.That(_hub.Core.Calls.Failed, Is.EqualTo(1));
    }

    [Test]
    public void A_call_for_holders_goes_where_the_receiver_is_resident()
    {
        _a.Publish(new EntryBuilder().Call(_a.EntryId(1), 1, EntryBuilder.Reference(_receiver)));
        _b.Take<Apply>();
        Assert.That(_c.Inbox, Is.Empty);
    }

    [Test]
    public void Collections_among_the_arguments_come_along_and_changes_come_before_the_call()
    {
        ulong list = _a.NewId();
        _a.Publish(new EntryBuilder().CreateList(list)
            .Set(_receiver, 1, EntryBuilder.Number(1))
            .Call(_a.EntryId(1), 2, EntryBuilder.Reference(_receiver), EntryBuilder.Reference(list, EntryBuilder.ListType)));
        byte[] call = new EntryBuilder().Call(_a.EntryId(1), 2, EntryBuilder.Reference(_receiver), EntryBuilder.Reference(list, EntryBuilder.ListType)).Bytes;
        Assert.That(_b.Take<Apply>().Entries.ToArray(), Is.EqualTo((byte[])[.. new EntryBuilder().CreateList(list).Set(_receiver, 1, EntryBuilder.Number(1)).Bytes, .. call]));
        Assert.That(_c.Take<Apply>().Entries.ToArray(), Is.EqualTo((byte[])[.. new EntryBuilder().CreateList(list).Bytes, .. call]));
    }

    [Test]
    public void A_call_id_must_be_the_callers_and_new()
    {
        Assert.That(() => _a.Send(new Group(2, 1, new EntryBuilder().Call(_b.EntryId(1), 0, EntryBuilder.Null).Bytes)), Throws.TypeOf<ProtocolException>());
        byte[] twice = new EntryBuilder().Call(_a.EntryId(1), 0, EntryBuilder.Null).Call(_a.EntryId(1), 0, EntryBuilder.Null).Bytes;
        Assert.That(() => _a.Send(new Group(2, 1, twice)), Throws.TypeOf<ProtocolException>());
    }
}
