using System.Globalization;

namespace ScopeServer.Client;

/// <summary>What the check found.</summary>
/// <param name="Room">The room.</param>
/// <param name="Sent">How many messages were sent by all clients together; each client should have received so many.</param>
/// <param name="Rows">What each client received.</param>
/// <param name="Faults">What is wrong with the servers' state.</param>
internal sealed record Report(string Room, int Sent, IReadOnlyList<ReportRow> Rows, IReadOnlyList<string> Faults)
{
    public bool Passed => Faults.Count == 0 && Rows.All(row => row.Once == Sent);

    public void Print(TextWriter to)
    {
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Room {Room}: {Sent} messages sent through {Rows.Count} servers; each client should see each exactly once."));
        to.WriteLine();
        to.WriteLine("  client on               once   twice  missing   median ms      max ms");
        foreach (var row in Rows)
        {
            to.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {row.Server,-22} {row.Once,5} {row.Twice,7} {row.Missing,8} {row.Median,11:0.0} {row.Worst,11:0.0}"));
        }
        to.WriteLine();
        foreach (var fault in Faults)
            to.WriteLine(fault);
        if (Faults.Count == 0)
            to.WriteLine("All servers have the same board and the same chat, and a client that comes late gets all of it.");
        to.WriteLine(Passed ? "Passed." : "FAILED.");
    }
}

/// <summary>What one client received.</summary>
/// <param name="Server">The server that it was on.</param>
/// <param name="Once">How many messages came exactly once.</param>
/// <param name="Twice">How many came more often.</param>
/// <param name="Missing">How many did not come.</param>
/// <param name="Median">Milliseconds from sending to receiving, half of them.</param>
/// <param name="Worst">Milliseconds from sending to receiving, the slowest.</param>
internal sealed record ReportRow(string Server, int Once, int Twice, int Missing, double Median, double Worst);
