using System.Net;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Collections;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests.Interleaved;

/// <summary>
/// A thread finds a collection unshared; before it changes it another one shares it, and its content is sent as it was: only the look behind the change can tell of it. Here each member that changes a collection is stopped
/// between its first look and the change.
/// </summary>
internal sealed class SecondLookTests
{
    private const int Seeds = 100;

    // Changes of concurrent ones run in a section for whose end sharing waits; of pools any item may be the one that is taken.
    private static readonly string[] Elsewhere = ["ConcurrentDictionary`2", "ConcurrentQueue`1", "ConcurrentStack`1", "ConcurrentBag`1", "PriorityQueue`2"];

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "weft-second-look-" + Guid.NewGuid().ToString("N"));

    private static IEnumerable<string> Names => SharedKind.Names.Except(Elsewhere);

    [OneTimeSetUp]
    public void Prepare() =>
        Assert.That(Interludes.Write(Path.Combine(AppContext.BaseDirectory, "Weft.Runtime.dll"), Path.Combine(_folder, "Weft.Runtime.dll"), IsWorkOnAFrameworkCollection), Is.GreaterThan(500));

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [TestCaseSource(nameof(Names))]
    public void What_is_changed_in_a_collection_that_becomes_shared_after_the_first_look_is_not_lost(string name)
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode first = new(hub, folder: _folder);
        TestNode second = new(hub);
        first.Run(nameof(World.MakeRoot), "mine");
        HashSet<string> tried = [];
        for (int seed = 0; seed < Seeds; seed++)
        {
            string told = first.Call<string>(nameof(World.ChangeWhenItHasBecomeShared), name, seed, tried);
            if (told.Length > 0)
                Assert.That(() => second.Call<string>(nameof(World.LockedContent), name), Is.EqualTo(told).After(20_000, 2), new RandomOperation(SharedKind.Of(name), seed).ToString());
        }
        TestContext.Out.WriteLine(string.Join(", ", tried));
        Assert.That(tried, Has.Count.GreaterThan(1));
    }

    [Test]
    public void What_an_operation_that_fails_in_the_middle_has_done_to_a_collection_that_became_shared_meanwhile_is_not_lost(
        [Values("List`1.AddRange", "List`1.RemoveAll", "List`1.Sort", "HashSet`1.UnionWith", "HashSet`1.ExceptWith", "SortedSet`1.UnionWith", "ArrayList.Sort", "ImmutableList`1.Builder.AddRange",
            "ImmutableArray`1.Builder.AddRange")] string operation)
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        (TestNode first, TestNode second) = (new(hub), new(hub));
        first.Run(nameof(World.MakeRoot), "mine");
        string content = first.Call<string>(nameof(World.FailWhenItHasBecomeShared), operation);
        Assert.That(() => second.Call<string>(nameof(World.LockedContent), operation[..operation.LastIndexOf('.')]), Is.EqualTo(content).After(20_000, 2));
    }

    private static bool IsWorkOnAFrameworkCollection(MethodDefinition method, Instruction instruction) =>
        IsShim(method.DeclaringType) && instruction.OpCode.Code is Code.Call or Code.Callvirt && instruction.Previous?.OpCode.OpCodeType != OpCodeType.Prefix
        && (MethodReference)instruction.Operand is { DeclaringType: { } type } called && (IsOfTheFramework(type) || called.Name.StartsWith("Plain", StringComparison.Ordinal));

    private static bool IsOfTheFramework(TypeReference type) =>
        (type.Namespace.Length > 0 ? type.Namespace : type.DeclaringType?.Namespace ?? "").StartsWith("System", StringComparison.Ordinal) && type.Resolve() is { IsValueType: false };

    private static bool IsShim(TypeDefinition type) =>
        type.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "ShimForAttribute") || type.Name is "MapBuilderCalls`4" or "SetBuilderCalls`3" || (type.DeclaringType is { } outer && IsShim(outer));
}
