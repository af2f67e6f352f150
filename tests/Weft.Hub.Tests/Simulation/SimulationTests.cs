using Weft.Hub.Tests.Support;

namespace Weft.Hub.Tests.Simulation;

/// <summary>
/// Whole clusters in one thread. WEFT_SEED replays one history; WEFT_HISTORIES sets how many are tried.
/// </summary>
public sealed class SimulationTests
{
    private const int FirstSeed = 20_000;
    private const int Steps = 600;

    [Test]
    public void No_history_loses_an_increment_breaks_a_lock_or_diverges()
    {
        int count = Histories.Count;
        int increments = 0, calls = 0, pulses = 0, reads = 0, together = 0, conflicts = 0, returned = 0, late = 0, kept = 0, idle = 0, taken = 0;
        int first = TestSeed.Given ?? FirstSeed;
        for (int seed = first; seed < (TestSeed.Given is null ? first + count : first + 1); seed++)
        {
            var cluster = new Cluster(seed);
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
        }
        TestContext.Out.WriteLine(
            $"seeds from {first}: {increments} increments, {calls} calls, {pulses} pulses, {reads} reads, {together} of them together, {conflicts} conflicts, {returned} nodes back in time, {late} too late, "
            + $"{kept} sections under leases that were wanted, {idle} leases returned unasked, {taken} items taken");
        if (TestSeed.Given is null)
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
