namespace Weft.Cli.Processes;

/// <summary>A folder that goes with its owner.</summary>
internal sealed class TemporaryFolder(string prefix) : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else has cleaned up: what was wanted is so.
            return;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"weft: warning: '{Path}' could not be deleted: {failure.Message}");
        }
    }
}
