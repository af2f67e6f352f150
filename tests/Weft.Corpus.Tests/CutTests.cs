using Weft.Corpus.Sets;

namespace Weft.Corpus.Tests;

/// <summary>A part of the corpus that is soon woven; with <c>WEFT_CORPUS=all</c> in the environment, all of it.</summary>
public sealed class CutTests
{
    private static readonly bool All = Environment.GetEnvironmentVariable("WEFT_CORPUS") == "all";
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("weft-corpus-tests-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task FrameworkAssembliesAreWovenInWhole()
    {
        string unwoven = Path.Combine(_folder, "unwoven");
        SetResult result = await Run(All ? FrameworkSet.Whole(unwoven) : FrameworkSet.Cut(unwoven));

        Assert.That(Findings(result), Is.Empty);
        Assert.That(result.Workloads, Has.Count.GreaterThanOrEqualTo(2));
        Assert.That(result.Assemblies, Has.Count.GreaterThanOrEqualTo(6));
        AssertMostIsWoven(result);
    }

    [Test]
    public async Task PackagesAreWovenInWholeAndWorkAsBefore()
    {
        SetResult result = await Run(All ? PackageSet.Whole() : PackageSet.Cut());

        Assert.That(Findings(result), Is.Empty);
        Assert.That(result.Workloads, Is.SupersetOf(PackageSet.Cut().Workloads));
        AssertMostIsWoven(result);
    }

    /// <summary>Most classes are instrumented, and each of the gates has had something to look at: a corpus that weaves nothing would have no findings either.</summary>
    private static void AssertMostIsWoven(SetResult result)
    {
        Weaving.AssemblyNumbers[] numbers = [.. result.Settled!.Numbers.Assemblies.Values];
        Assert.That(numbers.Sum(item => item.Instrumented), Is.GreaterThan(numbers.Sum(item => item.Classes) * 0.8));
        Assert.That(numbers.Sum(item => item.Sites), Is.GreaterThan(10_000));
        Assert.That(result.Refusals, Is.Not.Empty);
        Assert.That(result.Remaining!.BeforeBaseCall, Is.GreaterThan(0));
        Assert.That(result.Verified, Is.GreaterThan(numbers.Sum(item => item.Methods) * 0.9));
        Assert.That(result.Decompiled, Is.GreaterThan(30));
        Assert.That(result.Compiled, Is.GreaterThan(numbers.Sum(item => item.Methods) * 0.9));
    }

    private Task<SetResult> Run(ApplicationSet set) => new SetRun(set, _folder, jit: true, TestContext.Out.WriteLine).Run(CancellationToken.None);

    private static string Findings(SetResult result) => string.Join(Environment.NewLine, result.Findings.Select(finding => $"{finding.Gate}: {finding.Message}"));
}
