using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Output;

namespace Weft.Weaver.Tests.Weaving;

/// <summary>
/// Programs of constructs, one class for each: woven they do without a hub what they do unwoven, they do the same where all state is shared, and another node sees what they did.
/// </summary>
[TestFixture("Accepted", "Accepted", TestName = "Optimised C#")]
[TestFixture("Accepted.Debug", "Accepted", TestName = "C# as a debug build")]
[TestFixture("Accepted.RuntimeAsync", "Accepted.RuntimeAsync", TestName = "C# with methods that the runtime suspends")]
[TestFixture("Accepted.Visual", "Accepted.Visual", TestName = "Visual Basic")]
[TestFixture("Accepted.Visual.Debug", "Accepted.Visual", TestName = "Visual Basic as a debug build")]
[TestFixture("Accepted.Functional", "Accepted.Functional", TestName = "F#")]
public sealed class AcceptedTests(string project, string assembly) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private WeaveResult _result = null!;
    private string[] _plain = null!;
    private string[] _alone = null!;
    private string[] _shared = null!;
    private string[] _arrived = null!;
    private string _said = null!;

    [OneTimeSetUp]
    public async Task Run()
    {
        _result = Subject.Weave("Accepted", Subject.Folder(project), _folder["woven"]);
        Assert.That(_result.Diagnostics.Where(item => item.Severity != Severity.Information), Is.Empty);
        _plain = await Accepted.RunAsync(Path.Combine(Subject.Folder(project), assembly + ".dll"));
        string woven = Path.Combine(_folder["woven"], assembly + ".dll");
        _alone = await Accepted.RunAsync(woven);
        (_shared, _arrived, _said) = await Accepted.RunOnTwoNodesAsync(woven);
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Woven_without_a_hub_each_construct_does_what_it_does_unwoven() => Assert.That(_alone, Is.EqualTo(_plain));

    [Test]
    public void On_shared_objects_each_construct_does_what_it_does_in_one_process() => Assert.That(_shared, Is.EqualTo(_plain));

    [Test]
    public void What_each_construct_did_arrives_on_another_node() => Assert.That(_arrived, Is.EqualTo(_plain.Where(line => line.Contains(" shows: ", StringComparison.Ordinal))));

    [Test]
    public void Nothing_that_woven_code_does_to_a_shared_collection_goes_unseen() => Assert.That(_said, Does.Not.Contain("WEFT1652"));

    [Test]
    public void No_construct_fails() => Assert.That(_plain, Has.None.Contains("Exception: "));
}
