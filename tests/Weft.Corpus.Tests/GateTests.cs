using Weft.Corpus.Gates;
using Weft.Corpus.Sets;
using Weft.Corpus.Weaving;
using Weft.Corpus.Workloads;
using Weft.Weaver;

namespace Weft.Corpus.Tests;

/// <summary>Gates that let everything pass would make a corpus without findings: each is shown something that is wrong.</summary>
public sealed class GateTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("weft-corpus-tests-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task PlainAccessesOfAnAssemblyThatWasNotWovenAreFound()
    {
        string unwoven = typeof(YamlDotNet.Core.Parser).Assembly.Location;
        string configuration = Path.Combine(_folder, "weft.yaml");
        await File.WriteAllTextAsync(configuration, "version: 1\ninclude:\n  - '**'\n");
        string copy = Path.Combine(_folder, Path.GetFileName(unwoven));
        File.Copy(unwoven, copy);
        WeaveRequest request = new() { ConfigurationFile = configuration, Inputs = [copy], RuntimeAssembly = Path.Combine(AppContext.BaseDirectory, "Weft.Runtime.dll") };
        Settled settled = Settling.Settle(request, TestContext.Out.WriteLine, CancellationToken.None);

        RemainingAccesses remaining = RemainingAccesses.Find(settled.Shared, [copy], _folder);

        Assert.That(remaining.Findings.Select(finding => finding.Message), Has.Some.Contains("YamlDotNet.Core.Scanner").And.Some.Contains("stfld").And.Some.Contains("ldfld"));
        Assert.That(remaining.Findings, Has.Count.GreaterThan(1000));
    }

    [Test]
    public async Task AnotherOutputIsFound()
    {
        WorkloadProgram program = new(FrameworkFolders.Host, PackageSet.Program), different = program with { File = Path.Combine(AppContext.BaseDirectory, "weft.dll") };

        WorkloadComparison other = await WorkloadComparison.Run(program, different, ["list"], CancellationToken.None);
        WorkloadComparison same = await WorkloadComparison.Run(program, program, ["list"], CancellationToken.None);
        WorkloadComparison broken = await WorkloadComparison.Run(program, program, ["no such workload"], CancellationToken.None);

        Assert.That(other.Findings, Has.Count.EqualTo(1));
        Assert.That(same.Same, Is.EqualTo(new[] { "list" }));
        Assert.That(same.Findings, Is.Empty);
        Assert.That(broken.Findings.Single().Message, Does.Contain("the unwoven program ended with 2"));
    }
}
