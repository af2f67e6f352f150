using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Protocol;

public sealed class MessageTests
{
    private static readonly byte[] s_bytes = [1, 2, 3];
    private static readonly LockId s_lock = new(0x123456789ABCDEF0, 7, true);
    private static readonly RootDecision s_decision = new(300, Guid.NewGuid(), 301);
    private static readonly HubStamp s_stamp = new(1, 2, 3, 4);

    private static IEnumerable<NodeMessage> NodeMessages() =>
    [
        CoreHarness.Hello(session: Guid.NewGuid(), incarnation: Guid.NewGuid(), received: 5), new Received(300), new Group(ulong.MaxValue, 3, s_bytes), new Fault(1, 2, 3), new LockRequest(1, s_lock, true), new LockRequest(2, s_lock, false, LockMode.Update, true), new LockCancel(1, s_lock),
        new LockReturn(s_lock, 9), new LockReturn(s_lock, 0, LockMode.Read), new LockWait(4, s_lock), new LockPulse(s_lock, true), new LockBusy(s_lock with { Named = false }), new RootLookup(1, "näme"), new RootAssign(1, "r", 2, RootAssignment.Error, EntryBuilder.Number(-5)),
        new InquiryReply(3, s_bytes), new LockStalled(), new ReserveIds(10), new CallDone(5, true), new Drop(6, [1, 2, 3]), new Ping(7), new Ping(8, WhenStored: true), new Leave(), new Query(FrameCodec.ProtocolVersion, 1, QueryKind.Show, "1f"),
        new SyncRequest(3, 4, SyncOperation.Put, -5, true, s_bytes), new SyncCancel(3, 4), new SyncRequest(0, 4, SyncOperation.Put, -5, true, s_bytes, 300), new SyncCancel(3, 4, 300), new SyncReturned(4, 300), new ClaimLoan(4, 300, s_bytes),
        new TailGroup(5, Guid.NewGuid(), 6, true, s_bytes), new TailRoot(s_decision, "näme", 7, s_bytes), new ClaimLocks([new LockClaim(s_lock, LockMode.Update, 300)]), new ClaimBorn([1, 2]), new ClaimObjects([3, 4]),
        new ClaimRoots(["näme", ""]), new Reclaimed(300, 7),
    ];

    private static IEnumerable<HubMessage> HubMessages() =>
    [
        new Welcome(1, true, 9, Guid.NewGuid(), 2, 3, 4, 5, "c", [new MemberInfo(1, "a", "h", 2, Guid.NewGuid())], s_bytes), new Refused("WEFT1080", "text \ud800"), new Apply(1, 2, 300, true, s_bytes), new Acknowledge(1, 2),
        new FaultReply(1, true, s_bytes), new Grant(1, s_lock, 2, LockMode.Write, false, LockMode.Read), new LockNotified(3, s_lock), new LockDenied(1, s_lock, true), new Recall(s_lock, true, 5, LockMode.Read), new RootReply(1, RootOutcome.Replaced, s_decision, 2, s_bytes, s_bytes),
        new Inquiry(3, InquiryKind.Unlocked), new DeadlockFound("text"), new RootChanged("r", s_decision, 1, s_bytes, default), new IdBlock(1, 2), new MemberChanged(MemberChange.Left, new MemberInfo(1, "a", "h", 2, Guid.NewGuid())), new Pong(1), new QueryReply(1, true, s_bytes),
        new SyncReply(3, SyncOutcome.YourTurn, -1, s_bytes, s_bytes), new Reclaim(5, 6), new SyncLent(4, 300, [new SyncWait(SyncOperation.Put, 3), new SyncWait(SyncOperation.Take, 300)], s_bytes, s_bytes, true, s_bytes), new SyncSettled(4, 300), new SyncRecall(4, 300), new SyncBounced(4, 300, true),
    ];

    private static byte[] Encode(NodeMessage message)
    {
        var writer = new WireWriter();
        FrameCodec.Write(writer, message);
        return writer.Written.ToArray();
    }

    private static byte[] Encode(HubMessage message)
    {
        var writer = new WireWriter();
        FrameCodec.Write(writer, s_stamp, message);
        return writer.Written.ToArray();
    }

