using System.Runtime.CompilerServices;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Barriers;

/// <summary>
/// Threads that work atomically on the real place of an object which they found unshared. A sharing walk that has set its headers waits for them, so that no such
/// operation can meet one which goes through the cluster.
/// </summary>
/// <remarks>
/// A thread notes that it is inside, then looks at the header; the walk sets the header, issues a process-wide barrier, then looks at the notes: one of the two sees the
/// other. Inside, a thread carries out one operation of the processor, or one of a concurrent collection of the framework, and takes no lock that it could wait for long.
/// </remarks>
internal sealed class AtomicSections
{
    [ThreadStatic]
    private static AtomicSections? _current;

    private static readonly Lock Gate = new();
    private static readonly List<WeakReference<AtomicSections>> All = [];

    /// <summary>Odd while the thread is inside.</summary>
    private int _entries;

    /// <summary>Sections in sections: the equality of a concurrent dictionary's keys or values is the program's. Of those that are not scopes.</summary>
    private int _depth;

    /// <summary>Whether the outermost of the sections that are not scopes is in no scope.</summary>
    private bool _outermost;

    private AtomicSections()
    {
        lock (Gate)
        {
            All.RemoveAll(static ended => !ended.TryGetTarget(out _));
            All.Add(new WeakReference<AtomicSections>(this));
        }
    }

    /// <summary>
    /// The current thread is inside, for as long as one method wants it. That has one way out of the protected block, and its result in a local: the compiler then makes the handler one for exceptions alone, and keeps what the method
    /// needs behind it in registers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Scope EnterScope()
    {
        AtomicSections current = _current ??= new AtomicSections();
        int entries = current._entries;
        if ((entries & 1) != 0)
            return default;
        Volatile.Write(ref current._entries, entries + 1);
        return new Scope(current);
    }

    /// <summary>The current thread is inside.</summary>
    /// <returns>What it leaves by.</returns>
    internal static AtomicSections Enter()
    {
        AtomicSections current = _current ??= new AtomicSections();
        if (current._depth++ == 0)
        {
            current._outermost = (current._entries & 1) == 0;
            if (current._outermost)
                Volatile.Write(ref current._entries, current._entries + 1);
        }
        return current;
    }

    internal static void Exit() => _current!.Leave();

    /// <summary>The current thread, whose sections these are, leaves.</summary>
    internal void Leave()
    {
        if (--_depth == 0 && _outermost)
            Volatile.Write(ref _entries, _entries + 1);
    }

    /// <summary>Waits until each thread that is inside now has come out. After a process-wide barrier. It cannot be interrupted: the caller has set headers, and must go on.</summary>
    /// <returns>False if one did not come out in time: the program's equality of keys or values waits for something.</returns>
    internal static bool WaitForOthers(TimeSpan limit)
    {
        long end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        using (Uninterrupted.Enter(Gate))
        {
            foreach (WeakReference<AtomicSections> each in All)
            {
                if (each.TryGetTarget(out AtomicSections? other) && other != _current && !other.WaitUntilOut(end))
                    return false;
            }
            return true;
        }
    }

    private bool WaitUntilOut(long end)
    {
        int seen = Volatile.Read(ref _entries);
        if ((seen & 1) == 0)
            return true;
        UninterruptedWait wait = default;
        bool late = false;
        while (Volatile.Read(ref _entries) == seen && !late)
        {
            wait.Spin();
            late = Environment.TickCount64 > end;
        }
        wait.End();
        return !late;
    }

    /// <summary>One section of one method; nothing where it is in another.</summary>
    internal readonly struct Scope(AtomicSections? sections)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Leave()
        {
            if (sections is not null)
                Volatile.Write(ref sections._entries, sections._entries + 1);
        }
    }
}
