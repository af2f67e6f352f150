using System.Net;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;
using Weft.Weaver;

namespace Weft.Runtime.Tests.Interleaved;

/// <summary>
/// Accesses that the weaver guards together, and reads of collections that it leaves without a look: at each place in between another thread shares the object, and a second node changes it.
/// </summary>
internal sealed class StretchTests
{
    private const string Program = "Stretches.Program";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "weft-stretches-" + Guid.NewGuid().ToString("N"));
    private HubServer _hub = null!;
    private WovenNode _first = null!;
    private WovenNode _second = null!;
    private int _mark;

    private string Woven => Path.Combine(_folder, "woven", "Stretches.dll");

    [OneTimeSetUp]
    public void Start()
    {
        _hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "stretches" });
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "weft.yaml"), $"version: 1\ncluster:\n  name: stretches\n  hub: tcp://{_hub.EndPoint}\nroots:\n  - field: Stretches.Program.s_root\n    name: root\ninclude:\n  - Stretches.**\n");
        WeaveResult result = WeaverEngine.Weave(new WeaveRequest
        {
            ConfigurationFile = Path.Combine(_folder, "weft.yaml"),
            Inputs = [TestFiles.Subject("Stretches")],
            RuntimeAssembly = Path.Combine(AppContext.BaseDirectory, "Weft.Runtime.dll"),
            OutputFolder = Path.GetDirectoryName(Woven)!,
            Verify = true,
        });
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        string stopped = Path.Combine(_folder, "stopped", "Stretches.dll");
        Interludes.Write(Woven, stopped, IsPartOfAStretch);
        (_first, _second) = (new WovenNode(stopped, Program), new WovenNode(Woven, Program));
        _first.Run("MakeRoot");
        Assert.That(() => _second.Call<bool>("HasRoot"), Is.True.After(20_000, 2));
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _hub.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // The stops: before the first look, before each store, before the second look.
    [Test]
    public void No_store_of_a_stretch_is_lost_wherever_its_object_becomes_shared_and_another_node_changes_it([Range(0, 4)] int stop)
    {
        object board = _first.Call<object>("Make", ++_mark);
        bool stopped = false;
        _first.PauseAt(stop, () =>
        {
            stopped = true;
            InAnotherThread(() =>
            {
                Share(board);
                _second.Run("StoreElsewhere");
                Assert.That(() => _first.Call<string>("Content"), Is.EqualTo("7 8 9").After(20_000, 1));
            });
        });
        _first.Run("Store", board);
        Assert.That(stopped, Is.True);
        string expected = stop switch { 4 => "7 8 9", 3 => "7 8 3", 2 => "7 2 3", _ => "1 2 3" };
        foreach (WovenNode node in (WovenNode[])[_first, _second])
            Assert.That(() => node.Call<string>("LockedContent"), Is.EqualTo(expected).After(20_000, 2));
    }

    [Test]
    public void Reads_and_stores_of_a_stretch_that_are_interrupted_come_out_the_same_on_all_nodes([Range(0, 5)] int stop)
    {
        object board = _first.Call<object>("Make", ++_mark);
        bool stopped = false;
        _first.PauseAt(stop, () =>
        {
            stopped = true;
            InAnotherThread(() =>
            {
                Share(board);
            });
        });
        _first.Run("Exchange", board);
        Assert.That(stopped, Is.True);
        foreach (WovenNode node in (WovenNode[])[_first, _second])
            Assert.That(() => node.Call<string>("LockedContent"), Is.EqualTo("10 20 0").After(20_000, 2));
    }

    // The second read follows the first without a look, and is as early; in the lock the list is looked at. What was added waits there, since the worker is kept by another class constructor.
    [Test]
    public void A_read_without_a_look_is_too_early_at_most_and_the_next_lock_ends_that()
    {
        object board = _first.Call<object>("Make", ++_mark);
        object items = _first.Part(board, "Items");
        bool stopped = false;
        _first.PauseAt(0, () =>
        {
            stopped = true;
            InAnotherThread(() =>
            {
                ShareAndAdd(board, "AddLateElsewhere");
                _first.Run("WaitAtGate");
            });
        });
        _first.Run("CloseGate");
        Assert.That(_first.Call<string>("Counts", items), Is.EqualTo("0 0 1"));
        _first.Run("OpenGate");
        Assert.That(stopped, Is.True);
    }

    [Test]
    public void A_loop_without_looks_goes_on_over_a_list_that_becomes_shared_and_is_changed([Range(0, 1)] int stop)
    {
        object board = _first.Call<object>("Make", ++_mark);
        object numbers = _first.Part(board, "Numbers");
        bool stopped = false;
        _first.PauseAt(stop, () =>
        {
            stopped = true;
            InAnotherThread(() => ShareAndAdd(board, "AddNumberElsewhere"));
        });
        Assert.That(_first.Call<int>("Sum", numbers), Is.EqualTo(6).Or.EqualTo(3));
        Assert.That(stopped, Is.True);
        Assert.That(_first.Call<int>("LockedSum", numbers), Is.EqualTo(6));
    }

    // The root's field tells that what came before it is here.
    private void ShareAndAdd(object board, string add)
    {
        Share(board);
        _second.Run(add, _mark);
        Assert.That(() => _first.Call<int>("Told"), Is.EqualTo(_mark).After(20_000, 1));
    }

    private void Share(object board)
    {
        _first.Run("Share", board);
        Assert.That(() => _second.Call<bool>("IsShared", _mark), Is.True.After(20_000, 1));
    }

    private static void InAnotherThread(Action action) => Assert.That(Task.Run(action).Wait(TimeSpan.FromSeconds(60)), Is.True);

    private static bool IsPartOfAStretch(MethodDefinition method, Instruction instruction) => method.DeclaringType.FullName == Program && method.Name is "Store" or "Exchange" or "Counts" or "Sum" && instruction.OpCode.Code switch
    {
        Code.Ldfld or Code.Stfld => ((FieldReference)instruction.Operand).DeclaringType.Name == "Board",
        Code.Call or Code.Callvirt => ((MethodReference)instruction.Operand) is { Name: "$weft_shared" } or { DeclaringType.Name: "List`1" },
        _ => false,
    };
}
