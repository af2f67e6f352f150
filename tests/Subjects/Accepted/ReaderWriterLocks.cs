namespace Accepted;

/// <summary><see cref="ReaderWriterLockSlim"/> and <see cref="ReaderWriterLock"/>: every member, and what they throw.</summary>
public sealed class ReaderWriterLocks : Construct
{
    private readonly ReaderWriterLockSlim _slim = new();
    private readonly ReaderWriterLockSlim _recursive = new(LockRecursionPolicy.SupportsRecursion);
    private readonly ReaderWriterLock _old = new();
    private int _number;
    private ReaderWriterLockSlim? _late;

    public override string Act() => string.Join(' ', Slim(), Times(), Recursive(), Old(), Late(), Errors());

    public override string Show() => $"{_number} {_late is not null} {_recursive.RecursionPolicy} {_slim.RecursionPolicy}";

    private string Slim()
    {
        _slim.EnterReadLock();
        int seen = _number;
        string reading = Held();
        _slim.ExitReadLock();
        _slim.EnterUpgradeableReadLock();
        string upgradeable = Held();
        _slim.EnterWriteLock();
        _number = seen + 1;
        string both = Held();
        _slim.ExitWriteLock();
        _slim.EnterReadLock();
        _slim.ExitUpgradeableReadLock();
        string downgraded = Held();
        _slim.ExitReadLock();
        _slim.EnterWriteLock();
        try
        {
            _number += 10;
        }
        finally
        {
            _slim.ExitWriteLock();
        }
        return $"{reading} {upgradeable} {both} {downgraded} {Held()} {_slim.CurrentReadCount}{_slim.WaitingReadCount}{_slim.WaitingUpgradeCount}{_slim.WaitingWriteCount}";
    }

    private string Held() => $"{(_slim.IsReadLockHeld ? "r" : "")}{(_slim.IsUpgradeableReadLockHeld ? "u" : "")}{(_slim.IsWriteLockHeld ? "w" : "")}-";

    private string Times()
    {
        bool[] taken = new bool[6];
        taken[0] = _slim.TryEnterReadLock(0);
        Thread other = new(() => taken[1] = _slim.TryEnterWriteLock(10) || _slim.TryEnterWriteLock(TimeSpan.FromMilliseconds(10)));
        other.Start();
        other.Join();
        _slim.ExitReadLock();
        taken[2] = _slim.TryEnterUpgradeableReadLock(TimeSpan.FromSeconds(1));
        Thread reader = new(() =>
        {
            taken[3] = _slim.TryEnterReadLock(TimeSpan.Zero);
            _slim.ExitReadLock();
            taken[4] = _slim.TryEnterUpgradeableReadLock(10);
        });
        reader.Start();
        reader.Join();
        taken[5] = _slim.TryEnterWriteLock(Timeout.Infinite);
        _number += 100;
        _slim.ExitWriteLock();
        _slim.ExitUpgradeableReadLock();
        return string.Join("", taken.Select(each => each ? "1" : "0"));
    }

    private string Recursive()
    {
        _recursive.EnterWriteLock();
        _recursive.EnterWriteLock();
        _recursive.EnterReadLock();
        string counts = $"{_recursive.RecursiveReadCount}{_recursive.RecursiveUpgradeCount}{_recursive.RecursiveWriteCount}";
        _number += 1000;
        _recursive.ExitReadLock();
        _recursive.ExitWriteLock();
        _recursive.ExitWriteLock();
        _recursive.EnterReadLock();
        _recursive.EnterReadLock();
        counts += $" {_recursive.RecursiveReadCount}";
        _recursive.ExitReadLock();
        _recursive.ExitReadLock();
        return counts + (_recursive.IsReadLockHeld || _recursive.IsWriteLockHeld);
    }

    private string Old()
    {
        _old.AcquireReaderLock(1000);
        _old.AcquireReaderLock(TimeSpan.FromSeconds(1));
        LockCookie reader = _old.UpgradeToWriterLock(1000);
        string held = $"{_old.IsReaderLockHeld}{_old.IsWriterLockHeld}";
        _number += 10_000;
        _old.DowngradeFromWriterLock(ref reader);
        held += $" {_old.IsReaderLockHeld}{_old.IsWriterLockHeld}";
        int before = _old.WriterSeqNum;
        LockCookie all = _old.ReleaseLock();
        held += $" {_old.IsReaderLockHeld}{_old.IsWriterLockHeld}";
        Thread writer = new(() =>
        {
            _old.AcquireWriterLock(Timeout.Infinite);
            _number += 10_000;
            _old.ReleaseWriterLock();
        });
        writer.Start();
        writer.Join();
        _old.RestoreLock(ref all);
        held += $" {_old.IsReaderLockHeld}{_old.AnyWritersSince(before)}";
        _old.ReleaseReaderLock();
        _old.ReleaseReaderLock();
        _old.AcquireWriterLock(TimeSpan.FromSeconds(1));
        _old.AcquireReaderLock(0);
        held += $" {_old.IsReaderLockHeld}{_old.IsWriterLockHeld}";
        _old.ReleaseReaderLock();
        _old.ReleaseWriterLock();
        return $"{held} {_old.IsWriterLockHeld}";
    }

    /// <summary>Becomes shared while it is held.</summary>
    private bool Late()
    {
        ReaderWriterLockSlim late = new();
        late.EnterWriteLock();
        _late = late;
        _number += 100_000;
        bool held = late.IsWriteLockHeld;
        late.ExitWriteLock();
        return held && !late.IsWriteLockHeld;
    }

    private string Errors() => string.Join(',', new Action[]
    {
        () => _slim.ExitReadLock(),
        () => _slim.ExitWriteLock(),
        () => _slim.ExitUpgradeableReadLock(),
        () => Within(() => _slim.EnterReadLock(), () => _slim.EnterReadLock(), () => _slim.ExitReadLock()),
        () => Within(() => _slim.EnterReadLock(), () => _slim.EnterWriteLock(), () => _slim.ExitReadLock()),
        () => Within(() => _slim.EnterReadLock(), () => _slim.EnterUpgradeableReadLock(), () => _slim.ExitReadLock()),
        () => Within(() => _slim.EnterWriteLock(), () => _slim.EnterWriteLock(), () => _slim.ExitWriteLock()),
        () => _slim.TryEnterReadLock(-2),
        () => _slim.TryEnterWriteLock(TimeSpan.FromMilliseconds(-2)),
        () => _old.ReleaseReaderLock(),
        () => _old.ReleaseWriterLock(),
        () => Elsewhere(() => _old.AcquireWriterLock(-1), () => _old.AcquireReaderLock(5), () => _old.ReleaseWriterLock()),
    }.Select(Thrown));

    private static void Within(Action enter, Action wrong, Action exit)
    {
        enter();
        try
        {
            wrong();
        }
        finally
        {
            exit();
        }
    }

    private static void Elsewhere(Action enter, Action late, Action exit)
    {
        Exception? thrown = null;
        enter();
        Thread other = new(() =>
        {
            try
            {
                late();
            }
            catch (ApplicationException e)
            {
                thrown = e;
            }
        });
        other.Start();
        other.Join();
        exit();
        if (thrown is not null)
            throw new InvalidOperationException(thrown.HResult.ToString("x", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string Thrown(Action action)
    {
        try
        {
            action();
            return "none";
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name}{(e is ArgumentException argument ? " " + argument.ParamName : "")}";
        }
    }
}
