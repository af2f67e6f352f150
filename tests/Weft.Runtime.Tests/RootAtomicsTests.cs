using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Atomic operations on roots, by their policies.</summary>
internal sealed class RootAtomicsTests : HubTests
{
    [Test]
    public async Task Of_two_nodes_that_make_a_root_lazily_one_makes_it_and_both_get_it()
    {
        TestNode first = new(Hub), second = new(Hub);
        string[] got = await Task.WhenAll(Task.Run(() => first.Call<string>(nameof(World.MakeLazily), "first", 4)), Task.Run(() => second.Call<string>(nameof(World.MakeLazily), "second", 4)));
        Assert.That(got.Select(text => text.Split(' ')[0]).Distinct().Count(), Is.EqualTo(1), string.Join(" | ", got));
        Assert.That(got.Sum(text => int.Parse(text.Split(' ')[1])), Is.EqualTo(1), string.Join(" | ", got));
        Assert.That(new TestNode(Hub).Call<string>(nameof(World.MakeLazily), "third", 1), Is.EqualTo(got[0].Split(' ')[0] + " 0"));
    }

    [Test]
    public async Task A_replaceable_root_loses_no_exchange_of_any_node()
    {
        TestNode first = new(Hub), second = new(Hub);
        await Task.WhenAll(Task.Run(() => first.Run(nameof(World.CountByReplacing), 2, 40)), Task.Run(() => second.Run(nameof(World.CountByReplacing), 2, 40)));
        Eventually(() => first.Call<int>(nameof(World.CountedByReplacing)), Is.EqualTo(160));
        Eventually(() => second.Call<int>(nameof(World.CountedByReplacing)), Is.EqualTo(160));
    }

    [Test]
    public async Task A_function_updates_a_replaceable_root_and_no_update_of_any_node_is_lost()
    {
        TestNode first = new(Hub), second = new(Hub);
        await Task.WhenAll(Task.Run(() => first.Run(nameof(World.UpdateRoot), 2, 30)), Task.Run(() => second.Run(nameof(World.UpdateRoot), 2, 30)));
        Eventually(() => first.Call<int>(nameof(World.UpdatedCount)), Is.EqualTo(120));
        Eventually(() => second.Call<int>(nameof(World.UpdatedCount)), Is.EqualTo(120));
    }

    [Test]
    public async Task Of_two_nodes_that_make_a_root_under_locks_of_their_own_both_get_that_of_one()
    {
        TestNode first = new(Hub), second = new(Hub);
        string[] got = await Task.WhenAll(Task.Run(() => first.Call<string>(nameof(World.MakeUnderLock), "one")), Task.Run(() => second.Call<string>(nameof(World.MakeUnderLock), "two")));
        Assert.That(got[0], Is.EqualTo(got[1]).And.EndsWith(" True True"));
    }

    [Test]
    public void An_exchange_of_a_replaceable_root_gives_what_it_replaces()
    {
        TestNode first = new(Hub), second = new(Hub);
        Assert.That(first.Call<string?>(nameof(World.ExchangeReplaceable), "one"), Is.Null);
        Assert.That(second.Call<string?>(nameof(World.ExchangeReplaceable), "two"), Is.EqualTo("one"));
        second.Run(nameof(World.WriteReplaceable), "three");
        Assert.That(first.Call<string?>(nameof(World.ExchangeReplaceable), "four"), Is.EqualTo("three"));
        Eventually(() => second.Call<string?>(nameof(World.ReplaceableName)), Is.EqualTo("four"));
    }

    [Test]
    public void Exchanges_of_a_root_that_is_set_give_it_and_are_discarded()
    {
        (TestNode first, TestNode second) = TwoNodes();
        Assert.That(second.Call<string>(nameof(World.ExchangeRoot)), Is.EqualTo("7 of 7, 1 line"));
        Assert.That(first.Call<string>(nameof(World.RootName)), Is.EqualTo("mine"));
    }

    [Test]
    public void A_thread_that_is_late_with_an_older_value_does_not_bring_it_back()
    {
        RootState state = new("root");
        state.Bind(new(RootOutcome.Existing, 1, [], []) { Sequence = 2 }, "newer");
        state.Bind(new(RootOutcome.Existing, 1, [], []) { Sequence = 1 }, "older");
        Assert.That(state.Value, Is.EqualTo("newer"));
    }

    [Test]
    public void With_policy_error_an_exchange_throws_and_a_comparison_that_fails_gives_the_root()
    {
        TestNode first = new(Hub), second = new(Hub);
        Assert.That(first.Call<string?>(nameof(World.CompareExchangeError), "one"), Is.Null);
        Assert.That(second.Call<string?>(nameof(World.CompareExchangeError), "two"), Is.EqualTo("one"));
        Assert.That(() => second.Run(nameof(World.ExchangeError), "two"), Throws.Exception.With.Property("Message").Contains("WEFT1150"));
    }
}
