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
        _returned = Picture(loan.WriteLent);
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
        (byte[] values, SyncWait[] waits) = Picture(Machine.WriteLent);
        if (!values.AsSpan().SequenceEqual(_returned.Values) || !waits.AsSpan().SequenceEqual(_returned.Waits))
            throw new InvalidOperationException($"The hub has {Convert.ToHexString(values)} [{string.Join(", ", waits)}], the node had {Convert.ToHexString(_returned.Values)} [{string.Join(", ", _returned.Waits)}].");
    }

    private void NoteDoneHere(Client client, SimulatedThread thread, IReadOnlyList<Operation> done)
    {
        DoneOnLoan++;
        client.DoneHere.Add((done, thread, client.ToHub.Sent));
    }

    // What it did itself and had not told died with it, as what it had not published: nobody can have seen it.
    private void LoseUntold(Client client)
    {
        foreach ((IReadOnlyList<Operation> done, SimulatedThread thread, ulong sent) in Enumerable.Reverse(client.DoneHere))
        {
            if (sent <= client.HandledByHub)
                continue;
            LostWithNode++;
            foreach (Operation each in done)
            {
                _history.Remove(each);
                Form.Undone(thread, each);
            }
            _history.AddRange(Form.MayRemainOf(done));
        }
    }

    private static (byte[] Values, SyncWait[] Waits) Picture(Func<WireWriter, SyncWait[]> write)
    {
        var writer = new WireWriter();
        SyncWait[] waits = write(writer);
        return (writer.Written.ToArray(), waits);
    }
}
