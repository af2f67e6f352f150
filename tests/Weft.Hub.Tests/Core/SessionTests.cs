using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

public sealed class SessionTests
{
    [Test]
    public void A_node_gets_a_number_and_ids_and_others_hear_of_it()
    {
        var hub = new CoreHarness();
        NodeEnd first = hub.Join("a");
        NodeEnd second = hub.Join("b");
        Assert.That(first.Take<MemberChanged>(), Is.EqualTo(new MemberChanged(MemberChange.Joined, new MemberInfo(2, "b", "host", 42, second.Session))));
        Assert.That(second.Welcome.Members.Select(member => member.Name), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(second.Welcome.FirstId, Is.GreaterThanOrEqualTo(first.Welcome.FirstId + (ulong)first.Welcome.IdCount));
    }

    [TestCase("other", "h", 1, FrameCodec.ProtocolVersion, HubDiagnostics.ClusterName)]
    [TestCase("c", "x", 1, FrameCodec.ProtocolVersion, HubDiagnostics.ConfigurationHash)]
    [TestCase("c", "h", 2, FrameCodec.ProtocolVersion, HubDiagnostics.ContractVersion)]
    [TestCase("c", "h", 1, 9, HubDiagnostics.ProtocolVersion)]
    public void A_node_that_does_not_fit_is_refused_with_a_reason(string cluster, string hash, int contract, int protocol, string code)
    {
        var hub = new CoreHarness();
        hub.Join();
        NodeEnd stranger = hub.Connect();
        stranger.Send(CoreHarness.Hello("s", cluster, hash, contract, protocol));
        Refused refused = stranger.Take<Refused>();
        Assert.That(refused.Code, Is.EqualTo(code));
        Assert.That(refused.Text, Does.Match("(Weave|Set|Run) "));
        Assert.That(stranger.IsClosed);
    }

    [Test]
    public void A_new_configuration_is_taken_when_nobody_is_left()
    {
        var hub = new CoreHarness();
        NodeEnd old = hub.Join();
        hub.Close(old);
        hub.Tick(5_000);
        NodeEnd renewed = hub.Connect();
        renewed.Send(CoreHarness.Hello(hash: "new"));
        Assert.That(renewed.Take<Welcome>().Member, Is.EqualTo(2));
    }

    [Test]
    public void A_silent_node_dies_after_the_node_timeout_and_a_speaking_one_does_not()
    {
        var hub = new CoreHarness();
        NodeEnd silent = hub.Join("silent");
        NodeEnd speaking = hub.Join("speaking");
        hub.Tick(10_000);
        speaking.Send(new Ping(7));
        Assert.That(speaking.Take<Pong>().Stamp, Is.EqualTo(7));
        hub.Tick(6_000);
        silent.Take<MemberChanged>();
        Assert.That(silent.Take<Refused>().Code, Is.EqualTo(HubDiagnostics.Silence));
        Assert.That(speaking.Take<MemberChanged>().Change, Is.EqualTo(MemberChange.Died));
    }

    [Test]
    public void The_first_message_must_be_a_hello()
    {
        var hub = new CoreHarness();
        Assert.That(() => hub.Connect().Send(new Ping(1)), Throws.TypeOf<ProtocolException>().With.Message.Contains("Hello"));
    }

    [Test]
    public void A_session_that_comes_back_by_another_connection_ends_the_earlier_one()
    {
        var hub = new CoreHarness();
        Guid session = Guid.NewGuid();
        NodeEnd first = hub.Connect();
        first.Send(CoreHarness.Hello(session: session));
        first.Skip();
        NodeEnd again = hub.Connect();
        again.Send(CoreHarness.Hello(session: session));
        Assert.That(first.Take<Refused>().Code, Is.EqualTo(HubDiagnostics.Superseded));
        Welcome welcome = again.Take<Welcome>();
        Assert.That(welcome.Resumed, Is.False);
        Assert.That(welcome.Member, Is.EqualTo(2), "member numbers are never used again");
    }

    [Test]
    public void A_node_that_left_may_still_ask_for_objects_and_gets_no_changes()
    {
        var hub = new CoreHarness();
        NodeEnd writer = hub.Join();
        NodeEnd leaver = hub.Join();
        ulong id = writer.NewId();
        writer.Skip();
        writer.Publish(new EntryBuilder().Create(id, (1, EntryBuilder.Number(1))));
        leaver.Send(new Fault(1, id, 1));
        leaver.Send(new Leave());
        leaver.Take<FaultReply>();
        Assert.That(leaver.Take<MemberChanged>().Change, Is.EqualTo(MemberChange.Left));
        writer.Take<MemberChanged>();
        writer.Publish(new EntryBuilder().Set(id, 1, EntryBuilder.Number(2)));
        Assert.That(leaver.Inbox, Is.Empty);
        leaver.Send(new Fault(2, id, 1));
        Assert.That(leaver.Take<FaultReply>().Entries.ToArray(), Is.EqualTo(new EntryBuilder().Create(id, (1, EntryBuilder.Number(2))).Bytes));
        Assert.That(() => leaver.Send(new LockRequest(1, LockId.OfObject(id), false)), Throws.TypeOf<ProtocolException>());
    }
}
