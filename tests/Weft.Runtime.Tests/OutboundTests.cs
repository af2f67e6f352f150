using Weft.Protocol;
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
        outbound.Continue(handled: 1, () => Assert.That(sent, Is.Empty, "nothing is sent before the connection is there"));
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