    [TestCaseSource(nameof(NodeMessages))]
    public void A_message_for_the_hub_survives_its_encoding(NodeMessage message)
    {
        byte[] frame = Encode(message);
        NodeMessage copy = FrameCodec.ReadNodeMessage(frame.AsMemory(4));
        Assert.That(FrameCodec.ReadLength(frame), Is.EqualTo(frame.Length - 4));
        Assert.That(copy.GetType(), Is.EqualTo(message.GetType()));
        Assert.That(Encode(copy), Is.EqualTo(frame));
    }

    [TestCaseSource(nameof(HubMessages))]
    public void A_message_from_the_hub_survives_its_encoding(HubMessage message)
    {
        byte[] frame = Encode(message);
        HubMessage copy = FrameCodec.ReadHubMessage(frame.AsMemory(4), out HubStamp stamp);
        Assert.That(stamp, Is.EqualTo(s_stamp));
        Assert.That(copy.GetType(), Is.EqualTo(message.GetType()));
        Assert.That(Encode(copy), Is.EqualTo(frame));
    }

    [Test]
    public void Every_kind_of_frame_has_a_test()
    {
        IEnumerable<FrameKind> tested = NodeMessages().Select(message => message.Kind).Concat(HubMessages().Select(message => message.Kind)).Append(FrameKind.Piece);
        Assert.That(tested.Distinct(), Is.EquivalentTo(Enum.GetValues<FrameKind>()));
    }

    [Test]
    public void Truncated_and_damaged_frames_give_protocol_exceptions_and_nothing_else()
    {
        var random = new Random(TestSeed.Get(12345));
        byte[][] frames = [.. NodeMessages().Select(Encode), .. HubMessages().Select(Encode)];
        for (int round = 0; round < 40_000; round++)
        {
            byte[] frame = (byte[])frames[random.Next(frames.Length)].Clone();
            ReadOnlyMemory<byte> payload = frame.AsMemory(4, random.Next(frame.Length - 3));
            for (int i = random.Next(4); i > 0; i--)
                frame[random.Next(4, frame.Length)] = (byte)random.Next(256);
            ReadAnyway(() => FrameCodec.ReadNodeMessage(payload));
            ReadAnyway(() => FrameCodec.ReadHubMessage(payload, out _));
        }
    }

    [Test]
    public void Damaged_groups_give_protocol_exceptions_and_change_nothing()
    {
        int seed = TestSeed.Get(777);
        var random = new Random(seed);
        for (int round = 0; round < 300; round++)
        {
            var hub = new CoreHarness();
            NodeEnd node = hub.Join();
            ulong a = node.NewId(), list = node.NewId(), map = node.NewId();
            byte[] good = new EntryBuilder().Create(a).CreateList(list).CreateMap(map).Type(5, "T", (1, "T::f"))
                .Set(a, 1, EntryBuilder.Reference(list, EntryBuilder.ListType)).Insert(list, 0, EntryBuilder.Text("abc")).ListRemove(list, 0, 1)
                .MapAdd(map, 1, EntryBuilder.Text("k"), EntryBuilder.Number(5)).Call(node.EntryId(1), 0, EntryBuilder.Reference(a), EntryBuilder.Number(1)).Bytes;
            for (int i = 0; i < 30; i++)
            {
                byte[] bad = (byte[])good.Clone();
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
                ulong before = hub.Core.Sequence;
                bool accepted = ReadAnyway(() => node.Send(new Group(before + 1, 1, bad.AsMemory(0, random.Next(2) == 0 ? bad.Length : random.Next(bad.Length)))));
                Assert.That(hub.Core.Sequence, Is.EqualTo(accepted && !node.IsClosed ? before + 1 : before), $"seed {seed}");
                if (accepted)
                    break;
            }
        }
    }

    [TestCase(0u)]
    [TestCase(FrameCodec.MaxFrameLength + 1u)]
    public void A_length_out_of_bounds_is_refused(uint length)
    {
        var writer = new WireWriter();
        writer.Fixed32(length);
        Assert.That(() => FrameCodec.ReadLength(writer.Written), Throws.TypeOf<ProtocolException>());
    }

