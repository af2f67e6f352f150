using Weft.Hub.Core;
using Weft.Hub.Tests.Simulation.Forms;
using Weft.Hub.Tests.Support;
using Weft.Linearizability;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <summary>
/// Some nodes that use one synchronizer of the real core, in one thread and by one seed: everything may arrive between any two steps, waits are taken back, nodes are cut off
/// and come back or die. What they do is a history for the checker.
/// </summary>
internal sealed partial class SynchronizerCluster
{
    private const int WindowMilliseconds = 50;

    private readonly Random _random;
    private readonly ModelStore? _store;
    private HubCore _core;
    private readonly Outbox _outbox = new();
    private readonly List<Client> _clients = [];
    private readonly List<Operation> _history = [];
    private ulong _object;
    private bool _wasRecovering;
    private long _now;
    private long _milliseconds;

    /// <param name="seed">Decides everything.</param>
    /// <param name="restarts">Whether the hub has a store, dies and is started again on it.</param>
    /// <param name="form">What it is; any, if it is not said.</param>
    public SynchronizerCluster(int seed, bool restarts = false, Func<Random, SimulatedForm>? form = null)
    {
        _random = new Random(seed);
        _store = restarts ? new ModelStore() : null;
        _core = StartHub();
        Form = form?.Invoke(_random) ?? SimulatedForm.Any(_random);
        int threads = _random.Next(2, 5);
        for (int i = 1; threads > 0; i++)
        {
            int here = _clients.Count == 0 || threads == 1 ? 1 : _random.Next(1, 3);
            _clients.Add(new Client($"node {i}", here));
            threads -= here;
        }
    }

    public IReadOnlyList<Operation> History { get; private set; } = [];

    /// <summary>What they use.</summary>
    public SimulatedForm Form { get; }

    public int Cuts { get; private set; }

    public int Returned { get; private set; }

    public int Cancelled { get; private set; }

    /// <summary>For a test of the test: answers are given a second time to whoever asks next.</summary>
    public bool RepeatsAnswers { get; init; }

    public void Run(int steps)
    {
        foreach (Client client in _clients)
        {
            client.ToHub.SendDirect(CoreHarness.Hello(client.Name, session: client.Session));
            Handle(client);
            Flush(all: true);
            client.Welcome = (Welcome)Receive(client)!;
        }
        Make(_clients[0]);
        Flush(all: true);
        for (int i = 0; i < steps; i++, _now++)
            Step(mayBegin: true);
        Rest();
        NoteRest();
        History = [.. _history];
        if (!RepeatsAnswers)
            Conclude();
    }

    private void Step(bool mayBegin)
    {
        Client client = _clients[_random.Next(_clients.Count)];
        int choice = _random.Next(100);
        if (choice < 2)
        {
            _milliseconds += _random.Next(WindowMilliseconds);
            _outbox.Clear();
            _core.Tick(_milliseconds, _outbox);
            Deliver();
        }
        else if (_store is not null && choice < 8 && (choice > 2 || !mayBegin))
        {
            Flush(all: false);
        }
        else if (_store is not null && choice == 2 && mayBegin && _random.Next(2) == 0)
        {
            Crash();
        }
        else if (client.IsDead)
        {
            return;
        }
        else if (choice < 3 && mayBegin && _clients.Count(each => !each.IsDead) > 1 && _random.Next(2) == 0)
        {
            Cut(client, forGood: _random.Next(2) == 0);
        }
        else if (client.IsBroken && !client.HasGreeted && client.ToHub.OnTheWay.Count == 0 && client.FromHub.OnTheWay.Count == 0 && _random.Next(4) == 0)
        {
            client.Connection = new HubConnection(client);
            client.HasGreeted = true;
            client.ToHub.SendDirect(CoreHarness.Hello(client.Name, session: client.Session, incarnation: client.Welcome!.Incarnation, received: client.Handled, epoch: client.Epoch));
        }
        else if (client.Loan is not null && mayBegin && choice > 60)
        {
            // Much of what it does is not told when something else happens.
            for (int i = _random.Next(1, 6); i > 0; i--)
                Step(client, client.Threads[_random.Next(client.Threads.Count)], mayBegin);
            if (_random.Next(25) == 0 && _clients.Count(each => !each.IsDead) > 1 && !client.IsBroken)
                Cut(client, forGood: _random.Next(2) == 0);
        }
        else if (choice < 35 && client.ToHub.OnTheWay.Count > 0)
        {
            Handle(client);
        }
        else if (choice < 70 && client.FromHub.OnTheWay.Count > 0)
        {
            Answered(client, Receive(client));
        }
        else if (choice == 60 && !client.IsBroken)
        {
            GiveBack(client, null);
        }
        else
        {
            Step(client, client.Threads[_random.Next(client.Threads.Count)], mayBegin);
        }
    }

    private void Step(Client client, SimulatedThread thread, bool mayBegin)
    {
        if (thread.Open is null && mayBegin)
            Begin(client, thread);
        else if (thread.Open is { } waiting && mayBegin && _random.Next(12) == 0)
            Cancel(client, thread, waiting.RequestId);
    }

    private void Cancel(Client client, SimulatedThread thread, ulong request)
    {
        thread.IsCancelled = true;
        if (client.Loan is not { } loan || !Cancel(client, loan, request))
            Send(client, new SyncCancel(request, _object));
    }

    private void Make(Client client)
    {
        _object = client.Welcome!.FirstId;
        EntryBuilder entries = new();
        (SyncForm form, byte[][] values) = Form.Created;
        entries.CreateSynchronizer(_object, form, values);
        Send(client, new Group(1, 1, entries.Bytes));
        Handle(client);
        Receive(client);
    }

