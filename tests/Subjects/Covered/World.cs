using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Covered;

/// <summary>Writes shared state under locks of every form. The comment at the end of each line that writes says what the analysis must find.</summary>
public class World
{
    public static readonly object Gate = new();
    private static readonly object Unrelated = new();
    private readonly object _gate = new();
    private readonly object _other = new();
    private readonly Lock _modern = new();
    private static readonly Lock s_modern = new();
    private readonly List<int> _numbers = [];
    private readonly Dictionary<string, List<int>> _groups = [];
    private readonly int[] _cells = new int[4];
    public readonly Item First = new();
    public readonly Readers Readers = new();
    public readonly Older Older = new();
    private int _total;
    private int _count;

    public object SyncRoot => _gate;

    public int Total { get; init; }

    [NonSerialized] private object? _local = new();

    public World() => _total = 1;

    public void Simple()
    {
        lock (_gate)
        {
            _total++; // covered: this._gate
            _numbers.Add(1); // covered: this._gate
            CollectionsMarshal.SetCount(_numbers, 2); // covered: this._gate
            _cells[1] = 2; // covered: this._gate
            _cells[2]++; // covered: this._gate
        }
        _total--; // unlocked
        Atomically();
    }

    public void Nested()
    {
        lock (this)
        {
            lock (_gate)
                _count = 1; // covered: this, this._gate
            _count = 2; // covered: this
        }
    }

    public void Reentered()
    {
        lock (_gate)
        {
            lock (_gate)
                _count = 1; // covered: this._gate
            _count = 2; // covered: this._gate
        }
        _count = 3; // unlocked
    }

    public void ByProperty()
    {
        lock (SyncRoot)
            _count = 1; // covered: this._gate
    }

    public void ByLocal(World other)
    {
        object gate = other._other;
        lock (gate)
            other._count = 1; // covered: parameter 'other'._other
    }

    public void AsVisualBasicAndFSharpDo()
    {
        object gate = _gate;
        bool taken = false;
        try
        {
            Monitor.Enter(gate, ref taken);
            _count = 1; // covered: this._gate
        }
        finally
        {
            if (taken)
                Monitor.Exit(gate);
        }
        _count = 2; // unlocked
    }

    public void Tried()
    {
        if (Monitor.TryEnter(_gate))
        {
            try
            {
                _count = 1; // covered: this._gate
            }
            finally
            {
                Monitor.Exit(_gate);
            }
        }
        else
        {
            _count = 2; // unlocked
        }
        bool taken = false;
        Monitor.TryEnter(_gate, 100, ref taken);
        if (taken)
        {
            _count = 3; // covered: this._gate
            Monitor.Exit(_gate);
        }
    }

    public void ByModernLock()
    {
        lock (_modern)
        {
            _count = 1; // covered: this._modern
            lock (_gate)
                _numbers.Add(2); // covered: this._gate, this._modern
        }
        _count = 2; // unlocked
        lock (s_modern)
            _count = 3; // covered: Covered.World.s_modern
    }

    public void ByScope(bool early)
    {
        using (_modern.EnterScope())
        {
            if (early)
                return;
            _count = 1; // covered: this._modern
        }
        _count = 2; // unlocked
        Lock.Scope scope = _modern.EnterScope();
        _count = 3; // covered: this._modern
        scope.Dispose();
        _count = 4; // unlocked
    }

    public void ByMembersOfModernLock()
    {
        _modern.Enter();
        try
        {
            _count = 1; // covered: this._modern
        }
        finally
        {
            _modern.Exit();
        }
        if (_modern.TryEnter())
        {
            _count = 2; // covered: this._modern
            _modern.Exit();
        }
        _count = 3; // unlocked
    }

    public void OnOneWayOnly(bool locked)
    {
        if (locked)
            Monitor.Enter(_gate);
        _count = 1; // unlocked
        if (locked)
            Monitor.Exit(_gate);
    }

    public void Caught()
    {
        lock (_other)
        {
            try
            {
                lock (_gate)
                    Console.WriteLine(_count);
            }
            catch (IOException)
            {
                _count = 1; // covered: this._other
            }
            finally
            {
                _count = 2; // covered: this._other
            }
        }
    }

    public void Looped(string[] names)
    {
        foreach (string name in names)
        {
            lock (_gate)
            {
                if (name.Length == 0)
                    continue;
                if (name.Length == 1)
                    break;
                _groups[name] = []; // covered: this._gate
            }
        }
        _count = 1; // unlocked
    }

    [MethodImpl(MethodImplOptions.Synchronized)]
    public void Synchronized() => _count = 1; // covered: this

    [MethodImpl(MethodImplOptions.Synchronized)]
    public static void SynchronizedStatic() => Program.World._count = 1; // covered: typeof(Covered.World)

    public static void ByStatic()
    {
        lock (Gate)
            Program.World._count = 1; // covered: Covered.World.Gate
        lock (typeof(Item))
            Program.World._count = 2; // covered: typeof(Covered.Item)
    }

    public void ByOwnLock()
    {
        lock (_local!)
            _count = 1; // unlocked: this._local (local)
    }

    public void Calls()
    {
        lock (_gate)
        {
            Inner();
            First.Rename("a");
            AlsoFree();
            Passed(this, 1);
            First.Grow();
        }
        AlsoFree();
        new Item { Name = "fresh" }.Grow();
    }

    private void Inner()
    {
        _count = 1; // covered: this._gate
        Deeper(3);
    }

    private void Deeper(int depth)
    {
        _count = depth; // covered: this._gate
        if (depth > 0)
            Deeper(depth - 1);
    }

    private void AlsoFree() => _count = 1; // unlocked

    private static void Passed(World world, int count) => world._count = count; // covered: parameter 'world'._gate

    public void ByDelegate()
    {
        lock (_gate)
            _numbers.ForEach(number => _count += number); // unknown
        lock (_gate)
            Run(() => _count = 7); // unknown
    }

    private static void Run(Action action) => action();

    public async Task Awaited()
    {
        lock (_gate)
            _count = 1; // covered: this._gate
        await Task.Yield();
        _count = 2; // unlocked
    }

    public async Task AwaitedByModernLock()
    {
        lock (_modern)
            _count = 1; // covered: this._modern
        await Task.Yield();
        _count = 2; // unlocked
    }

    public void Announce(int number) => _count = number; // unlocked

    public void Fresh()
    {
        List<int> mine = [];
        mine.Add(1);
        List<int> theirs = [];
        lock (_other)
        {
            _groups["x"] = theirs; // covered: this._other
            _groups["x"].Add(2); // covered: this._other
        }
        theirs.Add(3); // unlocked
    }

    public void Never(int count) => NeverCalled(count);

    private void NeverCalled(int count) => _count = count; // unknown

    public override string ToString() => $"{_count = 5}"; // unknown

    public int Atomically()
    {
        Interlocked.Increment(ref _count); // free
        return Volatile.Read(ref _count);
    }

    public static void OnlyUnrelated()
    {
        lock (Unrelated)
            Console.WriteLine();
    }
}

/// <summary>Its callers hold a lock of the world.</summary>
public class Item
{
    public string Name { get; set; } = ""; // free

    private int _size;

    internal void Rename(string name) => SetName(name);

    private void SetName(string name) => _name = name; // covered: Covered.World._gate in a caller

    private string _name = "";

    internal void Grow() => _size++; // unlocked

    public int Length => _name.Length + _size;
}
