using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Weft.Hub.Storage.Sqlite;

/// <summary>Who uses a data folder, as a file in it tells: the lock itself cannot be read.</summary>
/// <param name="Process">The process.</param>
/// <param name="HasNode">Whether a node may run in it too.</param>
/// <param name="Start">When it was started: the numbers of processes come again, in containers with each start.</param>
internal sealed partial record Holder(HubProcess Process, bool HasNode, string Start)
{
    private const string FileName = "hub.pid";

    /// <summary>This process.</summary>
    public static Holder Own(bool hasNode) => new(new HubProcess(Environment.MachineName, Environment.ProcessId), hasNode, StartOfThis());

    /// <summary>Who used the folder last; null if that cannot be told.</summary>
    public static Holder? Read(string folder)
    {
        string file = Path.Combine(folder, FileName);
        Match match = File.Exists(file) ? Line().Match(File.ReadAllText(file)) : Match.Empty;
        return match.Success && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? new Holder(new HubProcess(match.Groups[2].Value, number), match.Groups[3].Success, match.Groups[4].Value)
            : null;
    }

    public void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), $"{this}{(HasNode ? " with a node" : "")} since {Start}\n");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"process {Process.ProcessId} on {Process.Host}");

    private static string StartOfThis()
    {
        using Process process = System.Diagnostics.Process.GetCurrentProcess();
        return process.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^process (\d+) on (\S+)( with a node)? since (\S+)\s*$")]
    private static partial Regex Line();
}
