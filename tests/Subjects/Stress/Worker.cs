using System.Globalization;

namespace Stress;

/// <summary>One worker of one node: transfers, counts, produces and consumes, as a seed decides. With contention all work on the same few things.</summary>
public sealed class Worker
{
    private readonly World _world;
    private readonly Random _random;
    private readonly History _history;
    private readonly int _number;
    private readonly int _things;
    private readonly bool _oneLock;
    private long _produced;

    public Worker(World world, int number, int seed, bool contention)
    {
        _world = world;
        _number = number;
        _random = new Random(seed * 1000 + number);
        _history = new History("w" + number.ToString(CultureInfo.InvariantCulture));
        _oneLock = contention;
        _things = contention ? 2 : world.Accounts.Length;
    }

    public async Task Run(int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            switch (_random.Next(12))
            {
                case 0:
                    Transfer();
                    break;
                case 1:
                    Count();
                    break;
                case 2:
                    Lock();
                    break;
                case 3:
                    Visit();
                    break;
                case 4:
                    Name();
                    break;
                case 5:
                    Queue();
                    break;
                case 6:
                    Parcel();
                    break;
                case 7:
                    await Serve();
                    break;
                case 8:
                    Pile();
                    break;
                default:
                    Arrange();
                    break;
            }
        }
    }

    private void Transfer()
    {
        int from = _random.Next(_things);
        int to = _random.Next(_things);
        long amount = _random.Next(1, 50);
        if (from == to)
            return;
        Account first = _world.Accounts[Math.Min(from, to)];
        Account second = _world.Accounts[Math.Max(from, to)];
        lock (first)
        {
            lock (second)
            {
                _world.Accounts[from].Balance -= amount;
                _world.Accounts[to].Balance += amount;
            }
        }
    }

    private void Count()
    {
        long amount = _random.Next(1, 10);
        bool isRoot = _random.Next(2) == 0;
        long id = _history.Begin(isRoot ? "tickets" : "counter", "add", amount);
        _history.End(id, isRoot ? World.TakeTickets(amount) : Interlocked.Add(ref _world.Counter, amount));
    }

    private void Lock()
    {
        long enter = _history.Begin("lock", "enter", _number);
        bool taken = false;
        long number;
        long leave;
        try
        {
            Monitor.Enter(_world.Gate, ref taken);
            _history.End(enter, 0);
            long add = _history.Begin("number", "add", 1);
            number = ++_world.Number;
            _history.End(add, number);
        }
        finally
        {
            leave = _history.Begin("lock", "leave", _number);
            if (taken)
                Monitor.Exit(_world.Gate);
        }
        _history.End(leave, 0);
    }

    private void Visit()
    {
        int key = _random.Next(_things);
        long id = _history.Begin("visits." + key, "add", 1);
        _history.End(id, _world.Visits.AddOrUpdate(key, 1, static (_, old) => old + 1));
    }

    private void Name()
    {
        int key = _random.Next(_things);
        long value = _number * 1_000_000L + ++_produced;
        int what = _random.Next(4);
        long id = _history.Begin("names." + key, what == 0 ? "get" : what == 1 ? "remove" : what == 2 ? "put" : "add", value);
        long output = 0;
        lock (_world.Names)
        {
            if (what == 0)
                output = _world.Names.TryGetValue(key, out long found) ? found : -1;
            else if (what == 1)
                output = _world.Names.Remove(key, out long removed) ? removed : -1;
            else if (what == 2)
                _world.Names[key] = value;
            else
                output = _world.Names.TryAdd(key, value) ? 1 : 0;
        }
        _history.End(id, output);
    }

    private void Queue()
    {
        bool puts = _random.Next(2) == 0;
        long value = _number * 1_000_000L + ++_produced;
        long id = _history.Begin("queue", puts ? "put" : "take", puts ? value : 0);
        long output = 0;
        lock (_world.Line)
        {
            if (puts)
                _world.Waiting.Enqueue(value);
            else
                output = _world.Waiting.TryDequeue(out long taken) ? taken : -1;
        }
        _history.End(id, output);
    }

    private void Parcel()
    {
        if (_random.Next(2) == 0)
        {
            long value = _number * 1_000_000L + ++_produced;
            long put = _history.Begin("parcels", "put", value);
            if (_world.Parcels.Writer.TryWrite(value))
                _history.End(put, 0);
            else
                _history.Forget(put);
            return;
        }
        long take = _history.Begin("parcels", "take", 0);
        _history.End(take, _world.Parcels.Reader.TryRead(out long item) ? item : -1);
    }

    private async Task Serve()
    {
        long enter = _history.Begin("desk", "enter", 0);
        await _world.Desk.WaitAsync();
        _history.End(enter, 0);
        long add = _history.Begin("served", "add", 1);
        long served = _world.Served + 1;
        await Task.Yield();
        _world.Served = served;
        _history.End(add, served);
        long leave = _history.Begin("desk", "leave", 1);
        _history.End(leave, _world.Desk.Release());
    }

    private void Pile()
    {
        bool isBag = _random.Next(2) == 0;
        string key = isBag ? "bag" : "pile";
        if (_random.Next(2) == 0)
        {
            long value = _number * 1_000_000L + ++_produced;
            long put = _history.Begin(key, "put", value);
            if (isBag)
                _world.Bag.Add(value);
            else
                _world.Pile.Push(value);
            _history.End(put, 0);
            return;
        }
        long take = _history.Begin(key, "take", 0);
        if (isBag ? _world.Bag.TryTake(out long item) : _world.Pile.TryPop(out item))
            _history.End(take, item);
        else
            _history.Forget(take); // A look at what is empty here can miss what another node did just now.
    }

    private void Arrange()
    {
        Shelf shelf = _world.Shelves[_random.Next(_world.Shelves.Length)];
        string action = shelf.Actions[_random.Next(shelf.Actions.Length)];
        long value = _number * 1_000_000L + ++_produced;
        long id = _history.Begin(shelf.Name, action, value);
        long digest;
        lock (_oneLock ? (object)_world.Shelves : shelf)
            digest = shelf.Apply(action, value);
        _history.End(id, digest);
    }
}
