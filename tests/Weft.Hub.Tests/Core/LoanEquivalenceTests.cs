using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Core;

/// <summary>
/// Synchronizers of each form are used at random by one member, and lent to it and given back in between: what it is answered is what a machine answers that was never lent. WEFT_SEED replays
/// one history.
/// </summary>
public sealed class LoanEquivalenceTests
{
    private const int Member = 7;
    private const int Histories = 200;

    private static readonly SyncOperation[] s_channel =
        [SyncOperation.Put, SyncOperation.Put, SyncOperation.Put, SyncOperation.Take, SyncOperation.Take, SyncOperation.Peek, SyncOperation.AwaitItem, SyncOperation.AwaitRoom, SyncOperation.AwaitEnd, SyncOperation.Read];

    [Test]
    public void Answers_are_those_of_one_that_was_never_lent([Values] SyncForm form)
    {
        int first = TestSeed.Given ?? 1;
        (int lent, int here) = (0, 0);
        for (int seed = first; seed < (TestSeed.Given is null ? first + Histories : first + 1); seed++)
        {
            History history = new(form, seed);
            history.Run(80);
            lent += history.Loans;
            here += history.Here;
            Assert.That(history.Lent, Is.EqualTo(history.Never), $"WEFT_SEED={seed}");
        }
        if (TestSeed.Given is null)
            Assert.That((lent > Histories, here > 10 * Histories), Is.EqualTo((true, true)), $"{lent} loans, {here} operations on them");
    }

    private sealed class History : ISyncBorrower
    {
        private readonly Random _random;
        private readonly SyncForm _form;
        private readonly SyncMachine _never;
        private readonly SyncMachine _hub;
        private readonly List<ulong> _requests = [];
        private SyncLoan? _loan;
        private ulong _last;
        private ulong _runs;

        public History(SyncForm form, int seed)
        {
            (_random, _form) = (new Random(seed), form);
            byte[][] values = InitialValues();
            (_never, _hub) = (Make(values), Make(values));
        }

        public int Loans { get; private set; }

        public int Here { get; private set; }

        /// <summary>The answers of the two.</summary>
        public List<string> Never { get; } = [];

        public List<string> Lent { get; } = [];

        public void Run(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                int choice = _random.Next(20);
                if (choice == 0 && _loan is null && _hub.IsAlone(Member))
                    Lend();
                else if (choice == 1 && _loan is { } loan)
                    GiveBack(loan);
                else if (choice < 4 && _requests.Count > 0)
                    Cancel(_requests[_random.Next(_requests.Count)]);
                else
                    Do();
            }
            if (_loan is { } last)
                GiveBack(last);
        }

        void ISyncBorrower.Send(NodeMessage message)
        {
            switch (message)
            {
                case SyncRequest request:
                    _hub.Handle(new SyncCall(Member, request.RequestId, request.Operation, request.Amount, request.Try, Now: 0), request.Value.Span, new Output(null));
                    break;
                case SyncCancel cancel:
                    _hub.Cancel(Member, cancel.RequestId, new Output(null));
                    break;
                default:
                    Assert.That(message, Is.EqualTo(new SyncReturned(1, _loan!.Number)));
                    break;
            }
        }

        void ISyncBorrower.Keep(ClaimLoan whole) => Assert.Fail("The hub has no store.");

        void ISyncBorrower.Answer(ulong requestId, SyncOutcome outcome, long number, ReadOnlySpan<byte> value, object? kept) => Lent.Add(Output.Describe(requestId, outcome, number, value));

        private void Lend()
        {
            Loans++;
            WireWriter state = new();
            SyncWait[] waits = _hub.WriteLent(state);
            _loan = new SyncLoan(Member, new SyncLent(1, (ulong)Loans, waits, state.WrittenMemory, default, IsLasting: false, default), static _ => null, this);
        }

        private void GiveBack(SyncLoan loan)
        {
            loan.Return();
            (WireWriter here, WireWriter hub) = (new(), new());
            Assert.That(loan.Machine.WriteLent(here), Is.EqualTo(_hub.WriteLent(hub)));
            Assert.That(here.Written.ToArray(), Is.EqualTo(hub.Written.ToArray()));
            _loan = null;
        }

