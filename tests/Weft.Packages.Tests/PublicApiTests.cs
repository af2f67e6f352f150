using Weft.Cli.Tests;

namespace Weft.Packages.Tests;

/// <summary>
/// The public API of the packages is what the checked-in lists say. A change that is meant: run this test with <c>WEFT_GOLDEN=write</c>, look at the difference, and name it in CHANGELOG.md; what goes
/// away or changes needs a new major version after 1.0.
/// </summary>
public sealed class PublicApiTests
{
    [TestCase("src/Runtime/Weft.Runtime", "net10.0")]
    [TestCase("src/Runtime/Weft.Protocol", "net10.0")]
    [TestCase("src/Runtime/Weft.Hub", "net10.0")]
    [TestCase("src/Runtime/Weft.Annotations", "netstandard2.0")]
    [TestCase("src/Runtime/Weft.Hosting", "net10.0")]
    public void It_is_as_it_was_listed(string project, string framework)
    {
        string name = Path.GetFileName(project);
        string api = PublicApi.Of(Path.Combine(Path.GetDirectoryName(Built.Output(project))!, framework, name + ".dll"));
        string listed = Path.Combine(Built.Repository, "tests/Weft.Packages.Tests/Api", name + ".txt");
        if (Environment.GetEnvironmentVariable("WEFT_GOLDEN") == "write")
            File.WriteAllText(listed, api);
        Assert.That(api.Split('\n'), Is.EqualTo(File.ReadAllText(listed).Split('\n')), "the public API has changed: if that is meant, write the list anew with WEFT_GOLDEN=write and tell it in CHANGELOG.md");
    }
}
