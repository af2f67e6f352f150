namespace Weft.Cli.Output;

/// <summary>Lays out rows of text in columns.</summary>
internal static class Table
{
    public static IEnumerable<string> Lines(string[] headings, IEnumerable<string[]> rows)
    {
        string[][] all = [headings, .. rows];
        int[] widths = [.. headings.Select((_, column) => all.Max(row => row[column].Length))];
        foreach (string[] row in all)
            yield return string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
    }
}
