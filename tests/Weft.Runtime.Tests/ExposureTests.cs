using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Shared arrays and lists that code writes unseen, through spans and references, while other nodes write them too.</summary>
internal sealed class ExposureTests
{
    private HubServer _hub = null!;
    private TestNode _first = null!;
    private TestNode _second = null!;

    [SetUp]
    public void Start()
    {
        _hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        (_first, _second) = (new TestNode(_hub), new TestNode(_hub));
        _first.Run(nameof(World.MakeRoot), "mine");
    }

    [TearDown]
    public void Stop() => _hub.Dispose();

    [Test]
    public void Only_what_was_written_here_is_published()
    {
        Expose(nameof(World.ShareCells), nameof(World.ExposeCells), "0,0,0,0,0");
        _second.Run(nameof(World.StoreCell), 2, 7);
        Arrives(_first, "0,0,7,0,0");
        Assert.That(_first.Call<int>(nameof(World.PublishUnseen)), Is.Zero);
        _first.Run(nameof(World.StoreCellUnseen), 0, 1);
        _first.Run(nameof(World.StoreCellUnseen), 4, 5);
        Assert.That(_first.Call<int>(nameof(World.PublishUnseen)), Is.EqualTo(2));
        Arrives(_second, "1,0,7,0,5");
    }

    [Test]
    public void A_field_whose_address_was_kept_is_published_where_it_was_written_and_only_then()
    {
        _first.Run(nameof(World.ExposeCount));
        _second.Run(nameof(World.SetCount), 7);
        Eventually(() => _first.Call<int>(nameof(World.Count)), 7);
        Assert.That(_first.Call<int>(nameof(World.PublishUnseen)), Is.Zero, "what came from another node is not sent back");
        _first.Run(nameof(World.SetCount), 8);
        Assert.That(_first.Call<int>(nameof(World.PublishUnseen)), Is.Zero, "nor is what was written in the open");
        _first.Run(nameof(World.StoreCountUnseen), 9);
        Assert.That(_first.Call<int>(nameof(World.PublishUnseen)), Is.EqualTo(1));
        Eventually(() => _second.Call<int>(nameof(World.Count)), 9);
        _first.Run(nameof(World.StoreCountAndTell), 10);
        Eventually(() => _second.Call<int>(nameof(World.Count)), 10);
    }

    [Test]
    public void An_acknowledgement_does_not_undo_a_write_through_a_kept_address_that_comes_with_it()
    {
        const int Times = 100_000;
        _first.Run(nameof(World.SetCount), 0);
        _first.Run(nameof(World.ExposeCount));
        Assert.That(_first.Call<int>(nameof(World.CountUnseen), Times), Is.EqualTo(Times));
        Eventually(() => _second.Call<int>(nameof(World.Count)), Times);
    }

    [TestCase(0)]
    [TestCase(100)]
    public void A_field_whose_address_was_kept_for_long_is_published_where_the_instruction_that_writes_tells_it(int others)
    {
        _first.Run(nameof(World.ExposeCount));
        _first.Run(nameof(World.ExposeOthers), others);
        for (int i = 0; i < 2 * _first.Call<int>(nameof(World.Patience)); i++)
            _first.Call<int>(nameof(World.PublishUnseen));
        _first.Run(nameof(World.StoreCountUnseen), 9);
        Assert.That(_first.Call<int>(nameof(World.PublishUnseen)), Is.Zero, "it is compared no more");
        _first.Run(nameof(World.StoreCountAndTell), 10);
        Eventually(() => _second.Call<int>(nameof(World.Count)), 10);
        _first.Run(nameof(World.StoreCountInLockAndTell), 11);
        Eventually(() => _second.Call<int>(nameof(World.Count)), 11);
    }

    [Test]
    public void Atomic_operations_on_an_address_that_was_kept_lose_nothing()
    {
        const int Each = 200;
        Assert.That(_second.Call<int>(nameof(World.Count)), Is.EqualTo(1));
        Parallel.ForEach([_first, _second], node => node.Run(nameof(World.IncrementKept), Each));
        Eventually(() => _first.Call<int>(nameof(World.Count)), 1 + 2 * Each);
        Eventually(() => _second.Call<int>(nameof(World.Count)), 1 + 2 * Each);
        Assert.That(_first.Call<int>(nameof(World.PublishUnseen)), Is.Zero, "what was published is not published again");
    }

    [Test]
    public void Atomic_operations_on_the_address_of_an_element_that_was_kept_lose_nothing()
    {
        const int Each = 200;
        _first.Run(nameof(World.ShareCells));
        Arrives(_second, "0,0,0,0,0");
        Parallel.ForEach([_first, _second], node => node.Run(nameof(World.IncrementKeptCell), 3, Each));
        string expected = $"0,0,0,{2 * Each},0";
        Arrives(_first, expected);
        Arrives(_second, expected);
    }

    [Test]
    public void A_write_of_another_node_does_not_undo_one_through_a_kept_address()
    {
        _first.Run(nameof(World.ExposeCount));
        _first.Run(nameof(World.StoreCountUnseen), 5);
        _second.Run(nameof(World.SetCount), 9);
        _second.Run(nameof(World.SetSecondCount), 3);
        Eventually(() => _first.Call<int>(nameof(World.SecondCount)), 3);
        Assert.That(_first.Call<int>(nameof(World.Count)), Is.EqualTo(5));
        Assert.That(_first.Call<int>(nameof(World.PublishUnseen)), Is.EqualTo(1));
        Eventually(() => _second.Call<int>(nameof(World.Count)), 5);
    }

