namespace Weft.Runtime.Locks;

/// <summary>
/// What excludes the threads of this node at a lock by name: readers together, writers alone, in the order in which they came. The caller knows what its thread has already.
/// </summary>
internal sealed class ReaderWriterGate(string name)
{
    private readonly object _sync = new();
    private readonly LinkedList<Waiter> _queue = new();
    private int _readers;
    private bool _writes;
    private bool _upgrades;

    internal string Name { get; } = name;

    internal void Enter(bool write)
    {
        lock (_sync)
        {
            LinkedListNode<Waiter> waiter = _queue.AddLast(new Waiter(write));
            Admit();
            try
            {
                while (!waiter.Value.Admitted)
                    WaitForChange();
            }
            catch (ThreadInterruptedException)
            {
                if (waiter.Value.Admitted)
                    Leave(write);
                else
                    _queue.Remove(waiter);
                Admit();
                throw;
            }
        }
    }

    /// <summary>A reader becomes the writer, as soon as the others have left.</summary>
    /// <exception cref="LockUpgradeException">Another reader waits for that, so that neither would ever leave.</exception>
    internal void Upgrade()
    {
        lock (_sync)
        {
            if (_upgrades)
                throw new LockUpgradeException($"{RuntimeCodes.UpgradeConflict}: this thread reads under the lock '{Name}' and wants to write under it, and so does another thread: each would wait for ever until the other leaves. Take the lock for writing from the start.");
            _upgrades = true;
            try
            {
                while (_readers > 1)
                    WaitForChange();
                (_readers, _writes) = (0, true);
            }
            finally
            {
                _upgrades = false;
                Admit();
            }
        }
    }

    /// <summary>A writer that was a reader before is one again.</summary>
    internal void Downgrade()
    {
        Uninterrupted.Enter(_sync);
        (_readers, _writes) = (1, false);
        Admit();
        Monitor.Exit(_sync);
    }

    internal void Exit(bool write)
    {
        Uninterrupted.Enter(_sync);
        Leave(write);
        Admit();
        Monitor.Exit(_sync);
    }

    private void Leave(bool write)
    {
        if (write)
            _writes = false;
        else
            _readers--;
    }

    private void WaitForChange()
    {
        if (!Monitor.Wait(_sync, LockWaits.PatienceMilliseconds))
            LockWaits.Stall();
    }

    private void Admit()
    {
        while (_queue.First is { } first && !_writes && !_upgrades && (!first.Value.Write || _readers == 0))
        {
            _queue.RemoveFirst();
            first.Value.Admitted = true;
            _readers += first.Value.Write ? 0 : 1;
            _writes = first.Value.Write;
        }
        Monitor.PulseAll(_sync);
    }

    private sealed class Waiter(bool write)
    {
        internal bool Write { get; } = write;

        internal bool Admitted { get; set; }
    }
}