    private void Begin(Client client, SimulatedThread thread)
    {
        SimulatedCall call = Form.Next(thread);
        client.LastRequest++;
        thread.Begun = new Operation(thread.Name, SimulatedCall.Key, call.Name, call.Input, null, _now, long.MaxValue);
        thread.IsCancelled = false;
        thread.Open = new SyncRequest(client.LastRequest, _object, call.Operation, call.Amount, call.Try, call.Value);
        if (Usable(client) is { } loan)
            Do(client, loan, thread.Open);
        else
            Send(client, thread.Open);
    }

    private void Answered(Client client, HubMessage? message, bool here = false)
    {
        if (message is Welcome back)
            Return(client, back);
        if (message is Reclaim reclaim)
            HandBack(client, reclaim);
        if (message is Refused)
            Died(client);
        if (message is SyncLent lent)
            Borrow(client, lent);
        if (message is SyncRecall recall)
            GiveBack(client, recall);
        if (message is SyncSettled settled)
            Settle(client, settled);
        if (message is SyncBounced bounced)
            Bounce(client, bounced);
        if (message is not SyncReply reply || client.Threads.FirstOrDefault(each => each.Open?.RequestId == reply.RequestId) is not { } thread)
            return;
        Operation begun = thread.Begun! with { Returned = _now };
        thread.Open = null;
        if (reply.Outcome == SyncOutcome.Cancelled)
        {
            Cancelled++;
            Form.Undone(thread, begun);
            _history.AddRange(Form.Cancelled(begun));
            return;
        }
        IReadOnlyList<Operation> done = Form.Answered(thread, begun, reply);
        if (here)
            NoteDoneHere(client, thread, done);
        _history.AddRange(done);
    }

    private void Cut(Client client, bool forGood)
    {
        Cuts++;
        for (int survives = _random.Next(client.ToHub.OnTheWay.Count + 1); survives > 0; survives--)
            Handle(client);
        // What breaks again before it was welcomed has heard nothing of the hub since it broke first.
        if (!client.IsBroken)
            (client.CutAt, client.CutMilliseconds) = (_now, _milliseconds);
        (client.IsBroken, client.HasGreeted) = (true, false);
        client.ToHub.Break();
        client.FromHub.Break();
        _outbox.Clear();
        _core.Closed(client.Connection, _milliseconds, _outbox);
        Deliver();
        if (forGood)
            Died(client);
    }

    private void Return(Client client, Welcome back)
    {
        Returned++;
        client.IsBroken = false;
        client.ToHub.Continue(back.Received);
    }

    // What it had asked may have happened or not. What its death does may have been done as early as its connection broke, of whose end for good it may hear much later.
    private void Died(Client client)
    {
        client.IsDead = true;
        LoseUntold(client);
        _history.AddRange(client.Threads.Where(static thread => thread.Open is not null).Select(static thread => thread.Begun!));
        foreach (SimulatedThread thread in client.Threads)
            (thread.Since, thread.IsInDoubt) = (Math.Min(thread.Begun?.Called ?? _now, client.CutAt), client.Done.Count > 0);
        _history.AddRange(Form.MayFollowFromDeathOf(client.Threads));
        foreach (SimulatedThread thread in client.Threads)
            thread.Open = null;
    }

    private void Handle(Client client)
    {
        NodeMessage message = FrameCodec.ReadNodeMessage(client.ToHub.OnTheWay.Dequeue());
        Compare(message);
        client.HandledByHub += message is Hello or ClaimLoan or Reclaimed ? 0UL : 1UL;
        _outbox.Clear();
        _core.Handle(client.Connection, message, _milliseconds, _outbox);
        NoteHandled(client);
        Deliver();
    }

    private void Deliver()
    {
        if (_wasRecovering && !_core.IsRecovering)
            NoteRecovered();
        _wasRecovering = _core.IsRecovering;
        _store?.Add(_outbox, _core);
        foreach (Outgoing item in _outbox.Items)
        {
            var client = (Client)item.Connection.Owner!;
            if (item.Message is Reclaim)
                client.FromHub.Restart(open: true);
            if (item.About is { From: not null } continued)
                client.FromHub.Continue(continued.Confirmed);
            else if (item.InSession)
                client.FromHub.Send(item.Stamp, item.Message!, item.After);
            else if (item.Message is { } direct)
                client.FromHub.SendDirect(item.Stamp, direct, item.After);
            if (RepeatsAnswers && item.Message is SyncReply { Outcome: SyncOutcome.Done } reply && _random.Next(4) == 0 && _clients.Find(each => each != client && each.Threads.Any(static thread => thread.Open is not null)) is { } other)
                Repeat(other, item.Stamp, reply);
        }
    }

    private static void Repeat(Client other, in HubStamp stamp, SyncReply reply)
    {
        other.FromHub.SendDirect(stamp, reply with { RequestId = other.Threads.First(static thread => thread.Open is not null).Open!.RequestId });
    }

    private static HubMessage? Receive(Client client)
    {
        if (!client.FromHub.OnTheWay.TryDequeue(out byte[]? frame))
            return null;
        HubMessage message = FrameCodec.ReadHubMessage(frame, out HubStamp stamp);
        if (message is Welcome && stamp.Epoch != client.Epoch)
            (client.Epoch, client.Handled) = (stamp.Epoch, 0);
        bool ofSession = message is not (Welcome or Refused or Reclaim);
        client.Handled += ofSession ? 1UL : 0;
        if (ofSession || message is Welcome { Resumed: false })
            client.Applied = stamp.Complete;
        return message;
    }

    private static void Send(Client client, NodeMessage message) => client.ToHub.Send(message);
}
