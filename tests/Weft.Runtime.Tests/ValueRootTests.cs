using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Roots of copied types: who makes them, and what becomes of them when nodes come and go.</summary>
internal sealed class ValueRootTests : HubTests
{
    [Test]
    public async Task No_atomic_operation_of_any_node_is_lost()
    {
        TestNode first = new(Hub), second = new(Hub);
        await Task.WhenAll(Task.Run(() => first.Run(nameof(World.CountUp), 3, 200)), Task.Run(() => second.Run(nameof(World.StoreWhileCounting), 3, 200)));
        Eventually(() => first.Call<int>(nameof(World.Number)), Is.EqualTo(1205));
        Eventually(() => second.Call<int>(nameof(World.Number)), Is.EqualTo(1205));
        Eventually(() => first.Call<long>(nameof(World.StoredLong)), Is.EqualTo(199));
    }

    [Test]
    public void What_a_later_node_initializes_its_field_with_changes_nothing()
    {
        TestNode first = new(Hub), second = new(Hub), third = new(Hub);
        first.Run(nameof(World.SetNumber), 9);
        Assert.That(second.Call<int>(nameof(World.Number)), Is.EqualTo(9));
        third.Run(nameof(World.NominateNumber), 70);
        third.Run(nameof(World.CountUp), 1, 1);
        Eventually(() => second.Call<int>(nameof(World.Number)), Is.EqualTo(10));
        third.Run(nameof(World.NominateNumber), 80);
        Assert.That(third.Call<int>(nameof(World.Number)), Is.EqualTo(10));
    }

    [Test]
    public void A_field_that_nobody_has_assigned_makes_no_root_by_being_read()
    {
        TestNode first = new(Hub), second = new(Hub);
        first.Run(nameof(World.NominateNumber), 0);
        Assert.That(first.Call<int>(nameof(World.Number)), Is.Zero);
        Assert.That(second.Call<int>(nameof(World.Number)), Is.EqualTo(5));
        Eventually(() => first.Call<int>(nameof(World.Number)), Is.EqualTo(5));
    }

    [TestCase(0)]
    [TestCase(40)]
    public void What_is_written_through_an_address_that_was_kept_is_published_at_once(int publications)
    {
        TestNode first = new(Hub), second = new(Hub);
        first.Run(nameof(World.WriteKept), publications, 31);
        Eventually(() => second.Call<int>(nameof(World.Number)), Is.EqualTo(31));
    }

    [Test]
    public async Task An_atomic_operation_on_an_address_that_was_kept_is_atomic_for_all_nodes()
    {
        TestNode first = new(Hub), second = new(Hub);
        await Task.WhenAll(Task.Run(() => first.Run(nameof(World.AddToKept), 2, 50)), Task.Run(() => second.Run(nameof(World.AddToKept), 2, 50)));
        Eventually(() => first.Call<int>(nameof(World.Number)), Is.EqualTo(205));
        Eventually(() => second.Call<int>(nameof(World.Number)), Is.EqualTo(205));
    }

    [TestCase("uint")]
    [TestCase("long")]
    [TestCase("object")]
    [TestCase("array")]
    public void A_field_of_another_type_does_not_get_the_root(string type)
    {
        TestNode first = new(Hub), second = new(Hub);
        Assert.That(first.Call<int>(nameof(World.Number)), Is.EqualTo(5));
        Assert.That(() => first.Call<string>(nameof(World.ReadNumberAs), type), Throws.Exception.With.Property("Message").Contains("WEFT1151").And.Message.Contains("System.Int32"));
        Assert.That(() => second.Call<string>(nameof(World.ReadNumberAs), type), Throws.Exception.With.Property("Message").Contains("WEFT1151").And.Message.Contains("System.Int32"));
    }

    [Test]
    public void A_root_that_holds_an_array_is_no_number()
    {
        TestNode first = new(Hub), second = new(Hub);
        first.Run(nameof(World.AssignNumberAsArray));
        Assert.That(() => second.Call<int>(nameof(World.Number)), Throws.Exception.With.Property("Message").Contains("WEFT1151").And.Message.Contains("System.Int32[]"));
    }

    [Test]
    public void Each_key_has_a_value_of_its_own()
    {
        TestNode first = new(Hub), second = new(Hub);
        Assert.That(first.Call<int>(nameof(World.RaiseLevel), "a", 10), Is.EqualTo(11));
        Assert.That(second.Call<int>(nameof(World.RaiseLevel), "b", 20), Is.EqualTo(21));
        Assert.That(second.Call<int>(nameof(World.RaiseLevel), "a", 50), Is.EqualTo(12));
    }

    [Test]
    public void An_object_in_a_struct_is_shared_and_what_cannot_be_is_refused_with_the_root_s_name()
    {
        TestNode first = new(Hub), second = new(Hub);
        first.Run(nameof(World.SetPair), "one", 1);
        Eventually(() => second.Call<string>(nameof(World.Pair)), Is.EqualTo("one 1 True"));
        Assert.That(() => second.Run(nameof(World.SetPairToThread)), Throws.Exception.With.Property("Message").Contains("WEFT1250").And.Message.Contains("root pair → System.Threading.Thread"));
        Assert.That(second.Call<string>(nameof(World.Pair)), Is.EqualTo("one 1 True"));
    }

    [Test]
    public void A_node_that_left_has_a_variable_of_its_own()
    {
        TestNode first = new(Hub), second = new(Hub), third = new(Hub);
        first.Run(nameof(World.SetNumber), 7);
        Assert.That(second.Call<int>(nameof(World.Number)), Is.EqualTo(7));
        third.Call<string>(nameof(World.Pair));
        second.Run(nameof(World.Leave));
        third.Run(nameof(World.Leave));
        second.Run(nameof(World.CountUp), 2, 10);
        third.Run(nameof(World.CountUp), 2, 10);
        Assert.That(second.Call<int>(nameof(World.Number)), Is.EqualTo(27));
        Assert.That(third.Call<int>(nameof(World.Number)), Is.EqualTo(25), "it had never asked for it");
        second.Run(nameof(World.SetNumber), 1);
        Assert.That(second.Call<int>(nameof(World.Number)), Is.EqualTo(1));
        Assert.That(first.Call<int>(nameof(World.Number)), Is.EqualTo(7));
    }

    [Test]
    public void Outside_of_locks_a_write_is_an_error_where_unlocked_writes_are()
    {
        TestNode strict = new(Hub, "unlocked-writes=error");
        Assert.That(() => strict.Run(nameof(World.SetNumber), 1), Throws.Exception.With.Property("Message").Contains("the root number is written outside any clustered lock"));
        Assert.That(strict.Call<int>(nameof(World.Number)), Is.EqualTo(5));
        strict.Run(nameof(World.CountUp), 1, 1);
        Assert.That(strict.Call<int>(nameof(World.Number)), Is.EqualTo(6), "an atomic operation has its lease");
    }
}
