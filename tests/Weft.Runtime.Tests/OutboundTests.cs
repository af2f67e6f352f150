using Weft.Protocol;
using Weft.Runtime.Session;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Tests;

/// <summary>What leaves a node.</summary>
internal sealed class OutboundTests
{
    [Test]
    public void What_waits_while_there_is_no_connection_is_sent_over_the_next_one_and_what_was_lost_again()
    {
        List<byte> sent = [];
        Outbound outbound = new(bytes => sent.AddRange(bytes.Span), TimeSpan.FromSeconds(60));
        outbound.Send(new Ping(1));
        outbound.Send(new Ping(2));
        Assert.That(Pings(sent), Is.EqualTo(new ulong[] { 1, 2 }));
        sent.Clear();
        outbound.Cut();
        outbound.Send(new Ping(3));
        Assert.That(sent, Is.Empty);
        outbound.Continue(handled: 1, () => Assert.That(sent, Is.Empty, "nothing is sent before the connection is there"), CancellationToken.None);
        outbound.Send(new Ping(4));
        Assert.That(Pings(sent), Is.EqualTo(new ulong[] { 2, 3, 4 }));
    }

    [Test]
    public void A_session_that_has_ended_ends_the_writer_thread()
    {
        Outbound outbound = new(_ => { }, TimeSpan.FromSeconds(60));
        Thread writer = new(() => outbound.RunWriter(CancellationToken.None));
        writer.Start();
        outbound.Fail(new ClusterUnavailableException("gone", outcomeUnknown: true));
        Assert.That(writer.Join(TimeSpan.FromSeconds(60)));
        Assert.That(() => outbound.Send(new Ping(2)), Throws.TypeOf<ClusterUnavailableException>());
    }

    [Test]
    public void A_hub_that_was_started_again_gets_what_still_matters_and_then_what_came_since()
    {
        List<byte> sent = [];
        Outbound outbound = new(bytes => sent.AddRange(bytes.Span), TimeSpan.FromSeconds(60));
        outbound.Send(new Ping(1));
        outbound.Cut();
        outbound.Send(new Ping(2));
        outbound.AppendEntries([1, 2, 3]);
        OutboundGroup[] groups = outbound.Freeze();
        Assert.That(groups, Has.Length.EqualTo(1));
        Assert.That(groups[0].Entries.Written.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Task late = Task.Run(() => outbound.Send(new Ping(4)));
        Assert.That(late.Wait(50), Is.False, "nothing comes between");
        outbound.Send(new Drop(0, [7]));
        outbound.Thaw([new Ping(3)]);
        Assert.That(late.Wait(TimeSpan.FromSeconds(60)));
        sent.Clear();
        outbound.Continue(handled: 0, static () => { }, CancellationToken.None);
        outbound.Send(new Ping(5));
        Assert.That(Pings(sent), Is.EqualTo(new ulong[] { 3, 4, 5 }), "the drop is not needed, and the group is handed back");
        Assert.That(outbound.Acknowledged(1), Is.SameAs(groups[0]));
    }

    [Test]
    public void A_session_that_ends_while_nothing_may_enter_the_queue_ends_the_waits_for_it()
    {
        Outbound outbound = new(_ => { }, TimeSpan.FromSeconds(60));
        outbound.Cut();
        outbound.Freeze();
        Task late = Task.Run(() => outbound.Send(new Ping(1)));
        outbound.Fail(new ClusterUnavailableException("gone", outcomeUnknown: true));
        Assert.That(async () => await late.WaitAsync(TimeSpan.FromSeconds(60)), Throws.TypeOf<ClusterUnavailableException>());
    }

    [Test]
    public void Whoever_publishes_waits_while_the_hub_has_far_too_much_to_store()
    {
        UnstoredTail tail = new();
        Outbound outbound = new(_ => { }, TimeSpan.FromMilliseconds(200), tail);
        byte[] entries = new byte[65 * 1024 * 1024];
        tail.Keep(new Apply(5, 2, 1, Whole: true, entries), Guid.NewGuid(), durable: 4);
        Assert.That(() => outbound.Publish(ThreadTransaction.Current, more: false), Throws.TypeOf<ClusterUnavailableException>().With.Message.Contains("stored"));
        tail.Stored(5, outbound.Recycle);
        Assert.That(outbound.Publish(ThreadTransaction.Current, more: false), Is.Not.Zero);
    }

    private static ulong[] Pings(List<byte> bytes)
    {
        FrameBuffer buffer = new();
        bytes.ToArray().CopyTo(buffer.Free);
        buffer.Received(bytes.Count);
        List<ulong> stamps = [];
        while (buffer.TryTake(out ReadOnlyMemory<byte> frame))
            stamps.Add(((Ping)FrameCodec.ReadNodeMessage(frame)).Stamp);
        return [.. stamps];
    }
}
