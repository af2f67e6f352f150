using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Tests.Output;

namespace Weft.Weaver.Tests.Weaving;

/// <summary>Reads of a collection that need no look of their own stay calls of the framework's members: where nothing lies between that could tell the thread of something newer.</summary>
public sealed class RepeatedReadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ModuleDefinition _woven = null!;

    [OneTimeSetUp]
    public void Weave()
    {
        Assert.That(Subject.Weave("Golden", Path.Combine(Subject.Folder("Golden"), "Golden.dll"), _folder["woven"]).Success, Is.True);
        _woven = ModuleDefinition.ReadModule(Path.Combine(_folder["woven"], "Golden.dll"));
    }

    public void Dispose()
    {
        _woven?.Dispose();
        _folder.Dispose();
    }

    [TestCase("Loop", "plain get_Item, get_Count")]
    [TestCase("LoopBehindChange", "Add, plain get_Item, plain get_Count")]
    [TestCase("Last", "get_Count, plain get_Item")]
    [TestCase("Own", "get_Count, plain get_Item")]
    [TestCase("Call", "get_Count, get_Count", TestName = "A_call_may_tell_of_something_newer")]
    [TestCase("Lock", "get_Count, get_Count", TestName = "A_lock_may_tell_of_something_newer")]
    [TestCase("Flag", "get_Count, get_Count", TestName = "A_volatile_read_may_tell_of_something_newer")]
    [TestCase("Assign", "get_Count, get_Count", TestName = "A_variable_that_is_assigned_may_name_another_collection")]
    [TestCase("Others", "get_Item, get_Item, get_Item", TestName = "A_look_at_another_collection_may_wait")]
    [TestCase("Paths", "get_Count, get_Count", TestName = "A_read_on_one_path_alone_says_nothing_where_the_paths_meet")]
    [TestCase("Finally", "get_Count, plain get_Item, get_Count", TestName = "A_finally_block_lies_between")]
    [TestCase("Search", "get_Count, IndexOf, get_Count", TestName = "Equality_is_the_programs")]
    [TestCase("Caught", "get_Count, plain get_Item, get_Count", TestName = "Nothing_is_known_where_an_exception_is_caught")]
    public void Calls(string method, string calls)
    {
        IEnumerable<MethodReference> called = _woven.GetType("Golden.Repeated").Methods.Single(each => each.Name == method).Body.Instructions.Where(each => each.OpCode.Code is Code.Call or Code.Callvirt).Select(each => (MethodReference)each.Operand);
        Assert.That(string.Join(", ", called.Select(Describe).Where(each => each.Length > 0)), Is.EqualTo(calls));
    }

    private static string Describe(MethodReference called) => called.DeclaringType.GetElementType().Name switch
    {
        "List`1" => $"plain {called.Name}",
        "ListShims`1" => called.Name,
        _ => "",
    };
}
