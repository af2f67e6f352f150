using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

/// <summary>What does not fit into one frame is sent in several, or refused; here with small frames.</summary>
public sealed class FrameLimitTests
{
    private const int Limit = 1_000;
    private const int Largest = 3_000;

    private CoreHarness _hub = null!;
    private NodeEnd _a = null!;
    private NodeEnd _b = null!;

    [SetUp]
    public void SetUp()
    {
        _hub = new CoreHarness(new HubCoreOptions { MaxEntryBytes = Limit, MaxObjectBytes = Largest });
        _a = _hub.Join("a");
        _b = _hub.Join("b");
        _a.Skip();
    }

    /// <summary>Lists of some 400 bytes each, created in groups of their own.</summary>
    private (ulong Id, byte[] Creation)[] PublishLists(int count)
    {
        var lists = new (ulong, byte[])[count];
        for (int i = 0; i < count; i++)
        {
            ulong id = _a.NewId();
            byte[] creation = new EntryBuilder().CreateList(id, EntryBuilder.Text(new string((char)('a' + i), 400))).Bytes;
            lists[i] = (id, creation);
            _a.Publish(new EntryBuilder().CreateList(id, EntryBuilder.Text(new string((char)('a' + i), 400))));
        }
        return lists;
    }

    private static byte[][] References((ulong Id, byte[] Creation)[] lists) => [.. lists.Select(list => EntryBuilder.Reference(list.Id, EntryBuilder.ListType))];

    private static byte[] Joined(IEnumerable<(ulong Id, byte[] Creation)> lists) => [.. lists.SelectMany(list => list.Creation)];

    [Test]
    public void Creations_that_a_change_needs_go_ahead_in_frames_of_their_own()
    {
        ulong holder = _a.NewId();
        _a.Publish(new EntryBuilder().CreateArray(holder, [.. Enumerable.Repeat(EntryBuilder.Null, 5)]));
        _b.Send(new Fault(1, holder, 1));
        _b.Skip();
        var lists = PublishLists(5);
        var change = new EntryBuilder().ElementSet(holder, 0, References(lists));
        ulong sequence = _a.Publish(change);
        var parts = Enumerable.Range(0, 3).Select(_ => _b.Take<Apply>()).ToArray();
        Assert.That(parts.Select(part => (part.Sequence, part.Origin)), Is.All.EqualTo((sequence, 0)));
        Assert.That(parts.Select(part => part.Entries.Length), Is.All.LessThanOrEqualTo(Limit));
        Assert.That(parts.SelectMany(part => part.Entries.ToArray()), Is.EqualTo(Joined(lists)));
        Apply last = _b.Take<Apply>();
        Assert.That((last.Origin, last.Entries.ToArray()), Is.EqualTo((_a.Number, change.Bytes)));
        Assert.That(_b.Inbox, Is.Empty);
    }

    [Test]
    public void The_answer_to_a_fault_has_the_object_and_its_company_goes_ahead()
    {
        var lists = PublishLists(4);
        ulong holder = _a.NewId();
        byte[] creation = new EntryBuilder().CreateArray(holder, References(lists)).Bytes;
        _a.Publish(new EntryBuilder().CreateArray(holder, References(lists)));
        _b.Send(new Fault(1, holder, 1));
        Assert.That(new[] { _b.Take<Apply>(), _b.Take<Apply>() }.SelectMany(part => part.Entries.ToArray()), Is.EqualTo(Joined(lists)));
        Assert.That(_b.Take<FaultReply>().Entries.ToArray(), Is.EqualTo(creation));
    }

    [Test]
    public void The_objects_of_a_root_go_ahead_of_it()
    {
        var lists = PublishLists(4);
        ulong holder = _a.NewId();
        byte[] creation = new EntryBuilder().CreateArray(holder, References(lists)).Bytes;
        _a.Publish(new EntryBuilder().CreateArray(holder, References(lists)));
        _a.Send(new RootAssign(1, "r", 5, RootAssignment.FirstWins, EntryBuilder.Reference(holder)));
        _b.Skip();
        _b.Send(new RootLookup(1, "r"));
        byte[][] parts = [.. Enumerable.Range(0, 2).Select(_ => _b.Take<Apply>().Entries.ToArray())];
        Assert.That(parts.Sum(part => part.Length), Is.EqualTo(creation.Length + Joined(lists).Length));
        Assert.That(parts[0].Take(creation.Length), Is.EqualTo(creation));
        Assert.That(_b.Take<RootReply>().Entries.Length, Is.Zero);
    }

    [Test]
    public void An_object_that_fits_into_no_frame_goes_alone()
    {
        ulong list = _a.NewId();
        byte[] creation = new EntryBuilder().CreateList(list, EntryBuilder.Text(new string('x', 2_000))).Bytes;
        _a.Publish(new EntryBuilder().CreateList(list, EntryBuilder.Text(new string('x', 2_000))));
        _b.Send(new Fault(1, list, 1));
        Assert.That(_b.Take<FaultReply>().Entries.ToArray(), Is.EqualTo(creation));
        var change = new EntryBuilder().Insert(list, 0, EntryBuilder.Text(new string('y', 2_500)));
        _a.Publish(change);
        Assert.That(_b.Take<Apply>().Entries.ToArray(), Is.EqualTo(change.Bytes));
        Assert.That(_b.IsClosed, Is.False);
    }

    [Test]
    public void An_object_that_is_too_long_is_refused_to_who_needs_it()
    {
        ulong list = _a.NewId();
        _a.Publish(new EntryBuilder().CreateList(list));
        for (int i = 0; i < 7; i++)
            _a.Publish(new EntryBuilder().Insert(list, 0, EntryBuilder.Text(new string('x', 500))));
        _b.Send(new Fault(1, list, 1));
        Refused refused = _b.Take<Refused>();
        Assert.That((refused.Code, _b.IsClosed), Is.EqualTo((HubDiagnostics.ObjectTooLarge, true)));
        _a.Publish(new EntryBuilder().Insert(list, 0, EntryBuilder.Null));
        Assert.That(_a.IsClosed, Is.False);
    }

    [Test]
    public void A_group_that_is_too_large_is_malformed()
    {
        ulong list = _a.NewId();
        Assert.That(() => _a.Publish(new EntryBuilder().CreateList(list, EntryBuilder.Text(new string('x', Largest)))), Throws.TypeOf<ProtocolException>().With.Message.Contains("are allowed"));
        Assert.That(_hub.Core.Sequence, Is.Zero);
    }
}