        private void Do()
        {
            (SyncOperation operation, long amount) = Choose();
            byte[] value = operation == SyncOperation.Put ? EntryBuilder.Text($"item {_last} {new string('x', _random.Next(20))}") : [];
            bool isTry = _random.Next(3) == 0;
            SyncCall call = new(Member, ++_last, operation, amount, isTry, Now: 0);
            _requests.Add(_last);
            int before = Never.Count;
            _never.Handle(call, value, new Output(Never));
            if (_loan is { } loan)
            {
                Here++;
                loan.Do(_last, operation, amount, isTry, value, kept: null);
            }
            else
            {
                _hub.Handle(call, value, new Output(Lent));
            }
            _runs += (ulong)Never.Skip(before).Count(static answer => answer.Contains(nameof(SyncOutcome.YourTurn), StringComparison.Ordinal));
        }

        private void Cancel(ulong request)
        {
            _never.Cancel(Member, request, new Output(Never));
            if (_loan is { } loan)
                loan.Cancel(request);
            else
                _hub.Cancel(Member, request, new Output(Lent));
        }

        private (SyncOperation Operation, long Amount) Choose()
        {
            switch (_form)
            {
                case SyncForm.Semaphore:
                    return _random.Next(5) switch { 0 => (SyncOperation.Read, 0), < 3 => (SyncOperation.Wait, 0), _ => (SyncOperation.Release, _random.Next(1, 3)) };
                case SyncForm.Event:
                    return _random.Next(6) switch { 0 => (SyncOperation.Read, 0), 1 => (SyncOperation.Reset, 1), < 4 => (SyncOperation.Release, 1), _ => (SyncOperation.Wait, 0) };
                case SyncForm.Countdown:
                    return _random.Next(7) switch { 0 => (SyncOperation.Read, _random.Next(2)), 1 => (SyncOperation.Reset, _random.Next(3)), 2 => (SyncOperation.Add, 1), < 5 => (SyncOperation.Release, _random.Next(1, 3)), _ => (SyncOperation.Wait, 0) };
                case SyncForm.Barrier when _runs > 0 && _random.Next(2) == 0:
                    _runs--;
                    return (SyncOperation.EndPhase, _random.Next(2));
                case SyncForm.Barrier:
                    return _random.Next(8) switch { 0 => (SyncOperation.Read, _random.Next(3)), 1 => (SyncOperation.Add, _random.Next(1, 3)), 2 => (SyncOperation.Remove, 1), _ => (SyncOperation.Arrive, 0) };
                default:
                    return _random.Next(40) == 0 ? (SyncOperation.Complete, 0) : (s_channel[_random.Next(s_channel.Length)], _random.Next(2));
            }
        }

        private byte[][] InitialValues() => _form switch
        {
            SyncForm.Semaphore => [EntryBuilder.Number(_random.Next(3)), EntryBuilder.Number(2), EntryBuilder.Number(4)],
            SyncForm.Event => [EntryBuilder.Number(_random.Next(2)), EntryBuilder.Number(_random.Next(2))],
            SyncForm.Countdown => [EntryBuilder.Number(_random.Next(4)), EntryBuilder.Number(3)],
            SyncForm.Barrier => [EntryBuilder.Number(_random.Next(1, 4)), EntryBuilder.Number(0), _random.Next(2) == 0 ? EntryBuilder.Null : EntryBuilder.Text("action"), EntryBuilder.Null],
            _ => [EntryBuilder.Number(_random.Next(-1, 3)), EntryBuilder.Number(_random.Next(4)), EntryBuilder.Number(_random.Next(2)), EntryBuilder.Number(0), EntryBuilder.Null, EntryBuilder.Null, EntryBuilder.Null],
        };

        private SyncMachine Make(byte[][] values) => SyncMachine.Make(new SyncState([new StoredValue(EntryBuilder.Number((long)_form)), .. values.Select(static value => new StoredValue(value))]));
    }

    private sealed class Output(List<string>? answers) : ISyncOutput
    {
        public static string Describe(ulong requestId, SyncOutcome outcome, long number, ReadOnlySpan<byte> value) => $"{requestId}: {outcome} {number} {Convert.ToHexString(value)}";

        public void Reply(SyncWaiter to, SyncOutcome outcome, long number, ReadOnlySpan<byte> value, object? kept) => answers?.Add(Describe(to.RequestId, outcome, number, value));
    }
}
