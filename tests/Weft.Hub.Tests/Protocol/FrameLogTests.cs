using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Protocol;

public sealed class FrameLogTests
{
    [Test]
    public void What_was_taken_is_taken_again_after_a_rewind_from_the_frame_that_was_not_handled()
    {
        var log = new FrameLog();
        for (ulong i = 1; i <= 5; i++)
            log.Append(new Ping(i));
        Assert.That(Take(log), Is.EqualTo(new ulong[] { 1, 2, 3, 4, 5 }));
        Assert.That(Take(log), Is.Empty);
        log.Append(new Ping(6));
        log.Rewind(3);
        Assert.That(Take(log), Is.EqualTo(new ulong[] { 4, 5, 6 }));
        log.Rewind(6);
        Assert.That(Take(log), Is.Empty);
        Assert.That((log.Unsent, log.Retained), Is.EqualTo((0L, 0L)));
    }

    [TestCase(1ul)]
    [TestCase(2ul)]
    [TestCase(3ul)]
    public void A_message_that_goes_in_pieces_counts_as_one_frame(ulong handled)
    {
        var log = new FrameLog();
        log.Append(new Group(1, 1, new byte[10]));
        log.Append(new Group(2, 1, new byte[2 * FrameCodec.PieceLength]));
        log.Append(new Group(3, 1, new byte[20]));
        while (log.TryTake(out _))
        {
        }
        log.Rewind(handled);
        var buffer = new FrameBuffer();
        List<ulong> again = [];
        while (log.TryTake(out ReadOnlyMemory<byte> bytes))
        {
            for (int at = 0; at < bytes.Length;)
            {
                Memory<byte> free = buffer.Free;
                int count = Math.Min(free.Length, bytes.Length - at);
                bytes.Slice(at, count).CopyTo(free);
                buffer.Received(count);
                at += count;
                while (buffer.TryTake(out ReadOnlyMemory<byte> message))
                    again.Add(((Group)FrameCodec.ReadNodeMessage(message)).Number);
            }
        }
        Assert.That(again, Is.EqualTo(Enumerable.Range((int)handled + 1, 3 - (int)handled).Select(number => (ulong)number)));
    }

    [Test]
    public void What_is_confirmed_is_forgotten_and_what_is_not_is_there_whatever_happens()
    {
        var random = new Random(TestSeed.Given ?? 5);
        var log = new FrameLog();
        ulong handled = 0, appended = 0;
        byte[] filling = new byte[20_000];
        for (int step = 0; step < 20_000; step++)
        {
            switch (random.Next(5))
            {
                case 0 or 1:
                    log.Append(new Group(++appended, 1, filling.AsMemory(0, random.Next(10) == 0 ? filling.Length : 10)));
                    break;
                case 2:
                    foreach (ulong number in TakeSome(log))
                        Assert.That(number, Is.EqualTo(++handled));
                    break;
                case 3:
                    log.Confirm(log.Confirmed + (ulong)random.NextInt64((long)(handled - log.Confirmed) + 1));
                    break;
                default:
                    // What was on the way is lost.
                    handled = log.Confirmed + (ulong)random.NextInt64((long)(handled - log.Confirmed) + 1);
                    log.Rewind(handled);
                    break;
            }
        }
        log.Rewind(handled);
        foreach (ulong number in TakeAll(log))
            Assert.That(number, Is.EqualTo(++handled));
        Assert.That(handled, Is.EqualTo(appended));
        log.Confirm(handled);
        Assert.That((log.Unsent, log.Retained), Is.EqualTo((0L, 0L)));
    }

    [Test]
    public void A_peer_that_claims_what_cannot_be_is_refused()
    {
        var log = new FrameLog();
        log.Append(new Ping(1));
        log.Append(new Ping(2));
        Take(log);
        log.Confirm(1);
        Assert.That(() => log.Confirm(3), Throws.TypeOf<ProtocolException>());
        Assert.That(() => log.Rewind(3), Throws.TypeOf<ProtocolException>());
        Assert.That(() => log.Rewind(0), Throws.TypeOf<ProtocolException>());
        log.Rewind(1);
        Assert.That(Take(log), Is.EqualTo(new ulong[] { 2 }));
    }

    private static ulong[] Take(FrameLog log) => [.. TakeAll(log)];

    private static List<ulong> TakeAll(FrameLog log)
    {
        List<ulong> all = [];
        while (TakeSome(log) is { Count: > 0 } some)
            all.AddRange(some);
        return all;
    }

    private static List<ulong> TakeSome(FrameLog log)
    {
        List<ulong> numbers = [];
        if (!log.TryTake(out ReadOnlyMemory<byte> bytes))
            return numbers;
        while (!bytes.IsEmpty)
        {
            int length = FrameCodec.ReadLength(bytes.Span);
            NodeMessage message = FrameCodec.ReadNodeMessage(bytes.Slice(FrameCodec.PrefixLength, length));
            numbers.Add(message is Ping ping ? ping.Stamp : ((Group)message).Number);
            bytes = bytes[(FrameCodec.PrefixLength + length)..];
        }
        return numbers;
    }
}
