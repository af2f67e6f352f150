using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

public sealed class GroupTests
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

    private byte[] StateAt(ulong id, NodeEnd node)
    {
        node.Send(new Fault(99, id, 1));
        return node.Take<FaultReply>().Entries.ToArray();
    }

    [Test]
    public void Changes_reach_only_those_that_have_the_object_and_as_they_were_sent()
    {
        ulong id = _a.NewId();
        _a.Publish(new EntryBuilder().Create(id, (1, EntryBuilder.Number(1))));
        Assert.That(_b.Inbox, Is.Empty);
        _b.Send(new Fault(1, id, 1));
        _b.Take<FaultReply>();
        var change = new EntryBuilder().Set(id, 1, EntryBuilder.Number(300));
        ulong sequence = _a.Publish(change);
        Apply apply = _b.Take<Apply>();
        Assert.That(apply.Sequence, Is.EqualTo(sequence));
        Assert.That(apply.Origin, Is.EqualTo(_a.Number));
        Assert.That(apply.Entries.ToArray(), Is.EqualTo(change.Bytes));
    }

    [Test]
    public void What_a_node_does_not_have_is_pruned()
    {
        ulong known = _a.NewId();
        ulong unknown = _a.NewId();
        _a.Publish(new EntryBuilder().Create(known).Create(unknown));
        _b.Send(new Fault(1, known, 1));
        _b.Skip();
        _a.Publish(new EntryBuilder().Set(unknown, 1, EntryBuilder.Number(1)).Set(known, 1, EntryBuilder.Number(2)).Set(unknown, 1, EntryBuilder.Number(3)));
        Assert.That(_b.Take<Apply>().Entries.ToArray(), Is.EqualTo(new EntryBuilder().Set(known, 1, EntryBuilder.Number(2)).Bytes));
    }

    [Test]
    public void A_collection_that_is_named_comes_first_with_its_closure_and_final_state()
    {
        ulong holder = _a.NewId(), map = _a.NewId(), list = _a.NewId(), leaf = _a.NewId();
        _a.Publish(new EntryBuilder().Create(holder));
        _b.Send(new Fault(1, holder, 1));
        _b.Skip();
        _a.Publish(new EntryBuilder()
            .Create(leaf).CreateList(list, EntryBuilder.Reference(leaf)).CreateMap(map)
            .Set(holder, 1, EntryBuilder.Reference(map, EntryBuilder.MapType))
            .MapAdd(map, _a.EntryId(1), EntryBuilder.Text("k"), EntryBuilder.Reference(list, EntryBuilder.ListType)));
        byte[] expected = new EntryBuilder()
            .CreateMap(map, (_a.EntryId(1), EntryBuilder.Text("k"), EntryBuilder.Reference(list, EntryBuilder.ListType)))
            .CreateList(list, EntryBuilder.Reference(leaf))
            .Set(holder, 1, EntryBuilder.Reference(map, EntryBuilder.MapType)).Bytes;
        Assert.That(_b.Take<Apply>().Entries.ToArray(), Is.EqualTo(expected), "the leaf is physical and stays hollow");
        _a.Publish(new EntryBuilder().Set(leaf, 1, EntryBuilder.Number(1)));
        Assert.That(_b.Inbox, Is.Empty, "the leaf is not resident");
        _a.Publish(new EntryBuilder().Insert(list, 0, EntryBuilder.Number(1)));
        _b.Take<Apply>();
    }

    [Test]
    public void A_whole_object_that_is_named_comes_first_with_the_whole_objects_that_it_names_in_a_circle_and_its_fields_change()
    {
        ulong holder = _a.NewId(), whole = _a.NewId(), other = _a.NewId(), leaf = _a.NewId();
        _a.Publish(new EntryBuilder().Create(holder));
        _b.Send(new Fault(1, holder, 1));
        _b.Skip();
        _a.Publish(new EntryBuilder()
            .Create(leaf).CreateWhole(whole).CreateWhole(other, (1, EntryBuilder.Reference(whole)), (2, EntryBuilder.Reference(leaf)))
            .Set(whole, 1, EntryBuilder.Reference(other))
            .Set(holder, 1, EntryBuilder.Reference(whole)));
        byte[] expected = new EntryBuilder()
            .CreateWhole(whole, (1, EntryBuilder.Reference(other))).CreateWhole(other, (1, EntryBuilder.Reference(whole)), (2, EntryBuilder.Reference(leaf)))
            .Set(holder, 1, EntryBuilder.Reference(whole)).Bytes;
        Assert.That(_b.Take<Apply>().Entries.ToArray(), Is.EqualTo(expected), "the leaf is physical and stays hollow");
        _a.Publish(new EntryBuilder().Set(other, 1, EntryBuilder.Number(1)));
        Assert.That(_b.Take<Apply>().Entries.ToArray(), Is.EqualTo(new EntryBuilder().Set(other, 1, EntryBuilder.Number(1)).Bytes));
    }

    [Test]
    public void A_malformed_group_changes_nothing()
    {
        ulong id = _a.NewId();
        _a.Publish(new EntryBuilder().Create(id, (1, EntryBuilder.Number(1))));
        byte[] bytes = [.. new EntryBuilder().Set(id, 1, EntryBuilder.Number(2)).Bytes, 200];
        Assert.That(() => _a.Send(new Group(2, 1, bytes)), Throws.TypeOf<ProtocolException>());
        Assert.That(_hub.Core.Sequence, Is.EqualTo(1));
        Assert.That(StateAt(id, _b), Is.EqualTo(new EntryBuilder().Create(id, (1, EntryBuilder.Number(1))).Bytes));
    }

    [Test]
    public void A_group_that_names_what_does_not_exist_is_refused()
    {
        ulong id = _a.NewId();
        _a.Publish(new EntryBuilder().Create(id));
        Assert.That(() => _a.Send(new Group(2, 1, new EntryBuilder().Set(id, 1, EntryBuilder.Reference(9999)).Bytes)), Throws.TypeOf<ProtocolException>().With.Message.Contains("270f"));
        Assert.That(() => _a.Send(new Group(2, 1, new EntryBuilder().Set(9999, 1, EntryBuilder.Null).Bytes)), Throws.TypeOf<ProtocolException>());
        Assert.That(() => _a.Send(new Group(2, 1, new EntryBuilder().Insert(id, 1, EntryBuilder.Null).Bytes)), Throws.TypeOf<ProtocolException>().With.Message.Contains("Physical"));
        Assert.That(() => _a.Send(new Group(2, 1, new EntryBuilder().Create(id).Bytes)), Throws.TypeOf<ProtocolException>().With.Message.Contains("exists"));
    }

    [Test]
    public void A_group_sent_twice_is_acknowledged_and_applied_once()
    {
        ulong list = _a.NewId();
        _a.Publish(new EntryBuilder().CreateList(list));
        var insert = new EntryBuilder().Insert(list, 0, EntryBuilder.Number(5));
        _a.Publish(insert);
        _a.Send(new Group(2, 1, insert.Bytes));
        Assert.That(_a.Take<Acknowledge>().GroupNumber, Is.EqualTo(2));
        Assert.That(StateAt(list, _b), Is.EqualTo(new EntryBuilder().CreateList(list, EntryBuilder.Number(5)).Bytes));
        Assert.That(() => _a.Send(new Group(4, 1, default)), Throws.TypeOf<ProtocolException>(), "a gap");
    }

    [Test]
    public void List_operations_are_total()
    {
        ulong list = _a.NewId();
        byte[] one = EntryBuilder.Number(1), two = EntryBuilder.Number(2), big = EntryBuilder.Text("longer than eight bytes");
        _a.Publish(new EntryBuilder().CreateList(list, one)
            .Insert(list, ulong.MaxValue, two).ListSet(list, 7, big).ListSet(list, 1, big).ListRemove(list, 5, 3).ListRemove(list, 0, 1).Insert(list, 0, two)
            .ListRemove(list, 2, ulong.MaxValue).ElementSet(list, ulong.MaxValue, one, one).ElementSet(list, 1, one, two));
        Assert.That(StateAt(list, _b), Is.EqualTo(new EntryBuilder().CreateList(list, two, one).Bytes));
    }

    [Test]
    public void Map_operations_are_total_and_keep_insertion_order()
    {
        ulong map = _a.NewId();
        byte[] key = EntryBuilder.Text("key"), one = EntryBuilder.Number(1), two = EntryBuilder.Number(2);
        var build = new EntryBuilder().CreateMap(map).MapSet(map, 77, one).Remove(map, 78);
        for (uint i = 0; i < 100; i++)
            build.MapAdd(map, i, key, one);
        for (uint i = 0; i < 98; i++)
            build.Remove(map, i);
        build.MapAdd(map, 98, key, two).MapAdd(map, 5, key, one).MapSet(map, 99, two);
        _a.Publish(build);
        Assert.That(StateAt(map, _b), Is.EqualTo(new EntryBuilder().CreateMap(map, (98, key, two), (99, key, two), (5, key, one)).Bytes));
        _a.Publish(new EntryBuilder().Clear(map).MapAdd(map, 1, key, one));
        _b.Take<Apply>();
        Assert.That(StateAt(map, _b), Is.EqualTo(new EntryBuilder().CreateMap(map, (1, key, one)).Bytes));
    }

    [Test]
    public void Type_definitions_go_to_all_once_and_are_in_the_welcome()
    {
        byte[] definition = new EntryBuilder().Type(7, "T", (1, "T::x")).Bytes;
        _a.Send(new Group(1, 1, definition));
        Assert.That(_b.Take<Apply>().Entries.ToArray(), Is.EqualTo(definition));
        _b.Send(new Group(1, 1, definition));
        _a.Take<Acknowledge>();
        Assert.That(_a.Inbox, Is.Empty);
        Assert.That(_hub.Join().Welcome.Types.ToArray(), Is.EqualTo(definition));
    }

    [Test]
    public void Two_names_with_one_hash_are_refused_even_in_one_group()
    {
        _a.Send(new Group(1, 1, new EntryBuilder().Type(7, "T").Type(7, "U").Bytes));
        Assert.That(_a.Take<Refused>().Code, Is.EqualTo(HubDiagnostics.NameCollision));
        Assert.That(_a.IsClosed);
        Assert.That(_hub.Core.Sequence, Is.Zero);
    }

    [Test]
    public void A_dropped_object_is_relayed_no_more_unless_it_was_named_later()
    {
        ulong kept = _a.NewId(), dropped = _a.NewId(), list = _a.NewId();
        _a.Publish(new EntryBuilder().Create(kept).Create(dropped).CreateList(list));
        _b.Send(new Fault(1, kept, 1));
        _b.Send(new Fault(2, dropped, 1));
        _b.Send(new Fault(3, list, 1));
        _b.Skip();
        ulong before = _a.Publish(new EntryBuilder().Set(kept, 1, EntryBuilder.Null));
        _a.Publish(new EntryBuilder().Insert(list, 0, EntryBuilder.Reference(kept)));
        _b.Skip();
        _b.Send(new Drop(before, [kept, dropped]));
        _a.Publish(new EntryBuilder().Set(dropped, 1, EntryBuilder.Null));
        Assert.That(_b.Inbox, Is.Empty);
        _a.Publish(new EntryBuilder().Set(kept, 1, EntryBuilder.Null));
        _b.Take<Apply>();
    }

    [Test]
    public void A_drop_that_crosses_a_new_question_for_the_object_is_ignored()
    {
        ulong id = _a.NewId();
        ulong applied = _a.Publish(new EntryBuilder().Create(id));
        _b.Send(new Fault(1, id, 1));
        _b.Skip();
        // The node found the object collected, was named it by what was on its way, and asked for it before its drop went out.
        _b.Send(new Fault(2, id, 1));
        _b.Send(new Drop(applied, [id]));
        _b.Skip();
        _a.Publish(new EntryBuilder().Set(id, 1, EntryBuilder.Null));
        _b.Take<Apply>();
    }

    [Test]
    public void A_collection_that_is_named_while_its_drop_is_on_its_way_stays_resident()
    {
        ulong holder = _a.NewId(), list = _a.NewId();
        _a.Publish(new EntryBuilder().Create(holder).CreateList(list));
        _b.Send(new Fault(1, holder, 1));
        _b.Send(new Fault(2, list, 1));
        ulong applied = _a.Publish(new EntryBuilder().Insert(list, 0, EntryBuilder.Number(1)));
        _b.Skip();
        _a.Publish(new EntryBuilder().Set(holder, 1, EntryBuilder.Reference(list, EntryBuilder.ListType)));
        Assert.That(_b.Take<Apply>().Entries.ToArray(), Is.EqualTo(new EntryBuilder().Set(holder, 1, EntryBuilder.Reference(list, EntryBuilder.ListType)).Bytes), "no creation: it has the list");
        _b.Send(new Drop(applied, [list]));
        Assert.That(StateAt(list, _b), Is.EqualTo(new EntryBuilder().CreateList(list, EntryBuilder.Number(1)).Bytes), "who was named it without a creation asks");
        var change = new EntryBuilder().Insert(list, 1, EntryBuilder.Number(2));
        ulong sequence = _a.Publish(change);
        Assert.That(_b.Take<Apply>().Entries.ToArray(), Is.EqualTo(change.Bytes));
        _b.Send(new Drop(sequence, [list]));
        _a.Publish(new EntryBuilder().Insert(list, 2, EntryBuilder.Number(3)));
        Assert.That(_b.Inbox, Is.Empty);
        _a.Publish(new EntryBuilder().Set(holder, 2, EntryBuilder.Reference(list, EntryBuilder.ListType)));
        Assert.That(_b.Take<Apply>().Entries.ToArray(), Is.EqualTo(new EntryBuilder()
            .CreateList(list, EntryBuilder.Number(1), EntryBuilder.Number(2), EntryBuilder.Number(3)).Set(holder, 2, EntryBuilder.Reference(list, EntryBuilder.ListType)).Bytes));
    }

    [Test]
    public void A_fault_brings_a_bounded_neighbourhood_and_all_collections_on_the_way()
    {
        var hub = new CoreHarness(new HubCoreOptions { MaxFaultObjects = 3 });
        NodeEnd a = hub.Join();
        NodeEnd b = hub.Join();
        a.Skip();
        ulong first = a.NewId();
        var chain = new EntryBuilder();
        ulong list = a.NewId(), last = a.NewId();
        ulong middle = a.NewId();
        chain.Create(first, (1, EntryBuilder.Reference(list, EntryBuilder.ListType)), (2, EntryBuilder.Reference(middle)))
            .CreateList(list).Create(middle, (1, EntryBuilder.Reference(last))).Create(last);
        a.Publish(chain);
        b.Send(new Fault(1, first, 2));
        byte[] expected = new EntryBuilder()
            .Create(first, (1, EntryBuilder.Reference(list, EntryBuilder.ListType)), (2, EntryBuilder.Reference(middle)))
            .CreateList(list).Create(middle, (1, EntryBuilder.Reference(last))).Bytes;
        Assert.That(b.Take<FaultReply>().Entries.ToArray(), Is.EqualTo(expected));
        b.Send(new Fault(2, 0xDEAD, 2));
        Assert.That(b.Take<FaultReply>().Found, Is.False);
    }
}
