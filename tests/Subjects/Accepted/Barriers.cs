namespace Accepted;

#pragma warning disable CA1001 // It lives as long as its process.
/// <summary><see cref="Barrier"/>: with an action between phases that runs once, participants that come and go, times, tokens and failures.</summary>
public sealed class Barriers : Construct
{
    private readonly Barrier _plain = new(2);
    private readonly Barrier _static = new(1, static barrier => s_seen = barrier.CurrentPhaseNumber);
    private readonly Barrier _failing = new(2, Fail);
    private Barrier? _own;
    private static long s_seen;
    private int _phases;

    public override string Act() => $"{Meet()} | {Action()} | {Failing()} | {Participants()} | {Cancelled()}";

    public override string Show() => $"{_phases} {_plain.CurrentPhaseNumber} {_plain.ParticipantCount} {_plain.ParticipantsRemaining} {_own!.CurrentPhaseNumber} {_own.ParticipantCount}";

    private string Meet()
    {
        Task<bool> other = Task.Run(() =>
        {
            _plain.SignalAndWait();
            return _plain.SignalAndWait(10_000);
        });
        bool first = _plain.SignalAndWait(TimeSpan.FromSeconds(10));
        _plain.SignalAndWait(CancellationToken.None);
        return $"{first} {other.Result} {_plain.CurrentPhaseNumber} {_plain.ParticipantsRemaining} {_plain.SignalAndWait(0)} {_plain.SignalAndWait(5)} {_plain.ParticipantsRemaining}";
    }

    private string Action()
    {
        _own = new Barrier(2, Count);
        Task other = Task.Run(() =>
        {
            for (int i = 0; i < 3; i++)
                _own.SignalAndWait();
        });
        for (int i = 0; i < 3; i++)
            _own.SignalAndWait();
        other.Wait();
        _static.SignalAndWait();
        _static.SignalAndWait();
        return $"{_phases} {s_seen}";
    }

    private string Failing()
    {
        Task<string> other = Task.Run(() => Outcome(() => _failing.SignalAndWait()));
        string own = Outcome(() => _failing.SignalAndWait());
        return $"{own} {other.Result} {_failing.CurrentPhaseNumber}";
    }

    private string Participants()
    {
        long added = _plain.AddParticipant();
        long more = _plain.AddParticipants(2);
        int count = _plain.ParticipantCount;
        _plain.RemoveParticipant();
        string tooMany = Outcome(() => _plain.RemoveParticipants(9)) + " " + Outcome(() => _plain.AddParticipants(0)) + " " + Outcome(() => _plain.AddParticipants(40000)) + " " + Outcome(() => _plain.AddParticipants(32767));
        Task<bool> waiter = Task.Run(() => _plain.SignalAndWait(10_000));
        SpinWait.SpinUntil(() => _plain.ParticipantsRemaining == 3);
        _plain.RemoveParticipants(2);
        string withdrawn = Outcome(() => _plain.RemoveParticipants(2));
        bool second = _plain.SignalAndWait(10_000, CancellationToken.None);
        return $"{added} {more} {count} {tooMany} {withdrawn} {waiter.Result} {second} {_plain.CurrentPhaseNumber}";
    }

    private string Cancelled()
    {
        using CancellationTokenSource source = new(5);
        string cancelled = Outcome(() => _plain.SignalAndWait(source.Token)) + " " + Outcome(() => _plain.SignalAndWait(TimeSpan.Zero, source.Token));
        return $"{cancelled} {_plain.ParticipantsRemaining} {Outcome(() => new Barrier(0).SignalAndWait())} {Outcome(() => _ = new Barrier(-1))}";
    }

    private void Count(Barrier barrier) => _phases += (int)barrier.CurrentPhaseNumber + 1;

    private static void Fail(Barrier barrier) => throw new InvalidDataException("as asked");

    private static string Outcome(Action act)
    {
        try
        {
            act();
            return "none";
        }
        catch (Exception e)
        {
            return e.GetType().Name;
        }
    }
}
