namespace Weft.Samples.Tests;

/// <summary>The server, woven once for all tests.</summary>
[SetUpFixture]
public sealed class WovenServer
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), $"weft-samples-{Guid.NewGuid():n}");
    private static readonly Lazy<Task<string>> Woven = new(WeaveAsync);

    internal static Task<string> Assembly => Woven.Value;

    /// <summary>Removes what was woven.</summary>
    [OneTimeTearDown]
    public void Remove()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    private static async Task<string> WeaveAsync()
    {
        await using var weave = ConsoleProcess.Start(
            "weft weave", Built.Weft, ["weave", "-c", Built.Configuration, Path.GetDirectoryName(Built.Server)!, "-o", Folder]);
        var code = await weave.EndAsync();
        return code == 0 ? Path.Combine(Folder, Path.GetFileName(Built.Server)) : throw new InvalidOperationException($"weft weave ended with {code}:\n{weave.Output}");
    }
}
