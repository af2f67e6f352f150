using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

/// <summary>Events, countdowns and barriers.</summary>
public sealed class SynchronizerTests
{
    private CoreHarness _hub = null!;
    private NodeEnd _a = null!;
    private NodeEnd _b = null!;
    private ulong _object;
    private ulong _request;

    [SetUp]
    public void SetUp()
    {
        _hub = new CoreHarness(new HubCoreOptions { ReconnectWindowMilliseconds = 1000 });
        _a = _hub.Join("a");
        _b = _hub.Join("b");
        _a.Skip();
    }

    [Test]
    public void An_event_that_stays_set_lets_all_go_on_and_one_that_resets_itself_lets_one()
    {
        foreach ((int automatic, int expected) in ((int, int)[])[(0, 2), (1, 1)])
        {
            Make(SyncForm.Event, EntryBuilder.Number(0), EntryBuilder.Number(automatic));
            Send(_b, SyncOperation.Wait);
            Send(_b, SyncOperation.Wait);
            Ask(_a, SyncOperation.Release);
            Assert.That(_b.Inbox, Has.Count.EqualTo(expected));
            Assert.That(Ask(_a, SyncOperation.Read).Number, Is.EqualTo(1 - automatic));
            _b.Skip();
        }
    }

    [Test]
    public void A_set_that_nobody_waits_for_is_remembered_once()
    {
        Make(SyncForm.Event, EntryBuilder.Number(0), EntryBuilder.Number(1));
        Ask(_a, SyncOperation.Release);
        Ask(_a, SyncOperation.Release);
        Assert.That(Ask(_b, SyncOperation.Wait, isTry: true).Outcome, Is.EqualTo(SyncOutcome.Done));
        Assert.That(Ask(_b, SyncOperation.Wait, isTry: true).Outcome, Is.EqualTo(SyncOutcome.NotNow));
    }

    [Test]
    public void A_countdown_ends_at_zero_and_not_below()
    {
        Make(SyncForm.Countdown, EntryBuilder.Number(2), EntryBuilder.Number(2));
        Send(_b, SyncOperation.Wait);
        Assert.That(Ask(_a, SyncOperation.Release, 3).Outcome, Is.EqualTo(SyncOutcome.NotNow));
        Assert.That(Ask(_a, SyncOperation.Add, 1).Number, Is.EqualTo(3));
        Assert.That(Ask(_a, SyncOperation.Release, 2).Number, Is.EqualTo(1));
        Assert.That(_b.Inbox, Is.Empty);
        Assert.That(Ask(_a, SyncOperation.Release, 1).Number, Is.Zero);
        Assert.That(_b.Take<SyncReply>().Outcome, Is.EqualTo(SyncOutcome.Done));
        Assert.That(Ask(_a, SyncOperation.Add, 1).Outcome, Is.EqualTo(SyncOutcome.NotNow));
    }

    [Test]
    public void The_last_participant_runs_the_action_and_the_others_wait_for_it()
    {
        Make(SyncForm.Barrier, EntryBuilder.Number(2), EntryBuilder.Number(0), EntryBuilder.Text("Action"), EntryBuilder.Null);
        Send(_b, SyncOperation.Arrive);
        Assert.That(Ask(_a, SyncOperation.Arrive).Outcome, Is.EqualTo(SyncOutcome.YourTurn));
        Assert.That(_b.Inbox, Is.Empty);
        Assert.That(Ask(_b, SyncOperation.Arrive).Outcome, Is.EqualTo(SyncOutcome.Overflow), "a third while the action runs");
        Assert.That(Ask(_b, SyncOperation.Add, 1).Number, Is.EqualTo(1), "takes part from the next phase on");
        Assert.That(Ask(_a, SyncOperation.EndPhase, 0).Number, Is.EqualTo(1));
        Assert.That(_b.Take<SyncReply>().Outcome, Is.EqualTo(SyncOutcome.Done));
        Assert.That(Ask(_a, SyncOperation.Read, 1).Number, Is.EqualTo(3));
    }

    [Test]
    public void A_phase_whose_runner_dies_has_failed()
    {
        Make(SyncForm.Barrier, EntryBuilder.Number(2), EntryBuilder.Number(0), EntryBuilder.Text("Action"), EntryBuilder.Null);
        ulong waiting = Send(_a, SyncOperation.Arrive);
        Ask(_b, SyncOperation.Arrive);
        _hub.Close(_b);
        _hub.Tick(2000);
        SyncReply reply = _a.Inbox.Select(item => item.Message).OfType<SyncReply>().Single();
        Assert.That((reply.RequestId, reply.Outcome), Is.EqualTo((waiting, SyncOutcome.Failed)));
    }

    [Test]
    public void A_participant_that_dies_waiting_has_not_arrived()
    {
        Make(SyncForm.Barrier, EntryBuilder.Number(2), EntryBuilder.Number(0), EntryBuilder.Null, EntryBuilder.Null);
        Send(_b, SyncOperation.Arrive);
        _hub.Close(_b);
        Assert.That(Ask(_a, SyncOperation.Read, 1).Number, Is.EqualTo(1), "it may come back");
        _hub.Tick(10_000);
        _a.Skip();
        Assert.That(Ask(_a, SyncOperation.Read, 1).Number, Is.EqualTo(2));
        ulong waiting = Send(_a, SyncOperation.Arrive);
        Assert.That(_a.Inbox, Is.Empty);
        Assert.That(Send(_a, SyncOperation.Remove, 1), Is.Not.Zero);
        Assert.That(_a.Inbox.Select(item => ((SyncReply)item.Message).RequestId), Does.Contain(waiting));
    }

    private void Make(SyncForm form, params byte[][] values)
    {
        _object = _a.NewId();
        _a.Publish(new EntryBuilder().CreateSynchronizer(_object, form, values));
    }

    private ulong Send(NodeEnd node, SyncOperation operation, long amount = 1, bool isTry = false)
    {
        node.Send(new SyncRequest(++_request, _object, operation, amount, isTry, default));
        return _request;
    }

    private SyncReply Ask(NodeEnd node, SyncOperation operation, long amount = 1, bool isTry = false)
    {
        ulong id = Send(node, operation, amount, isTry);
        SyncReply reply = node.Take<SyncReply>();
        Assert.That(reply.RequestId, Is.EqualTo(id));
        return reply;
    }
}