    [Test]
    public void What_is_written_after_a_publication_is_published_by_the_next()
    {
        Expose(nameof(World.ShareCells), nameof(World.ExposeCells), "0,0,0,0,0");
        for (int round = 1; round <= 3; round++)
        {
            _first.Run(nameof(World.StoreCell), 0, round);
            _first.Run(nameof(World.StoreCellUnseen), 1, round);
            Assert.That(_first.Call<int>(nameof(World.PublishUnseen)), Is.EqualTo(1));
            Arrives(_second, $"{round},{round},0,0,0");
        }
    }

    [Test]
    public void A_write_of_another_node_does_not_undo_one_that_is_not_published_yet()
    {
        Expose(nameof(World.ShareCells), nameof(World.ExposeCells), "0,0,0,0,0");
        _first.Run(nameof(World.StoreCellUnseen), 1, 5);
        _second.Run(nameof(World.StoreCell), 1, 9);
        _second.Run(nameof(World.StoreCell), 3, 3);
        Arrives(_first, "0,5,0,3,0");
        Assert.That(_first.Call<int>(nameof(World.PublishUnseen)), Is.EqualTo(1));
        Arrives(_second, "0,5,0,3,0");
    }

    [Test]
    public void An_insertion_of_another_node_crosses_what_was_written_through_a_span()
    {
        Expose(nameof(World.ShareNumbers), nameof(World.ExposeNumbers), "1,2,3");
        _second.Run(nameof(World.InsertNumber), 3, 4);
        Arrives(_first, "1,2,3,4");
        _first.Run(nameof(World.StoreNumberUnseen), 3, 40);
        _second.Run(nameof(World.InsertNumber), 4, 50);
        _second.Run(nameof(World.SetCount), 77);
        Assert.That(() => _first.Call<int>(nameof(World.Count)), Is.EqualTo(77).After(60_000, 20));
        Assert.That(_first.Call<int>(nameof(World.PublishUnseen)), Is.EqualTo(1));
        Arrives(_second, "1,2,3,40,50");
        Arrives(_first, "1,2,3,40,50");
    }

    [TestCase(nameof(World.ShareCells), nameof(World.ExposeCells), "0,0,0,0,0")]
    [TestCase(nameof(World.ShareNumbers), nameof(World.ExposeNumbers), "1,2,3")]
    public void What_stays_unchanged_is_compared_no_more(string share, string expose, string content)
    {
        Expose(share, expose, content);
        _first.Run(expose);
        for (int i = 0; i < _first.Call<int>(nameof(World.Patience)); i++)
        {
            Assert.That(_first.Call<bool>(nameof(World.IsExposed)), Is.True, $"after {i}");
            _first.Call<int>(nameof(World.PublishUnseen));
            if (_first.Call<bool>(nameof(World.IsExposed)))
                continue;
            Assert.That(i, Is.GreaterThan(10));
            return;
        }
        Assert.That(_first.Call<bool>(nameof(World.IsExposed)), Is.False);
    }

    [Test]
    public void A_value_of_a_dictionary_is_published_after_it_was_written_through_its_address([Values] bool told)
    {
        _first.Run(nameof(World.ShareCounts));
        _first.Run(nameof(World.AddCount), 1, 2, told);
        Assert.That(_first.Call<int>(nameof(World.PublishUnseen)), Is.EqualTo(told ? 0 : 1));
        Assert.That(() => _second.Call<string>(nameof(World.Counts)), Is.EqualTo("1=2").After(60_000, 20));
        _second.Run(nameof(World.AddCount), 1, 3, true);
        Assert.That(() => _first.Call<string>(nameof(World.Counts)), Is.EqualTo("1=5").After(60_000, 20));
        Assert.That(_first.Call<int>(nameof(World.PublishUnseen)), Is.Zero, "what came from another node is known");
    }

    [Test]
    public void A_write_of_another_node_does_not_undo_one_through_the_address_of_a_value()
    {
        _first.Run(nameof(World.ShareCounts));
        _first.Run(nameof(World.AddCount), 1, 2, true);
        Assert.That(() => _second.Call<string>(nameof(World.Counts)), Is.EqualTo("1=2").After(60_000, 20));
        _first.Run(nameof(World.AddCount), 1, 3, false);
        _second.Run(nameof(World.PutCount), 1, 9);
        _second.Run(nameof(World.PutCount), 2, 7);
        Assert.That(() => _first.Call<string>(nameof(World.Counts)), Is.EqualTo("1=5,2=7").After(60_000, 20));
        Assert.That(_first.Call<int>(nameof(World.PublishUnseen)), Is.EqualTo(1));
        Assert.That(() => _second.Call<string>(nameof(World.Counts)), Is.EqualTo("1=5,2=7").After(60_000, 20));
    }

    [TestCase(nameof(World.ShareBits), nameof(World.TakeBytes))]
    [TestCase(nameof(World.ShareBuilder), nameof(World.TakeMemory))]
    public void Other_addresses_into_shared_collections_are_refused(string share, string use)
    {
        _first.Run(share);
        Assert.That(() => _first.Run(use), Throws.TypeOf<NotSupportedException>().With.Message.StartsWith("WEFT1651"));
    }

    private void Expose(string share, string expose, string content)
    {
        _first.Run(share);
        Arrives(_second, content);
        _first.Run(expose);
    }

    private static void Eventually(Func<int> actual, int expected) => Assert.That(() => actual(), Is.EqualTo(expected).After(60_000, 20));

    private static void Arrives(TestNode node, string content) => Assert.That(() => node.Call<string>(nameof(World.Elements)), Is.EqualTo(content).After(60_000, 20));
}
