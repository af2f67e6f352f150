using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Weft.Cli.Processes;

/// <summary>A process, told from a later one with the same id by its start.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Started">When it started, in ticks of universal time.</param>
internal sealed record ProcessIdentity(int Id, long Started)
{
    public static ProcessIdentity Of(Process process) => new(process.Id, process.StartTime.ToUniversalTime().Ticks);

    public static ProcessIdentity Parse(string text)
    {
        string[] parts = text.Split(' ');
        return new(int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Kills the process and its children, if it is still this one.</summary>
    public void Kill()
    {
        // A process reads its own start time from a clock that is rounded otherwise than another's.
        const long tolerance = TimeSpan.TicksPerSecond;
        try
        {
            using Process process = Process.GetProcessById(Id);
            if (Math.Abs(Of(process).Started - Started) < tolerance)
                process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended by itself, which is what was wanted.
            return;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} {Started}");
}