    [Test]
    public void A_stream_in_pieces_is_cut_into_its_frames()
    {
        var random = new Random(TestSeed.Get(99));
        var writer = new WireWriter();
        var sizes = new List<int>();
        for (int i = 0; i < 60; i++)
        {
            sizes.Add(i % 20 == 7 ? 200_000 : random.Next(300));
            FrameCodec.Write(writer, new Group((ulong)i + 1, 1, new byte[sizes[i]]));
        }
        var buffer = new FrameBuffer();
        var seen = new List<int>();
        for (int at = 0; at < writer.Length;)
        {
            Memory<byte> free = buffer.Free;
            int count = Math.Min(Math.Min(free.Length, random.Next(1, 50_000)), writer.Length - at);
            writer.Written.Slice(at, count).CopyTo(free.Span);
            buffer.Received(count);
            at += count;
            while (buffer.TryTake(out ReadOnlyMemory<byte> frame))
                seen.Add(((Group)FrameCodec.ReadNodeMessage(frame)).Entries.Length);
        }
        Assert.That(seen, Is.EqualTo(sizes));
        Assert.That(buffer.Position, Is.EqualTo(writer.Length));
    }

    [TestCase(0)]
    [TestCase(FrameCodec.PieceLength - 20)]
    [TestCase(FrameCodec.PieceLength)]
    [TestCase(3 * FrameCodec.PieceLength + 5)]
    public void A_long_message_comes_in_pieces_and_is_whole_between_others(int length)
    {
        byte[] entries = new byte[length];
        new Random(length).NextBytes(entries);
        var writer = new WireWriter();
        FrameCodec.Write(writer, new Group(1, 1, new byte[10]));
        FrameCodec.Write(writer, new Group(2, 1, entries));
        FrameCodec.Write(writer, new Group(3, 1, new byte[20]));
        var buffer = new FrameBuffer();
        var seen = new List<byte[]>();
        int longest = 0;
        for (int at = 0; at < writer.Length;)
        {
            Memory<byte> free = buffer.Free;
            int count = Math.Min(Math.Min(free.Length, 1_000_000), writer.Length - at);
            writer.Written.Slice(at, count).CopyTo(free.Span);
            buffer.Received(count);
            at += count;
            while (buffer.TryTake(out ReadOnlyMemory<byte> message))
                seen.Add(((Group)FrameCodec.ReadNodeMessage(message)).Entries.ToArray());
            longest = Math.Max(longest, buffer.Pieces.Received);
        }
        Assert.That(seen.Select(item => item.Length), Is.EqualTo(new[] { 10, length, 20 }));
        Assert.That(seen[1].AsSpan().SequenceEqual(entries), Is.True);
        Assert.That(longest, length > FrameCodec.PieceLength ? Is.GreaterThan(FrameCodec.PieceLength) : Is.LessThanOrEqualTo(length));
    }

    [TestCase("3f 05 00 00 00 01", "3f 05 00 00 00 01", "left")]
    [TestCase("3f 01 00 00 00 01", "0d 01", "cut off")]
    [TestCase("3f 01 00 00 00", null, "no bytes")]
    [TestCase("3f 01 00 00 00 3f", null, "begins with a piece")]
    [TestCase("3f 60 00 00 00 01 02 03 04 05", null, "allowed")]
    [TestCase("3f ff ff ff ff 01", null, "allowed")]
    public void Pieces_that_are_none_are_refused(string first, string? second, string why)
    {
        var pieces = new PieceBuffer(100);
        Assert.That(() =>
        {
            pieces.TryTake(Convert.FromHexString(first.Replace(" ", "", StringComparison.Ordinal)), out _);
            pieces.TryTake(Convert.FromHexString(second!.Replace(" ", "", StringComparison.Ordinal)), out _);
        }, Throws.TypeOf<ProtocolException>().With.Message.Contains(why));
    }

    private static bool ReadAnyway(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (ProtocolException malformed)
        {
            Assert.That(malformed.Message, Is.Not.Empty);
            return false;
        }
    }
}
