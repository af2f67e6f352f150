using System.Net;
using Weft.Hub.Server;
using Weft.Protocol;
using Weft.Runtime.Tests.Nodes;
using Weft.Runtime.Values;

namespace Weft.Runtime.Tests;

/// <summary>Delegates in shared objects: from one node to another, against a real hub over TCP.</summary>
internal sealed class DelegateTests
{
    private HubServer _hub = null!;
    private TestNode _first = null!;
    private TestNode _second = null!;

    [SetUp]
    public void StartNodes()
    {
        _hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        (_first, _second) = (new(_hub), new(_hub));
        _first.Run(nameof(World.MakeRoot), "mine");
    }

    [TearDown]
    public void StopHub() => _hub.Dispose();

    [TestCase("static", "10")]
    [TestCase("lambda", "105")]
    [TestCase("receiver", "12")]
    [TestCase("root", "6")]
    [TestCase("extension", "1006")]
    [TestCase("several", "10,6,105")]
    public void A_delegate_calls_the_same_on_another_node(string which, string answer)
    {
        _first.Run(nameof(World.StoreDelegate), which);
        Assert.That(_second.Call<string>(nameof(World.CallDelegate), 5), Is.EqualTo(answer));
    }

    [Test]
    public void Its_receiver_is_the_shared_object_and_equal_delegates_can_be_removed()
    {
        _first.Run(nameof(World.StoreDelegate), "several");
        _second.Run(nameof(World.RemoveDelegate), "static");
        Assert.That(_first.Call<string>(nameof(World.CallDelegate), 5), Is.EqualTo("6,105"));
        _first.Run(nameof(World.StoreDelegate), "root");
        Assert.That(_second.Call<bool>(nameof(World.DelegateTargetIsRoot)), Is.True);
        _second.Run(nameof(World.SetCount), 30);
        Assert.That(_first.Call<string>(nameof(World.CallDelegate), 5), Is.EqualTo("35"));
    }

    [TestCase("framework", "System.Math.Abs")]
    [TestCase("generic", "Same")]
    [TestCase("capturing", "DisplayClass")]
    public void One_that_other_nodes_could_not_make_is_refused_with_its_path_and_nothing_is_changed(string which, string named)
    {
        _first.Run(nameof(World.StoreDelegate), "static");
        string answer = _first.Call<string>(nameof(World.StoreRefusedDelegate), which);
        Assert.That(answer, Does.Match($"^Test\\.Item::anything → .*{named}.* System\\.Func"));
        Assert.That(_second.Call<string>(nameof(World.CallDelegate), 5), Is.EqualTo("10"));
    }

    [Test]
    public void One_whose_method_a_node_does_not_have_says_so_when_it_is_called_and_is_not_lost()
    {
        _first.Run(nameof(World.StoreUnknownDelegate));
        Assert.That(_second.Call<string>(nameof(World.CallUnknownDelegate)), Does.Contain("Test.Nowhere, Test::Int32 Vanished(Int32)").And.Contain("not in this node's application"));
        _second.Run(nameof(World.StoreDelegateAgain));
        Assert.That(_first.Call<string>(nameof(World.CallUnknownDelegate)), Does.Contain("Vanished"));
    }

    [TestCase("|System.Console::Void WriteLine()", "not in this node's application")]
    [TestCase("|System.Environment::Void Exit(Int32)", "not woven")]
    [TestCase("|Weft.Runtime.Values.PortableMethod, Weft.Runtime::System.String WhyNot(System.Reflection.MethodInfo)", "not woven")]
    [TestCase("|Nowhere.At.All, Nothing::Void Run()", "not in this node's application")]
    public void A_frame_cannot_name_a_method_that_no_woven_assembly_has(string name, string why)
    {
        Delegate made = PortableDelegate.Make(typeof(Action), name, null);
        Assert.That(() => ((Action)made)(), Throws.InstanceOf<MissingMethodException>().With.Message.Contains(why));
    }

    [TestCase("no separator")]
    [TestCase("::")]
    public void A_name_that_is_none_is_a_protocol_error(string name) =>
        Assert.That(() => PortableDelegate.Make(typeof(Action), name, null), Throws.InstanceOf<ProtocolException>());
}
