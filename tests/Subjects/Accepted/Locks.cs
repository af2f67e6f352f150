namespace Accepted;

/// <summary><see cref="Lock"/> in every form: statement, scope, try, and entered in one method and left in another.</summary>
public sealed class Locks : Construct
{
    private static readonly Lock s_lock = new();
    private readonly Lock _lock = new();
    private int _number;
    private Lock? _late;

    public override string Act()
    {
        lock (_lock)
        {
            _number++;
            lock (_lock)
                _number++;
        }
        using (_lock.EnterScope())
            _number *= 10;
        lock (s_lock)
            _number++;
        Enter();
        bool held = _lock.IsHeldByCurrentThread;
        Leave();
        bool[] taken = [_lock.TryEnter(), _lock.TryEnter(10), _lock.TryEnter(TimeSpan.FromSeconds(1))];
        foreach (bool _ in taken)
            _lock.Exit();
        return $"{held} {_lock.IsHeldByCurrentThread} {string.Join(",", taken)} {Late()} {Wrong()} {Twice()}";
    }

    public override string Show() => $"{_number} {_late is not null}";

    private void Enter() => _lock.Enter();

    private void Leave()
    {
        _number += 100;
        _lock.Exit();
    }

    /// <summary>Becomes shared while it is held.</summary>
    private bool Late()
    {
        Lock late = new();
        lock (late)
        {
            _late = late;
            _number++;
        }
        return late.IsHeldByCurrentThread;
    }

    private string Wrong()
    {
        try
        {
            _lock.Exit();
            return "none";
        }
        catch (SynchronizationLockException e)
        {
            return e.GetType().Name;
        }
    }

    private bool Twice()
    {
        Lock.Scope scope = _lock.EnterScope();
        scope.Dispose();
        scope.Dispose();
        return _lock.IsHeldByCurrentThread;
    }
}
