namespace Weft.Bench.Report;

/// <summary>What is made of samples.</summary>
internal static class Statistics
{
    public static double Median(IEnumerable<double> samples)
    {
        double[] sorted = [.. samples.Order()];
        if (sorted.Length == 0)
            throw new InvalidOperationException("Nothing was measured.");
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
