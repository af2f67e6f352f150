using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Collections.CopyOnWrite;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Classes that replace their content at each write: what arrives, what is published, what they may rely on. Against a real hub over TCP.</summary>
internal sealed class ContentTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private HubServer _hub = null!;
    private TestNode _first = null!;
    private TestNode _second = null!;

    private static string[] Kinds => Contents.All;

    [SetUp]
    public void StartNodes()
    {
        _hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        (_first, _second) = (new(_hub), new(_hub));
        _first.Run(nameof(World.MakeRoot), "mine");
    }

    [TearDown]
    public void StopHub() => _hub.Dispose();

    [TestCaseSource(nameof(Kinds))]
    public void Both_nodes_see_each_others_writes_and_the_entries_stay_where_they_are(string kind)
    {
        _first.Run(nameof(World.ShareContent), kind, 3);
        string start = _first.Call<string>(nameof(World.ShowContent), kind);
        Assert.That(_second.Call<string>(nameof(World.ShowContent), kind), Is.EqualTo(start));
        ulong source = _first.Call<ulong>(nameof(World.ContentSource), kind);
        _second.Run(nameof(World.AddContent), kind, "a,b");
        _first.Run(nameof(World.AddContent), kind, "c");
        _second.Run(nameof(World.RemoveContent), kind, "w1,a");
        string[] words = [.. _first.Call<string>(nameof(World.ShowContent), kind).Split(',').Select(entry => entry.Split('=')[0])];
        Assert.Multiple(() =>
        {
            Assert.That(words, Is.EqualTo(new[] { "b", "c", "w0", "w2" }));
            Assert.That(_second.Call<string>(nameof(World.ShowContent), kind), Is.EqualTo(_first.Call<string>(nameof(World.ShowContent), kind)));
            Assert.That(_first.Call<ulong>(nameof(World.ContentSource), kind), Is.EqualTo(source), "the difference was published, not the whole");
            Assert.That(_second.Call<ulong>(nameof(World.ContentSource), kind), Is.EqualTo(source));
        });
    }

    [TestCaseSource(nameof(Kinds))]
    public void What_was_read_is_never_changed_by_another_node(string kind)
    {
        _first.Run(nameof(World.ShareContent), kind, 3);
        _second.Run(nameof(World.KeepContent), kind);
        _first.Run(nameof(World.AddContent), kind, "a,b");
        Assert.That(_second.Call<string>(nameof(World.ShowContent), kind), Does.Contain("b"));
        Assert.That(_second.Call<bool>(nameof(World.KeptContentIsAsItWas)), Is.True);
    }

    [TestCaseSource(nameof(Kinds))]
    public void Writes_under_the_classs_own_lock_are_never_lost(string kind)
    {
        _first.Run(nameof(World.ShareContent), kind, 0);
        Task.WaitAll([Task.Run(() => _first.Run(nameof(World.AddContentLocked), kind, "f", 40)), Task.Run(() => _second.Run(nameof(World.AddContentLocked), kind, "s", 40))], Patience);
        string shown = _first.Call<string>(nameof(World.ShowContent), kind);
        Assert.That(shown.Split(','), Has.Length.EqualTo(80));
        Assert.That(_second.Call<string>(nameof(World.ShowContent), kind), Is.EqualTo(shown));
    }

    [TestCaseSource(nameof(Kinds))]
    public void Racing_writes_converge(string kind)
    {
        _first.Run(nameof(World.ShareContent), kind, 2);
        Task.WaitAll([Task.Run(() => _first.Run(nameof(World.AddContentUnlocked), kind, "f", 60)), Task.Run(() => _second.Run(nameof(World.AddContentUnlocked), kind, "s", 60))], Patience);
        DateTime deadline = DateTime.UtcNow + Patience;
        string first, second;
        do
        {
            (first, second) = (_first.Call<string>(nameof(World.ShowContentUnlocked), kind), _second.Call<string>(nameof(World.ShowContentUnlocked), kind));
        }
        while (first != second && DateTime.UtcNow < deadline);
        Assert.That(second, Is.EqualTo(first));
        Assert.That(new TestNode(_hub).Call<string>(nameof(World.ShowContentUnlocked), kind), Is.EqualTo(first), "what the hub has");
    }

    [Test]
    public void A_content_of_another_comparer_or_none_at_all_takes_the_place_of_the_whole()
    {
        _first.Run(nameof(World.ShareContent), "dictionary", 3);
        ulong source = _second.Call<ulong>(nameof(World.ContentSource), "dictionary");
        _second.Run(nameof(World.SetContent), "dictionary", true);
        Assert.That(_first.Call<string>(nameof(World.ShowContent), "dictionary"), Is.EqualTo("null"));
        _first.Run(nameof(World.SetContent), "dictionary", false);
        Assert.That(_second.Call<string>(nameof(World.ShowContent), "dictionary"), Is.EqualTo("fresh=dictionary"));
        Assert.That(_second.Call<ulong>(nameof(World.ContentSource), "dictionary"), Is.Not.EqualTo(source));
        _second.Run(nameof(World.AddContent), "dictionary", "a");
        Assert.That(_first.Call<string>(nameof(World.ShowContent), "dictionary"), Is.EqualTo("a=a1,fresh=dictionary"));
    }

    [Test]
    public void Keys_that_the_programs_own_code_compares_are_compared_by_it_on_every_node()
    {
        _first.Run(nameof(World.ShareContent), "dictionary", 1);
        _first.Run(nameof(World.AddWithFreshComparer), "four");
        ulong source = _second.Call<ulong>(nameof(World.ContentSource), "dictionary");
        Assert.That(_second.Call<string>(nameof(World.ShowContent), "dictionary"), Is.EqualTo("four=four,w0=w00"));
        _second.Run(nameof(World.AddWithFreshComparer), "drei");
        _second.Run(nameof(World.AddWithFreshComparer), "sechs");
        Assert.That(_first.Call<string>(nameof(World.ShowContent), "dictionary"), Is.EqualTo("four=drei,sechs=sechs,w0=w00"));
        Assert.That(_first.Call<ulong>(nameof(World.ContentSource), "dictionary"), Is.EqualTo(source));
    }

    [Test]
    public void What_is_changed_in_place_all_the_same_is_found_by_the_next_read()
    {
        _first.Run(nameof(World.ShareContent), "dictionary", 1);
        Assert.That(_second.Call<string>(nameof(World.ShowContent), "dictionary"), Is.EqualTo("w0=w00"));
        _second.Run(nameof(World.ChangeContentInPlace), "here");
        Assert.That(_second.Call<string>(nameof(World.ShowContent), "dictionary"), Is.EqualTo("here=in place,w0=w00"));
        Assert.That(_first.Call<string>(nameof(World.ShowContent), "dictionary"), Is.EqualTo("here=in place,w0=w00"));
    }

    [Test]
    public void A_content_that_cannot_be_shared_is_refused_with_its_path_and_nothing_is_changed()
    {
        Assert.That(_first.Call<string>(nameof(World.StoreUnportableContent)), Does.StartWith("Test.Replacing::content[\"bad\"] → System.Threading.Thread"));
        Assert.That(_first.Call<string>(nameof(World.ShowUnportableContent)), Is.EqualTo("good"));
        Assert.That(_second.Call<string>(nameof(World.ShowUnportableContent)), Is.EqualTo("good"));
    }

    [TestCase(nameof(World.AddSeveralToContent))]
    [TestCase(nameof(World.StoreSeveralUnlocked))]
    public void A_reader_sees_all_of_a_store_or_nothing(string store)
    {
        _first.Run(nameof(World.ShareContent), "dictionary", 200);
        Assert.That(_second.Call<string>(nameof(World.ShowContent), "dictionary"), Does.StartWith("w0="));
        Task<bool> reads = Task.Run(() => _second.Call<bool>(nameof(World.EverSeesHalf), "300"));
        for (int round = 1; round <= 1; round++)
            _first.Run(store, 300);
        Assert.That(reads.WaitAsync(Patience).GetAwaiter().GetResult(), Is.False);
    }

    [Test]
    public void A_node_that_leaves_has_the_last_content_and_goes_on_with_it_alone()
    {
        _first.Run(nameof(World.ShareContent), "dictionary", 1);
        Assert.That(_second.Call<string>(nameof(World.ShowContent), "dictionary"), Is.EqualTo("w0=w00"));
        _first.Run(nameof(World.AddContent), "dictionary", "a");
        Assert.That(_second.Call<ulong>(nameof(World.ContentSource), "dictionary"), Is.Not.Zero);
        _first.Run(nameof(World.AddContent), "dictionary", "b");
        _second.Run(nameof(World.LockedCount));
        _second.Run(nameof(World.Leave));
        _second.Run(nameof(World.AddContent), "dictionary", "mine");
        _first.Run(nameof(World.AddContent), "dictionary", "c");
        Assert.That(_second.Call<string>(nameof(World.ShowContent), "dictionary"), Is.EqualTo("a=a1,b=b2,mine=mine3,w0=w00"));
        Assert.That(_first.Call<string>(nameof(World.ShowContent), "dictionary"), Is.EqualTo("a=a1,b=b2,c=c3,w0=w00"));
    }

    [TestCase(new[] { 1, 2, 3 }, new[] { 1, 9, 3 }, new[] { 0, 1, 2, 3 }, new[] { 0, 1, 9, 3 })]
    [TestCase(new[] { 1, 2, 3 }, new[] { 1, 2, 3, 4 }, new[] { 1, 2, 3, 5 }, new[] { 1, 2, 3, 5, 4 })]
    [TestCase(new[] { 1, 2, 3 }, new[] { 3 }, new[] { 1, 2, 3, 4 }, new[] { 3, 4 })]
    [TestCase(new[] { 1, 2, 3 }, new[] { 1, 2 }, new int[0], new int[0])]
    [TestCase(new[] { 1, 2, 3 }, new[] { 0, 1, 2, 3 }, new[] { 1, 3 }, new[] { 0, 1, 3 })]
    public void An_edit_fits_what_others_have_edited(int[] known, int[] value, int[] others, int[] expected)
    {
        ListEdit<int> edit = ListEdit<int>.Between(known, value).After(ListEdit<int>.Between(known, others), others.Length);
        List<int> result = [.. others];
        result.RemoveRange(edit.Start, edit.Removed);
        result.InsertRange(edit.Start, edit.Inserted);
        Assert.That(result, Is.EqualTo(expected));
    }
}
