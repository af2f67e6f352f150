using System.Security.Cryptography;

namespace Weft.Cli.Tests;

/// <summary>Weaves in processes of their own, each with its own seed of string hashes, give the same bytes wherever and whenever they run.</summary>
public sealed class DeterminismTests
{
    [Test]
    public void ProcessesWithOtherHashesZonesCulturesAndFoldersAgree()
    {
        using Scratch scratch = new();
        Directory.CreateDirectory(scratch["temporary"]);
        (string, string)[][] surroundings =
        [
            [("TZ", "UTC")],
            [("TZ", "Asia/Kathmandu"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("TMPDIR", scratch["temporary"])],
            [("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"), ("DOTNET_TieredCompilation", "0"), ("DOTNET_gcServer", "1")],
        ];
        string[] folders = [.. surroundings.Select((_, number) => scratch.CopyFolder(Built.ScopeServerFolder, "in" + number))];
        // All at the same time.
        Running[] weaves =
        [
            .. surroundings.Select((environment, number) =>
                new Running(Built.Weft, ["weave", "-c", Built.ScopeServerConfiguration, folders[number], "-o", scratch["deep/er/out" + number]], environment)),
        ];
        foreach (Running weave in weaves)
        {
            using (weave)
            {
                Finished finished = weave.End();
                Assert.That(finished.ExitCode, Is.Zero, finished.All);
            }
        }
        string[] first = Content(scratch["deep/er/out0"]);
        Assert.That(first, Has.Some.Contains("ScopeServer.dll"));
        Assert.That(Content(scratch["deep/er/out1"]), Is.EqualTo(first));
        Assert.That(Content(scratch["deep/er/out2"]), Is.EqualTo(first));
    }

    private static string[] Content(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(folder, file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];
}
