namespace Weft.Cli.Output;

/// <summary>Small turns of phrase.</summary>
internal static class Words
{
    public static string Count(int number, string singular, string plural) => number == 1 ? $"1 {singular}" : $"{number} {plural}";
}
