namespace Weft.Cli.Verification;

/// <summary>Codes of what the JIT finds.</summary>
internal static class VerificationCodes
{
    public const string InvalidProgram = "WEFT1901";
    public const string TypeCannotLoad = "WEFT1902";
    public const string MissingMember = "WEFT1903";
    public const string MissingAssembly = "WEFT1904";
    public const string JitCrashed = "WEFT1905";
    public const string TimedOut = "WEFT1906";
    public const string OtherFailure = "WEFT1907";
}
