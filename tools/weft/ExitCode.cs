namespace Weft.Cli;

/// <summary>What the command tells its caller.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>Findings, or a run that failed.</summary>
    public const int Failure = 1;

    /// <summary>Wrong usage: nothing was tried.</summary>
    public const int Usage = 2;
}
