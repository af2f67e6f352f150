namespace Weft.Cli.Tests;

/// <summary>A temporary folder for one test.</summary>
internal sealed class Scratch : IDisposable
{
    internal string Folder { get; } = Directory.CreateTempSubdirectory("weft-cli-test-").FullName;

    internal string this[string name] => Path.Combine(Folder, name);

    internal string Write(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    internal string CopyFolder(string source, string name)
    {
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(this[name], Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return this[name];
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
