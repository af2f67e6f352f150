using Weft.Hub.Tests.Simulation.Forms;
using Weft.Hub.Tests.Support;
using Weft.Linearizability;

namespace Weft.Hub.Tests.Simulation;

/// <summary>
/// Histories of synchronizers of every form, checked for linearizability. WEFT_SEED replays one history; WEFT_HISTORIES sets how many are tried.
/// </summary>
public sealed class LinearizabilityTests
{
    private const int FirstSeed = 40_000;
    private const int FirstSeedOfRestarts = 80_000;
    private const int Steps = 250;

    [Test]
    public void Synchronizers_of_every_form_are_linearizable_in_every_history()
    {
        Try(Histories.Count * 3 / 4, FirstSeed, restarts: false);
    }

    [Test]
    public void Synchronizers_of_every_form_are_linearizable_in_every_history_in_which_the_hub_dies_and_is_started_again()
    {
        Try(Histories.Count / 4, FirstSeedOfRestarts, restarts: true);
    }

    private static void Try(int count, int firstSeed, bool restarts)
    {
        int died = 0, again = 0, loans = 0, here = 0, lost = 0, bounced = 0;
        Dictionary<Type, int> forms = [];
        int first = TestSeed.Given ?? firstSeed;
        int operations = 0, waiting = 0, cuts = 0, cancelled = 0, returned = 0;
        for (int seed = first; seed < (TestSeed.Given is null ? first + count : first + 1); seed++)
        {
            var cluster = new SynchronizerCluster(seed, restarts);
            if (FindViolation(cluster) is { } violation)
                Assert.Fail($"History {seed} failed; run this test with WEFT_SEED={seed} to replay it. {violation}");
            operations += cluster.History.Count;
            forms[cluster.Form.GetType()] = forms.GetValueOrDefault(cluster.Form.GetType()) + 1;
            waiting += cluster.StillWaiting;
            cuts += cluster.Cuts;
            cancelled += cluster.Cancelled;
            returned += cluster.Returned;
            died += cluster.Restarts;
            again += cluster.AskedAgain;
            loans += cluster.Loans;
            here += cluster.DoneOnLoan;
            lost += cluster.LostWithNode;
            bounced += cluster.Bounced;
        }
        TestContext.Out.WriteLine($"seeds from {first}: {operations} operations, {string.Join(", ", forms.Select(static each => $"{each.Value} histories with {each.Key.Name}"))}, {waiting} waits without end, {cuts} nodes cut off, {returned} of them back, {cancelled} waits taken back, {died} hubs died, {again} requests made again, {loans} loans, {here} operations done on them, {lost} lost with their node, {bounced} requests that crossed one");
        if (TestSeed.Given is null)
        {
            Assert.That(operations, Is.GreaterThan(count * 10), "the histories are worth running");
            Assert.That(forms.Values, Has.Count.EqualTo(SimulatedForm.Count - 1).And.All.GreaterThan(count / 20), "events are of one type");
            Assert.That(waiting, Is.GreaterThan(count / 10));
            Assert.That(cuts, Is.GreaterThan(count / 10));
            Assert.That(cancelled, Is.GreaterThan(count / 2));
            Assert.That(returned, Is.GreaterThan(count / 10));
            Assert.That(died, restarts ? Is.GreaterThan(count) : Is.Zero);
            Assert.That(again, restarts ? Is.GreaterThan(count) : Is.Zero);
            Assert.That(loans, Is.GreaterThan(count / 2));
            Assert.That(here, Is.GreaterThan(count));
            Assert.That(lost, Is.GreaterThan(count / 40));
            Assert.That(bounced, Is.GreaterThan(count / 10));
        }
    }

    private static string? FindViolation(SynchronizerCluster cluster)
    {
        try
        {
            cluster.Run(Steps);
        }
        catch (InvalidOperationException defect)
        {
            return defect.Message;
        }
        return LinearizabilityChecker.FindViolation(cluster.History, cluster.Form);
    }

    [Test]
    public void Answers_that_are_given_twice_are_found()
    {
        int found = 0;
        for (int seed = FirstSeed; seed < FirstSeed + 100; seed++)
        {
            var cluster = new SynchronizerCluster(seed, form: static random => random.Next(2) == 0 ? new LockForm(random) : new QueueForm(random)) { RepeatsAnswers = true };
            cluster.Run(Steps);
            found += LinearizabilityChecker.FindViolation(cluster.History, cluster.Form) is null ? 0 : 1;
        }
        Assert.That(found, Is.GreaterThan(50));
    }
}

/// <summary>How many histories are tried.</summary>
internal static class Histories
{
    /// <summary>WEFT_HISTORIES, or what the gate has time for.</summary>
    internal static int Count => int.TryParse(Environment.GetEnvironmentVariable("WEFT_HISTORIES"), out int wanted) ? wanted : 2_000;
}
