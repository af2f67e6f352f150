namespace Weft.Protocol;

/// <summary>A place in the program where shared objects were written outside any clustered lock.</summary>
/// <param name="What">The field or collection that was written.</param>
/// <param name="Site">The method, with file and line where they are known.</param>
/// <param name="Count">How often.</param>
public sealed record UnlockedSite(string What, string Site, ulong Count)
{
    /// <summary>Writes all sites of a node.</summary>
    public static void WriteAll(WireWriter writer, IReadOnlyList<UnlockedSite> sites)
    {
        writer.Unsigned((ulong)sites.Count);
        foreach (UnlockedSite each in sites)
        {
            writer.Text(each.What);
            writer.Text(each.Site);
            writer.Unsigned(each.Count);
        }
    }

    /// <summary>Reads all sites of a node.</summary>
    public static IReadOnlyList<UnlockedSite> ReadAll(ref WireReader reader)
    {
        int count = reader.Count();
        List<UnlockedSite> sites = [];
        for (int i = 0; i < count; i++)
            sites.Add(new(reader.Text(), reader.Text(), reader.Unsigned()));
        return sites;
    }
}
