using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Roots: who assigns them first, again, under keys and as candidates.</summary>
internal sealed class RootTests : HubTests
{
    [Test]
    public void The_first_assignment_of_a_root_wins()
    {
        (TestNode first, TestNode second) = TwoNodes();
        second.Run(nameof(World.MakeRoot), "other");
        Assert.That(second.Call<string>(nameof(World.RootName)), Is.EqualTo("mine"));
        second.Run(nameof(World.SetRootToNull));
        Assert.That(second.Call<string>(nameof(World.RootName)), Is.EqualTo("mine"));
        Assert.That(first.Call<string>(nameof(World.RootName)), Is.EqualTo("mine"));
    }

    [Test]
    public void A_root_that_is_read_too_early_is_there_later()
    {
        TestNode first = new(Hub), second = new(Hub);
        Assert.That(second.Call<bool>(nameof(World.HasRoot)), Is.False);
        first.Run(nameof(World.MakeRoot), "late");
        Eventually(() => second.Call<string?>(nameof(World.RootName)), Is.EqualTo("late"));
    }

    [Test]
    public void A_replaceable_root_is_replaced_everywhere_and_policy_error_throws()
    {
        TestNode first = new(Hub), second = new(Hub);
        first.Run(nameof(World.SetReplaceable), "one");
        Assert.That(second.Call<string>(nameof(World.ReplaceableName)), Is.EqualTo("one"));
        second.Run(nameof(World.SetReplaceable), "two");
        Eventually(() => first.Call<string?>(nameof(World.ReplaceableName)), Is.EqualTo("two"));
        first.Run(nameof(World.SetError), "one");
        Assert.That(() => second.Run(nameof(World.SetError), "two"), Throws.Exception.With.Property("Message").Contains("WEFT1150"));
    }

    [Test]
    public void An_eager_root_is_known_before_it_is_read()
    {
        (_, TestNode second) = TwoNodes();
        Assert.That(second.Call<string>(nameof(World.LookUpEagerly)), Is.EqualTo("False True"));
    }

    [Test]
    public void Changes_of_a_discarded_candidate_are_said_once_for_each_place()
    {
        (_, TestNode second) = TwoNodes();
        string[] lines = second.Call<string>(nameof(World.ChangeDiscardedCandidate)).Split('\n');
        Assert.That(lines.Count(line => line.Contains("which no other node sees", StringComparison.Ordinal)), Is.EqualTo(2), string.Join('\n', lines));
        Assert.That(lines, Has.Some.Contains("Test.Item::count").And.Some.Contains("Test.Item::name"));
        Assert.That(second.Call<int>(nameof(World.Count)), Is.EqualTo(1));
    }

    [Test]
    public void Threads_that_read_a_candidate_at_once_assign_it_once()
    {
        TestNode node = new(Hub);
        Assert.That(node.Call<string>(nameof(World.ReadCandidateInThreads), 8), Is.EqualTo("0 failures, 0 others, 0 lines"));
    }

    [Test]
    public void A_keyed_root_is_one_for_each_key()
    {
        (TestNode first, TestNode second) = TwoNodes();
        Assert.That(first.Call<string>(nameof(World.SetKeyed), "/a", "a of first"), Is.EqualTo("a of first"));
        Assert.That(second.Call<string>(nameof(World.SetKeyed), "/a", "a of second"), Is.EqualTo("a of first"));
        Assert.That(second.Call<string>(nameof(World.SetKeyed), "/b", "b of second"), Is.EqualTo("b of second"));
        Assert.That(first.Call<string>(nameof(World.SetKeyed), "/b", "b of first"), Is.EqualTo("b of second"));
    }

    [Test]
    public void A_root_of_another_type_is_refused_with_both_types()
    {
        (TestNode first, TestNode second) = TwoNodes();
        Assert.That(() => second.Run(nameof(World.ReadRootAsOtherType)), Throws.Exception.With.Property("Message").Contains("WEFT1151").And.Message.Contains("NamedItem").And.Message.Contains("FinalizedItem"));
        Assert.That(first.Call<int>(nameof(World.Count)), Is.EqualTo(1));
    }
}
