using System.Text;
using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

/// <summary>Threads that wait for each other, and what the hub makes of what nodes tell it.</summary>
public sealed class DeadlockTests
{
    private static readonly LockKey s_one = new(LockId.OfName("one"), 0);
    private static readonly LockKey s_two = new(LockId.OfName("two"), 0);
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
    public void Two_nodes_that_wait_for_each_other_are_told_after_the_second_look()
    {
        _a.Send(new LockStalled());
        Look([Waiting(1, s_two, s_one)], [Waiting(2, s_one, s_two)]);
        Assert.That(_a.Inbox, Is.Empty, "one look may be wrong");
        _hub.Tick(200);
        Answers([Waiting(1, s_two, s_one)], [Waiting(2, s_one, s_two)]);
        string text = _a.Take<DeadlockFound>().Text;
        Assert.That(_b.Take<DeadlockFound>().Text, Is.EqualTo(text));
        Assert.That(text, Does.StartWith("WEFT1380").And.Contain("thread 1 of member 1 (a)").And.Contain("thread 2 of member 2 (b)").And.Contain("stack of 1").And.Contain("stack of 2"));
        Assert.That(_hub.Core.DeadlocksNow, Is.EqualTo(1));
        Assert.That(Ask(QueryKind.Locks), Does.Contain("stack of 1"));
    }

    [Test]
    public void It_is_told_once_and_forgotten_when_it_is_gone()
    {
        Two_nodes_that_wait_for_each_other_are_told_after_the_second_look();
        _hub.Tick(5_000);
        Answers([Waiting(1, s_two, s_one)], [Waiting(2, s_one, s_two)]);
        Assert.That(_a.Inbox, Is.Empty);
        _hub.Tick(5_000);
        Answers([Waiting(1, s_two, s_one)], []);
        Assert.That(_hub.Core.DeadlocksNow, Is.Zero);
        Assert.That(_hub.Core.DeadlocksFound, Is.EqualTo(1));
        _hub.Tick(5_000);
        Assert.That(_a.Inbox, Is.Empty, "nobody is asked any more");
    }

    [Test]
    public void Waits_that_have_changed_in_between_are_none()
    {
        _a.Send(new LockStalled());
        Look([Waiting(1, s_two, s_one)], [Waiting(2, s_one, s_two)]);
        _hub.Tick(200);
        Answers([Waiting(1, s_two, s_one, wait: 2)], [Waiting(2, s_one, s_two)]);
        Assert.That(_a.Inbox, Is.Empty);
    }

    [Test]
    public void A_dead_node_ends_the_look_and_what_it_was_part_of()
    {
        _a.Send(new LockStalled());
        _hub.Tick(0);
        Answer(_a, _a.Take<Inquiry>(), [Waiting(1, s_two, s_one)]);
        _hub.Close(_b);
        _a.Send(new LockStalled());
        _hub.Tick(0);
        _a.Take<Inquiry>();
    }

    [Test]
    public void A_nodes_own_locks_are_no_others()
    {
        LockKey own = new(null, 1);
        Member a = Member(1), b = Member(2);
        Assert.That(DeadlockFinder.Find([new(a, Waiting(1, own, s_one)), new(b, Waiting(2, s_one, own))]), Is.Empty);
        Assert.That(DeadlockFinder.Find([new(a, Waiting(1, own, s_one)), new(b, Waiting(2, s_one, s_two)), new(a, Waiting(3, s_two, own))]).Single().Threads, Has.Count.EqualTo(3));
    }

    [Test]
    public void Readers_are_in_no_readers_way()
    {
        Member a = Member(1), b = Member(2);
        WaitingThread first = Waiting(1, s_two, s_one, mode: LockMode.Read, held: LockMode.Read);
        Assert.That(DeadlockFinder.Find([new(a, first), new(b, Waiting(2, s_one, s_two, held: LockMode.Read))]), Is.Empty);
        Assert.That(DeadlockFinder.Find([new(a, first), new(b, Waiting(2, s_one, s_two))]), Has.Count.EqualTo(1));
    }

    [Test]
    public void An_audit_waits_for_all_nodes_and_names_those_that_are_silent()
    {
        NodeEnd administrator = _hub.Connect();
        administrator.Send(new Query(FrameCodec.ProtocolVersion, 7, QueryKind.Audit, ""));
        ulong audit = _a.Take<Inquiry>().Id;
        _b.Take<Inquiry>();
        var writer = new WireWriter();
        UnlockedSite.WriteAll(writer, [new UnlockedSite("Ns.Type::field", "Ns.Type.Write", 42)]);
        _a.Send(new InquiryReply(audit, writer.WrittenMemory));
        Assert.That(administrator.Inbox, Is.Empty);
        _hub.Tick(3_000);
        string json = Encoding.UTF8.GetString(administrator.Take<QueryReply>().Json.Span);
        Assert.That(json, Is.EqualTo("""{"sites":[{"node":1,"what":"Ns.Type::field","site":"Ns.Type.Write","count":42}],"silent":[2]}"""));
    }

    private static Member Member(int number) => new(new MemberInfo(number, "n", "h", 1, Guid.Empty), number, new HubConnection());

    private static WaitingThread Waiting(int thread, LockKey waitsFor, LockKey holds, ulong wait = 1, LockMode mode = LockMode.Write, LockMode held = LockMode.Write) =>
        new(thread, "", wait, waitsFor, mode, "a lock", $"stack of {thread}", [(holds, held)]);

    private void Look(WaitingThread[] a, WaitingThread[] b)
    {
        _hub.Tick(0);
        Answers(a, b);
    }

    private void Answers(WaitingThread[] a, WaitingThread[] b)
    {
        Answer(_a, _a.Take<Inquiry>(), a);
        Answer(_b, _b.Take<Inquiry>(), b);
    }

    private static void Answer(NodeEnd node, Inquiry inquiry, WaitingThread[] threads)
    {
        var writer = new WireWriter();
        WaitingThread.WriteAll(writer, threads);
        node.Send(new InquiryReply(inquiry.Id, writer.WrittenMemory));
    }

    private string Ask(QueryKind what)
    {
        NodeEnd administrator = _hub.Connect();
        administrator.Send(new Query(FrameCodec.ProtocolVersion, 1, what, ""));
        return Encoding.UTF8.GetString(administrator.Take<QueryReply>().Json.Span);
    }
}
