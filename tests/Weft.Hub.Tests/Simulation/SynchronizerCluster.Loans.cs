using Weft.Hub.Core;
using Weft.Hub.Tests.Simulation.Forms;
using Weft.Linearizability;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <content>The object is lent to a node that alone has used it for a while.</content>
internal sealed partial class SynchronizerCluster
{
    // As nodes do, it believes in what it was lent for four fifths of the window.
    private const int LoanMilliseconds = WindowMilliseconds * 4 / 5;

    private (byte[] Values, SyncWait[] Waits) _returned;

    /// <summary>How often it was lent.</summary>
    public int Loans { get; private set; }

    /// <summary>Operations that nodes did themselves.</summary>
    public int DoneOnLoan { get; private set; }

    /// <summary>Of those, how many died with their node.</summary>
    public int LostWithNode { get; private set; }

    /// <summary>Requests that crossed a loan.</summary>
    public int Bounced { get; private set; }

    private SyncMachine Machine => ((SynchronizerObject)_core.Objects.Find(_object)!).Machine;

    private SyncLoan? Usable(Client client) => !client.IsBroken || _milliseconds - client.CutMilliseconds < LoanMilliseconds ? client.Loan : null;

    private void Borrow(Client client, SyncLent lent)
    {
        Loans++;
        client.Loan = new SyncLoan(client.Welcome!.Member, lent, static _ => null, client);
    }

    private void GiveBack(Client client, SyncRecall? recall)
    {
        if (client.Loan is not { } loan || (recall is not null && recall.Loan != loan.Number))
            return;
        _returned = Picture(loan.Machine);
        client.Loan = null;
        loan.Return();
    }

    private void Bounce(Client client, SyncBounced bounced)
    {
        Bounced++;
        SimulatedThread? thread = client.Threads.FirstOrDefault(each => each.Open?.RequestId == bounced.RequestId);
        if (thread?.Open is not { } open)
            return;
        if (bounced.IsCancel && client.Loan is { } lent)
            Cancel(client, lent, open.RequestId);
        else if (bounced.IsCancel)
            Send(client, new SyncCancel(open.RequestId, _object));
        else if (thread.IsCancelled)
            Answered(client, new SyncReply(open.RequestId, SyncOutcome.Cancelled, 0, default, default));
        else if (client.Loan is { } loan)
            Do(client, loan, open);
        else
            Send(client, open);
    }

    private void Do(Client client, SyncLoan loan, SyncRequest request)
    {
        loan.Do(request.RequestId, request.Operation, request.Amount, request.Try, request.Value, kept: null);
        Answer(client);
    }

    private bool Cancel(Client client, SyncLoan loan, ulong request)
    {
        bool waited = loan.Cancel(request);
        Answer(client);
        return waited;
    }

    private void Answer(Client client)
    {
        while (client.Answers.TryDequeue(out SyncReply? answer))
            Answered(client, answer, here: true);
    }

    // The hub's machine must be where the node's was.
    private void Compare(NodeMessage message)
    {
        if (message is not SyncReturned)
            return;
        (byte[] values, SyncWait[] waits) = Picture(Machine);
        if (!values.AsSpan().SequenceEqual(_returned.Values) || !waits.AsSpan().SequenceEqual(_returned.Waits))
            throw new InvalidOperationException($"The hub has {Convert.ToHexString(values)} [{string.Join(", ", waits)}], the node had {Convert.ToHexString(_returned.Values)} [{string.Join(", ", _returned.Waits)}].");
    }

    private void NoteDoneHere(Client client, SimulatedThread thread, IReadOnlyList<Operation> done)
    {
        DoneOnLoan++;
        client.Done.Add(new DoneHere(done, thread, client.ToHub.Sent));
    }

    // The hub has handled another frame: so it has done what the node did up to there.
    private void NoteHandled(Client client)
    {
        foreach (DoneHere done in client.Done.Where(done => done.Call == 0 && done.Sent <= client.HandledByHub))
            done.Call = _outbox.Call;
        if (_store is null)
            client.Done.RemoveAll(static done => done.Call != 0);
    }

    // What it did itself and the hub had not done died with it, as what it had not published: nobody can have seen it.
    private void LoseUntold(Client client)
    {
        foreach (DoneHere done in Enumerable.Reverse(client.Done).Where(static done => done.Call == 0))
        {
            LostWithNode++;
            foreach (Operation each in done.Operations)
            {
                _history.Remove(each);
                Form.Undone(done.Thread, each);
            }
            _history.AddRange(Form.MayRemainOf(done.Operations));
        }
        client.Done.RemoveAll(static done => done.Call == 0);
    }

    private static (byte[] Values, SyncWait[] Waits) Picture(SyncMachine machine)
    {
        var writer = new WireWriter();
        SyncWait[] waits = machine.WriteLent(writer);
        machine.WriteHeld(writer);
        return (writer.Written.ToArray(), waits);
    }
}
