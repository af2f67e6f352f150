using System.Security.Cryptography;
using System.Text;

namespace Weft.MSBuild;

/// <summary>
/// The files of a woven output folder: every build copies what was compiled there again, so both forms are kept apart, and where the compiled one is as it
/// was, the woven one takes its place without a weave.
/// </summary>
internal sealed class OutputFiles(string folder, string keep)
{
    private const string Header = "weft-output 1";
    private static readonly string[] Extensions = [".dll", ".exe", ".pdb", ".json"];

    private string StampFile => Path.Combine(keep, "stamp");

    /// <summary>Is there where `dotnet watch` builds and its user was told.</summary>
    internal string ToldOfHotReload => Path.Combine(keep, "watch");

    /// <summary>The output as it was before it was woven.</summary>
    internal string Pristine => Path.Combine(keep, "pristine");

    /// <summary>The output as it was woven.</summary>
    internal string Woven => Path.Combine(keep, "woven");

    /// <summary>Brings the kept pristine files up to date with the folder, where what the weaver wrote stands for what it wrote it from.</summary>
    internal void Collect()
    {
        Directory.CreateDirectory(Pristine);
        HashSet<string> present = new(StringComparer.Ordinal);
        foreach (string file in Candidates(folder))
        {
            string name = Path.GetFileName(file);
            present.Add(name);
            string kept = Path.Combine(Pristine, name), woven = Path.Combine(Woven, name);
            bool isOurs = File.Exists(woven) && File.Exists(kept) && Stamp.Hash(file) == Stamp.Hash(woven);
            if (!isOurs)
                File.Copy(file, kept, overwrite: true);
        }
        foreach (string gone in Candidates(Pristine).Where(file => !present.Contains(Path.GetFileName(file))))
            File.Delete(gone);
    }

    /// <summary>Whether what is kept was woven from the same inputs.</summary>
    internal bool IsCurrent(string signature) => File.Exists(StampFile) && File.ReadAllText(StampFile) == Header + "\n" + signature && Directory.Exists(Woven);

    /// <summary>The hash of all pristine files and of what else decides.</summary>
    internal string Signature(IEnumerable<string> options)
    {
        StringBuilder text = new();
        foreach (string option in options)
            text.AppendLine(option);
        foreach (string file in Candidates(Pristine))
            text.Append(Path.GetFileName(file)).Append(' ').AppendLine(Stamp.Hash(file));
        using SHA256 sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(Encoding.UTF8.GetBytes(text.ToString()))).Replace("-", "");
    }

    /// <summary>Forgets what was woven.</summary>
    internal void Drop()
    {
        File.Delete(StampFile);
        if (Directory.Exists(Woven))
            Directory.Delete(Woven, recursive: true);
    }

    /// <summary>Remembers what was woven.</summary>
    internal void Keep(string signature) => File.WriteAllText(StampFile, Header + "\n" + signature);

    /// <summary>Puts the woven files into the folder.</summary>
    internal void Take()
    {
        // The weaver marks its own output folder by hidden files.
        foreach (string woven in Directory.GetFiles(Woven, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith(".weft-", StringComparison.Ordinal)))
        {
            string target = Path.Combine(folder, woven.Substring(Woven.Length).TrimStart(Path.DirectorySeparatorChar));
            if (Stamp.Hash(woven) == Stamp.Hash(target))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(woven, target, overwrite: true);
        }
    }

    private static IEnumerable<string> Candidates(string folder) => Directory.GetFiles(folder)
        .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).OrderBy(file => file, StringComparer.Ordinal);
}
