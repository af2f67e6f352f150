using Microsoft.Playwright;

namespace Weft.Samples.Tests;

/// <summary>The Chromium of this machine, without a window.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private const int Attempts = 3;
    private static readonly float StartLimit = (float)TimeSpan.FromSeconds(60).TotalMilliseconds;

    /// <summary>Starts a browser; one that dies while it starts is told and started again.</summary>
    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await playwright.Chromium.LaunchAsync(Options());
            }
            catch (Exception failure) when (failure is PlaywrightException or TimeoutException)
            {
                await TestContext.Error.WriteLineAsync($"Chromium did not start (attempt {attempt} of {Attempts}): {failure.Message}");
                if (attempt == Attempts)
                    throw new InvalidOperationException($"{Find()} did not start in {Attempts} attempts; the last one: {failure.Message}", failure);
            }
        }
    }

    private static BrowserTypeLaunchOptions Options() => new()
    {
        ExecutablePath = Find(),
        Timeout = StartLimit,
        Args =
        [
            "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
        ],
    };

    private static string Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"The browser tests need Chromium: none of {string.Join(", ", Names)} is on the PATH. On Debian and its kin: apt-get install chromium");
    }
}
