using Weft.Hub.Core;
using Weft.Hub.Tests.Simulation;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

/// <summary>Synchronizers that a hub with a store has lent, which dies and is started again.</summary>
public sealed class StoredLoanTests
{
    private CoreHarness _hub = null!;
    private NodeEnd _a = null!;
    private NodeEnd _b = null!;
    private ulong _object;
    private ulong _request;

    [SetUp]
    public void SetUp()
    {
        _hub = new CoreHarness(new HubCoreOptions { ReconnectWindowMilliseconds = 1000, NodeTimeoutMilliseconds = 3000, RecoveryMilliseconds = 3000, LendAfter = 2 }, new ModelStore());
        _a = _hub.Join("a");
        _b = _hub.Join("b");
        _a.Skip();
    }

    [Test]
    public void What_its_borrower_claims_is_what_there_is()
    {
        Borrower borrower = LendSemaphore(3);
        _hub.HoldsBack = true;
        Do(borrower, SyncOperation.Wait);
        Do(borrower, SyncOperation.Wait);
        Restart(borrower.Surrender());
        Assert.That(_a.Take<SyncSettled>(), Is.EqualTo(new SyncSettled(_object, borrower.Loan.Number)));
        Assert.That(Ask(_b, SyncOperation.Read).Number, Is.EqualTo(1));
        _hub.Close(_a);
        _hub.Tick(1001);
        _b.Take<MemberChanged>();
        Assert.That(Ask(_b, SyncOperation.Read).Number, Is.EqualTo(3), "the permits are known as the borrower's");
    }

    [Test]
    public void A_claim_of_a_loan_whose_end_is_stored_changes_nothing()
    {
        Borrower borrower = LendSemaphore(3);
        Do(borrower, SyncOperation.Wait);
        borrower.Loan.Return();
        Assert.That(_a.Take<SyncSettled>().Loan, Is.EqualTo(borrower.Loan.Number));
        Ask(_b, SyncOperation.Wait);
        Restart(borrower.Kept!);
        Assert.That(_a.Take<SyncSettled>().Loan, Is.EqualTo(borrower.Loan.Number), "it need not keep it, though the hub said so and died");
        Assert.That(Ask(_b, SyncOperation.Read).Number, Is.EqualTo(1));
    }

    [Test]
    public void Items_of_before_are_not_there_any_more_after_the_next_restart_either()
    {
        Make(SyncForm.Channel, EntryBuilder.Number(-1), EntryBuilder.Number(0), EntryBuilder.Number(0), EntryBuilder.Number(0), EntryBuilder.Null, EntryBuilder.Null, EntryBuilder.Null);
        Ask(_b, SyncOperation.Put, EntryBuilder.Number(7));
        Borrower borrower = Lend();
        _hub.HoldsBack = true;
        Do(borrower, SyncOperation.Take);
        Restart(borrower.Surrender());
        Restart(borrower.Kept!);
        Assert.That(Ask(_b, SyncOperation.Read).Number, Is.Zero);
        Assert.That(Ask(_b, SyncOperation.Take).Outcome, Is.EqualTo(SyncOutcome.NotNow));
    }

    [Test]
    public void A_borrower_that_dies_with_the_hub_takes_along_what_was_not_stored()
    {
        Borrower borrower = LendSemaphore(3);
        Do(borrower, SyncOperation.Wait);
        _hub.HoldsBack = true;
        Do(borrower, SyncOperation.Wait);
        _hub.Restart();
        _b = _b.Reclaim();
        _hub.Tick(3001);
        Assert.That(_b.Take<Welcome>().Resumed);
        _b.Take<MemberChanged>();
        Assert.That(Ask(_b, SyncOperation.Read).Number, Is.EqualTo(3));
    }

    [Test]
    public void What_a_borrower_publishes_can_be_handed_back_by_others_once_what_it_did_before_is_stored()
    {
        Borrower borrower = LendSemaphore(3);
        ulong list = _a.NewId();
        _a.Publish(new EntryBuilder().CreateList(list));
        _b.Send(new Fault(1, list, 1));
        _b.Skip();
        Assert.That(Publishes(list), Is.True);
        _hub.HoldsBack = true;
        Do(borrower, SyncOperation.Wait);
        Assert.That(Publishes(list), Is.False, "who has it alone cannot give back what it follows from");
        _hub.HoldsBack = false;
        Do(borrower, SyncOperation.Release);
        Assert.That(Publishes(list), Is.True);
    }

    [Test]
    public void Who_asks_when_all_is_stored_hears_it_once_what_it_did_on_a_loan_is()
    {
        Borrower borrower = LendSemaphore(3);
        _hub.HoldsBack = true;
        Do(borrower, SyncOperation.Wait);
        _a.Send(new Ping(5, WhenStored: true));
        Assert.That(_a.Inbox, Is.Empty);
        _hub.HoldsBack = false;
        _hub.Tick(1);
        Assert.That(_a.Take<Pong>().Stamp, Is.EqualTo(5));
    }

    // Whether the other node has all of it.
    private bool Publishes(ulong list)
    {
        _a.Publish(new EntryBuilder().Insert(list, 0, EntryBuilder.Number(1)));
        return _b.Take<Apply>().Whole;
    }

    private void Make(SyncForm form, params byte[][] values) => _a.Publish(new EntryBuilder().CreateSynchronizer(_object = _a.NewId(), form, values));

    private Borrower LendSemaphore(int permits)
    {
        Make(SyncForm.Semaphore, EntryBuilder.Number(permits), EntryBuilder.Number(permits), EntryBuilder.Number(permits));
        return Lend();
    }

    private Borrower Lend()
    {
        Ask(_a, SyncOperation.Read);
        Ask(_a, SyncOperation.Read);
        return new Borrower(_a, _a.Take<SyncLent>());
    }

    private void Do(Borrower borrower, SyncOperation operation) => borrower.Loan.Do(++_request, operation, 1, isTry: true, default, kept: null);

    private SyncReply Ask(NodeEnd node, SyncOperation operation, byte[]? value = null)
    {
        node.Send(new SyncRequest(++_request, _object, operation, operation == SyncOperation.Read ? 0 : 1, Try: true, value));
        return node.Take<SyncReply>();
    }

    private void Restart(ClaimLoan claim)
    {
        _hub.Restart();
        NodeEnd a = _a.Reclaim(claim);
        (_b, _a) = (_b.Reclaim(), a);
        foreach (NodeEnd node in (NodeEnd[])[_a, _b])
            Assert.That(node.Take<Welcome>().Resumed);
    }

    private sealed class Borrower : ISyncBorrower
    {
        private readonly NodeEnd _node;

        public Borrower(NodeEnd node, SyncLent lent)
        {
            _node = node;
            Loan = new SyncLoan(node.Number, lent, static _ => null, this);
        }

        public SyncLoan Loan { get; }

        public ClaimLoan? Kept { get; private set; }

        public ClaimLoan Surrender()
        {
            Loan.Surrender();
            return Kept!;
        }

        void ISyncBorrower.Send(NodeMessage message) => _node.Send(message);

        void ISyncBorrower.Keep(ClaimLoan whole) => Kept = whole;

        void ISyncBorrower.Answer(ulong requestId, SyncOutcome outcome, long number, ReadOnlySpan<byte> value, object? kept) => Assert.That(outcome, Is.EqualTo(SyncOutcome.Done));
    }
}
