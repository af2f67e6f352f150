using Weft.Cli.Tests;

namespace Weft.Hosting.Tests;

/// <summary>The application, woven once for all tests, and by another configuration.</summary>
[SetUpFixture]
public sealed class WovenHosted
{
    private static readonly Scratch Folder = new();

    internal static string Plain { get; } = Built.Output("tests/Subjects/Hosted");

    internal static string Woven { get; } = Folder["woven"];

    internal static string Otherwise { get; } = Folder["otherwise"];

    [OneTimeSetUp]
    public void Weave()
    {
        foreach ((string configuration, string output) in (IEnumerable<(string, string)>)[("weft.yaml", Woven), ("other.yaml", Otherwise)])
        {
            Finished woven = Running.WeftToEnd("weave", "-c", Path.Combine(Built.Repository, "tests/Subjects/Hosted", configuration), Plain, "-o", output);
            Assert.That(woven.ExitCode, Is.Zero, woven.All);
        }
    }

    [OneTimeTearDown]
    public void Remove() => Folder.Dispose();
}
