using System.Globalization;
using System.Security.Cryptography;

namespace Weft.MSBuild;

/// <summary>What a woven assembly was made from, and what it was when it was made.</summary>
internal sealed class Stamp
{
    private const string Header = "weft-stamp 1";
    private readonly string _state;
    private readonly string _hash;

    private Stamp(string inputs, string state, string hash)
    {
        Inputs = inputs;
        _state = state;
        _hash = hash;
    }

    /// <summary>The signature of all inputs.</summary>
    internal string Inputs { get; }

    /// <summary>Reads a stamp; null where there is none.</summary>
    internal static Stamp? Read(string file)
    {
        if (!File.Exists(file))
            return null;
        string[] lines = File.ReadAllLines(file);
        return lines is [Header, var inputs, var state, var hash] ? new(inputs, state, hash) : null;
    }

    /// <summary>Writes the stamp of what was just woven.</summary>
    internal static void Write(ProjectFiles files, string inputs) =>
        File.WriteAllLines(files.Stamp, [Header, inputs, State(files.Assembly), Hash(files.Assembly)]);

    /// <summary>Whether assembly, pristine copy and manifest are there, and the assembly is the woven one.</summary>
    internal bool IsOf(ProjectFiles files) => IsWovenBy(files) && File.Exists(files.Pristine) && File.Exists(files.Manifest);

    /// <summary>Whether the assembly is the woven one; otherwise the compiler has made a new one.</summary>
    internal bool IsWovenBy(ProjectFiles files) => State(files.Assembly) == _state || Hash(files.Assembly) == _hash;

    /// <summary>Length and time of a file.</summary>
    internal static string State(string file)
    {
        FileInfo info = new(file);
        return info.Exists ? string.Format(CultureInfo.InvariantCulture, "{0} {1}", info.Length, info.LastWriteTimeUtc.Ticks) : "absent";
    }

    /// <summary>The hash of a file's content.</summary>
    internal static string Hash(string file)
    {
        if (!File.Exists(file))
            return "absent";
        using SHA256 sha = SHA256.Create();
        using FileStream stream = File.OpenRead(file);
        return BitConverter.ToString(sha.ComputeHash(stream)).Replace("-", "");
    }
}
