using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

public sealed class RootTests
{
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
    public void The_first_assignment_wins_and_the_reply_carries_a_collection_root_whole()
    {
        ulong list = _a.NewId();
        byte[] value = EntryBuilder.Reference(list, EntryBuilder.ListType);
        _a.Publish(new EntryBuilder().CreateList(list, EntryBuilder.Number(1)));
        _a.Send(new RootAssign(1, "r", 5, RootAssignment.FirstWins, value));
        RootReply created = _a.Take<RootReply>();
        Assert.That(created.Outcome, Is.EqualTo(RootOutcome.Created));
        Assert.That(created.Entries.IsEmpty);
        Assert.That(_b.Take<RootChanged>().Value.IsEmpty, "b never asked");
        _b.Send(new RootAssign(1, "r", 5, RootAssignment.FirstWins, EntryBuilder.Number(3)));
        RootReply existing = _b.Take<RootReply>();
        Assert.That(existing.Outcome, Is.EqualTo(RootOutcome.Existing));
        Assert.That(existing.Value.ToArray(), Is.EqualTo(value));
        Assert.That(existing.Entries.ToArray(), Is.EqualTo(new EntryBuilder().CreateList(list, EntryBuilder.Number(1)).Bytes));
    }

    [Test]
    public void Whoever_asked_in_vain_is_told_the_value()
    {
        _b.Send(new RootLookup(1, "r"));
        Assert.That(_b.Take<RootReply>().Outcome, Is.EqualTo(RootOutcome.Absent));
        _a.Send(new RootAssign(1, "r", 5, RootAssignment.Replaceable, EntryBuilder.Number(3)));
        Assert.That(_b.Take<RootChanged>().Value.ToArray(), Is.EqualTo(EntryBuilder.Number(3)));
        _a.Send(new RootAssign(2, "r", 5, RootAssignment.Replaceable, EntryBuilder.Number(4)));
        Assert.That(_b.Take<RootChanged>().Value.ToArray(), Is.EqualTo(EntryBuilder.Number(4)));
        _a.Send(new RootAssign(3, "r", 6, RootAssignment.Replaceable, EntryBuilder.Number(5)));
        _a.Take<RootReply>();
        _a.Take<RootReply>();
        RootReply mismatch = _a.Take<RootReply>();
        Assert.That(mismatch.Outcome, Is.EqualTo(RootOutcome.Existing), "a field of another type cannot replace it");
        Assert.That(mismatch.TypeId, Is.EqualTo(5));
        _a.Send(new RootAssign(4, "r", 5, RootAssignment.Error, EntryBuilder.Number(5)));
        Assert.That(_a.Take<RootReply>().Outcome, Is.EqualTo(RootOutcome.AlreadySet));
    }

    [Test]
    public void An_administrator_sees_and_deletes_roots()
    {
        _a.Send(new RootAssign(1, "r", 5, RootAssignment.FirstWins, EntryBuilder.Text("x")));
        NodeEnd administrator = _hub.Connect();
        administrator.Send(new Query(FrameCodec.ProtocolVersion, 1, QueryKind.Roots, ""));
        Assert.That(System.Text.Encoding.UTF8.GetString(administrator.Take<QueryReply>().Json.Span), Is.EqualTo("""[{"name":"r","fieldType":"5","value":"x"}]"""));
        administrator.Send(new Query(FrameCodec.ProtocolVersion, 2, QueryKind.DeleteRoot, "r"));
        Assert.That(administrator.Take<QueryReply>().Found);
        _b.Skip();
        _b.Send(new RootLookup(1, "r"));
        Assert.That(_b.Take<RootReply>().Outcome, Is.EqualTo(RootOutcome.Absent));
    }

    [Test]
    public void A_value_that_names_what_does_not_exist_is_refused()
    {
        Assert.That(() => _a.Send(new RootAssign(1, "r", 5, RootAssignment.FirstWins, EntryBuilder.Reference(777))), Throws.TypeOf<ProtocolException>());
        Assert.That(() => _a.Send(new RootAssign(1, "r", 5, RootAssignment.FirstWins, EntryBuilder.Null)), Throws.TypeOf<ProtocolException>());
        Assert.That(() => _a.Send(new RootAssign(1, "r", 5, RootAssignment.FirstWins, default)), Throws.TypeOf<ProtocolException>());
    }
}
