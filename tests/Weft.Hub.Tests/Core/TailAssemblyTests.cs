using Weft.Hub.Core;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

/// <summary>What is put together from what members hand back.</summary>
public sealed class TailAssemblyTests
{
    private readonly Guid _gone = Guid.NewGuid();
    private Claim _a = null!;
    private Claim _b = null!;
    private Claim _c = null!;

    [SetUp]
    public void SetUp() => (_a, _b, _c) = (new Claim(Member(1)), new Claim(Member(2)), new Claim(Member(3)));

    private static Member Member(int number) => new(new MemberInfo(number, "n", "h", 1, Guid.NewGuid()), number, new HubConnection());

    private static TailGroup Own(Claim claim, ulong sequence, ulong number) => new(sequence, claim.Member.Session, number, true, new byte[] { (byte)number });

    private TailAssembly Assemble(bool all, params (Claim Claim, ulong Applied, NodeMessage[] Messages)[] claims)
    {
        foreach ((Claim claim, ulong applied, NodeMessage[] messages) in claims)
        {
            foreach (NodeMessage message in messages)
                claim.Take(message);
            claim.Take(new Reclaimed(applied, 0));
        }
        return new TailAssembly(10, claims.Select(each => each.Claim), all);
    }

    [Test]
    public void Groups_come_at_their_numbers_from_whoever_has_them_and_those_without_one_behind_them()
    {
        TailAssembly tail = Assemble(false,
            (_a, 12, [Own(_a, 11, 1), Own(_a, 0, 2), new TailGroup(12, _gone, 7, true, new byte[] { 99 })]),
            (_b, 13, [Own(_b, 13, 1), Own(_b, 0, 2), new TailGroup(11, _a.Member.Session, 1, false, default)]));
        Assert.That(tail.Items.Select(item => (item.Session, item.GroupNumber)), Is.EqualTo(new[] { (_a.Member.Session, 1UL), (_gone, 7UL), (_b.Member.Session, 1UL) }));
        Assert.That(tail.Items[1].Entries!.Value.ToArray(), Is.EqualTo(new byte[] { 99 }));
        Assert.That(tail.Leftover.Select(each => (each.Member, each.Group.GroupNumber)), Is.EqualTo(new[] { (_a.Member, 2UL), (_b.Member, 2UL) }));
        Assert.That(tail.RanAhead, Is.Empty);
    }

    [Test]
    public void A_group_whose_maker_does_not_know_its_number_gets_that_at_which_others_saw_it()
    {
        TailAssembly tail = Assemble(false, (_a, 10, [Own(_a, 0, 1), Own(_a, 0, 2)]), (_b, 12, [Own(_b, 11, 1), new TailGroup(12, _a.Member.Session, 1, false, default)]));
        Assert.That(tail.Items.Select(item => item.GroupNumber), Is.EqualTo(new[] { 1UL, 1UL }));
        Assert.That(tail.Items[1].Entries!.Value.ToArray(), Is.EqualTo(new byte[] { 1 }));
        Assert.That(tail.Leftover.Single().Group.GroupNumber, Is.EqualTo(2));
    }

    [Test]
    public void A_group_that_only_a_part_is_known_of_ends_the_tail_and_whoever_has_handled_it_ran_ahead()
    {
        TailAssembly tail = Assemble(false, (_a, 11, [Own(_a, 11, 1)]), (_b, 13, [new TailGroup(12, _gone, 7, false, default), Own(_b, 13, 1)]));
        Assert.That(tail.Items, Has.Count.EqualTo(1));
        Assert.That(tail.RanAhead, Is.EqualTo(new[] { _b }));
        Assert.That(tail.Leftover, Is.Empty, "what ran ahead is not taken");
    }

    [Test]
    public void A_number_that_nobody_was_told_of_is_the_only_group_that_it_can_be()
    {
        TailAssembly tail = Assemble(true, (_a, 10, [Own(_a, 0, 1)]), (_b, 12, [Own(_b, 12, 1)]), (_c, 12, []));
        Assert.That(tail.Items.Select(item => item.Session), Is.EqualTo(new[] { _a.Member.Session, _b.Member.Session }));
        Assert.That(tail.RanAhead, Is.Empty);
    }

    [Test]
    public void A_number_that_may_be_of_several_is_nobodys()
    {
        TailAssembly tail = Assemble(true, (_a, 10, [Own(_a, 0, 1)]), (_b, 10, [Own(_b, 0, 1)]), (_c, 12, []));
        Assert.That(tail.Items, Is.Empty);
        Assert.That(tail.RanAhead, Is.EqualTo(new[] { _c }));
        Assert.That(tail.Leftover, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_number_that_may_be_of_one_that_did_not_come_back_is_nobodys()
    {
        TailAssembly tail = Assemble(false, (_a, 10, [Own(_a, 0, 1)]), (_b, 11, []));
        Assert.That(tail.RanAhead, Is.EqualTo(new[] { _b }));
        Assert.That(tail.Leftover.Single().Member, Is.EqualTo(_a.Member));
    }

    [Test]
    public void A_decision_about_a_root_is_known_by_whoever_was_told_the_value()
    {
        var decision = new RootDecision(11, _gone, 3);
        TailAssembly tail = Assemble(false, (_a, 11, [new TailRoot(decision, "r", 5, default)]), (_b, 11, [new TailRoot(decision, "r", 5, new byte[] { 1 })]));
        Assert.That(tail.Items.Single().Root!.Value.Length, Is.EqualTo(1));
        Assert.That(tail.RanAhead, Is.Empty);
    }

    [Test]
    public void Who_has_seen_another_past_than_the_others_does_not_go_on()
    {
        TailAssembly tail = Assemble(true, (_a, 11, [Own(_a, 11, 1)]), (_b, 11, [Own(_b, 11, 1)]));
        Assert.That(tail.Items.Single().Session, Is.EqualTo(_a.Member.Session));
        Assert.That(tail.RanAhead, Is.EqualTo(new[] { _b }));
    }

    [Test]
    public void A_claim_with_a_gap_or_with_anything_else_is_malformed()
    {
        Assert.That(() => _a.Take(Own(_a, 0, 2)), Throws.InstanceOf<ProtocolException>());
        Assert.That(() => _a.Take(Own(_a, 0, 1) with { Whole = false }), Throws.InstanceOf<ProtocolException>());
        Assert.That(() => _a.Take(new Reclaimed(1, 1)), Throws.InstanceOf<ProtocolException>(), "its group is missing");
        Assert.That(() => _a.Take(new Ping(1)), Throws.InstanceOf<ProtocolException>());
        _a.Take(new Reclaimed(1, 0));
        Assert.That(() => _a.Take(new ClaimBorn([])), Throws.InstanceOf<ProtocolException>());
    }
}
