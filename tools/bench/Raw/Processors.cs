using System.Diagnostics;

namespace Weft.Bench.Raw;

/// <summary>Keeps the main thread of a process on one processor.</summary>
internal static class Processors
{
    /// <summary>Whether two processes can be kept apart on this machine.</summary>
    public static bool CanSeparate => Environment.ProcessorCount > 1 && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows());

    /// <summary>Keeps the calling process's main thread on a processor; null leaves it alone.</summary>
    public static void StayOn(int? processor)
    {
        if (processor is not { } number || (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows()))
            return;
        using Process self = Process.GetCurrentProcess();
        self.ProcessorAffinity = (nint)1 << number;
    }
}
