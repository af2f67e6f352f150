using Weft.Hub.Tests.Support;

namespace Weft.Hub.Tests.Simulation;

/// <summary>
/// Whole clusters in one thread. WEFT_SEED replays one history; WEFT_HISTORIES sets how many are tried.
/// </summary>
public sealed class SimulationTests
{
    private const int FirstSeed = 20_000;
    private const int FirstSeedOfRestarts = 60_000;
    private const int Steps = 600;

    [Test]
    public void No_history_loses_an_increment_breaks_a_lock_or_diverges()
    {
        Try(Histories.Count * 3 / 4, FirstSeed, restarts: false);
    }

    [Test]
    public void No_history_in_which_the_hub_dies_and_is_started_again_loses_what_was_stored_or_does_anything_twice()
    {
        Try(Histories.Count / 4, FirstSeedOfRestarts, restarts: true);
    }

    private static void Try(int count, int firstSeed, bool restarts)
    {
        int increments = 0, calls = 0, pulses = 0, reads = 0, together = 0, conflicts = 0, died = 0, diedWith = 0, ranAhead = 0, compactions = 0, returned = 0, late = 0, kept = 0, idle = 0, taken = 0;
        int first = TestSeed.Given ?? firstSeed;
        for (int seed = first; seed < (TestSeed.Given is null ? first + count : first + 1); seed++)
        {
            var cluster = new Cluster(seed, restarts);
            try
            {
                cluster.Run(Steps);
            }
            catch (Exception failure) when (failure is not SuccessException)
            {
                throw new InvalidOperationException($"History {seed} failed; run this test with WEFT_SEED={seed} to replay it. {failure.Message}", failure);
            }
            increments += cluster.Increments;
            calls += cluster.Calls;
            pulses += cluster.Pulses;
            reads += cluster.Reads;
            together += cluster.Together;
            conflicts += cluster.Conflicts;
            returned += cluster.Returned;
            late += cluster.TooLate;
            kept += cluster.Kept;
            idle += cluster.IdleReturns;
            taken += cluster.Taken;
            died += cluster.Restarts;
            diedWith += cluster.DiedWithHub;
            ranAhead += cluster.RanAheadOfStore;
            compactions += cluster.Compactions;
        }
        TestContext.Out.WriteLine(
            $"seeds from {first}: {increments} increments, {calls} calls, {pulses} pulses, {reads} reads, {together} of them together, {conflicts} conflicts, {returned} nodes back in time, {late} too late, "
            + $"{kept} sections under leases that were wanted, {idle} leases returned unasked, {taken} items taken, {died} hubs died, {diedWith} nodes with them, {ranAhead} nodes had run ahead of the store, {compactions} snapshots");
        if (TestSeed.Given is not null)
            return;
        if (restarts)
        {
            Assert.That(increments, Is.GreaterThan(count * 4), "the histories are worth running");
            Assert.That(calls, Is.GreaterThan(count));
            Assert.That(returned, Is.GreaterThan(count * 2));
            Assert.That(died, Is.GreaterThan(count));
            Assert.That(compactions, Is.GreaterThan(count / 2));
            Assert.That(diedWith, Is.GreaterThan(count / 4));
            Assert.That(ranAhead, Is.InRange(count / 100, returned / 20));
        }
        else
        {
            Assert.That(increments, Is.GreaterThan(count * 5), "the histories are worth running");
            Assert.That(calls, Is.GreaterThan(count));
            Assert.That(pulses, Is.GreaterThan(count / 2));
            Assert.That(reads, Is.GreaterThan(count * 5));
            Assert.That(together, Is.GreaterThan(count / 5));
            Assert.That(conflicts, Is.GreaterThan(count / 30));
            Assert.That(returned, Is.GreaterThan(count / 5));
            Assert.That(late, Is.GreaterThan(count / 50));
            Assert.That(kept, Is.GreaterThan(count / 5));
            Assert.That(idle, Is.GreaterThan(count / 2));
            Assert.That(taken, Is.GreaterThan(count));
        }
    }
}
