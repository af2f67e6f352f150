using Weft.Weaver.Analysis.LockCoverage;

namespace Weft.Cli.Output;

/// <summary>Lists writes to shared state with the locks that cover them.</summary>
internal static class WriteReport
{
    public static void Print(IReadOnlyCollection<SharedWrite> writes, Report report)
    {
        foreach (IGrouping<string, SharedWrite> type in writes.GroupBy(write => write.Type))
        {
            report.Line($"writes to {type.Key}:");
            foreach (SharedWrite write in type)
                report.Line($"  {Cover(write),-9} {write.Target}: {write.How} in {write.Method}{Place(write)}{Locks(write)}");
        }
        if (writes.Count > 0)
            report.Line($"{Words.Count(writes.Count, "write", "writes")} to shared state: {Count(LockCover.Covered)} covered by a lock, {Count(LockCover.Unlocked)} unlocked, {Count(LockCover.Unknown)} unknown");

        int Count(LockCover cover) => writes.Count(write => write.Cover == cover);
    }

    private static string Cover(SharedWrite write) => write.Cover switch
    {
        LockCover.Covered => "covered",
        LockCover.Unlocked => "UNLOCKED",
        LockCover.Unknown => "unknown",
        _ => "free",
    };

    private static string Locks(SharedWrite write)
    {
        string locks = string.Join(", ", write.Locks.Select(item => item.IsClustered ? item.Name : $"{item.Name} (local)"));
        return (locks.Length > 0 ? $": {locks}" : "") + (write.Why is null ? "" : $": {write.Why}");
    }

    private static string Place(SharedWrite write) => write.Position.Line == 0 ? "" : $" ({Path.GetFileName(write.Position.File)}:{write.Position.Line})";
}
