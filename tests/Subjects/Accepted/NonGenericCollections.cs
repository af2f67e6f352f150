using System.Collections;

namespace Accepted;

/// <summary>Lists, queues and stacks of objects, directly and through interfaces.</summary>
public sealed class NonGenericCollections : Construct
{
    private readonly ArrayList _list = ["b", 2];
    private readonly IList _interface = new ArrayList(new[] { 3, 1, 2 });
    private readonly Queue _queue = new();
    private readonly Stack _stack = new();
    private readonly ArrayList _synchronizedList = ArrayList.Synchronized(new ArrayList());
    private readonly Queue _synchronizedQueue = Queue.Synchronized(new Queue());
    private readonly Stack _synchronizedStack = Stack.Synchronized(new Stack());
    // Lists of objects name no class: this field does.
    private readonly Ticket _ticket = new(2);

    public override string Act()
    {
        lock (_list.SyncRoot)
        {
            _list.Insert(0, new Ticket(1));
            _list.AddRange(new object[] { "x", 4.5m });
            _list.Remove(2);
            ((Ticket)_list[0]!).Number += 10;
        }
        _interface.Add(9);
        _interface.RemoveAt(0);
        ((ArrayList)_interface).Sort();
        _interface[0] = 7;
        _queue.Enqueue("first");
        _queue.Enqueue(_ticket);
        object? first = _queue.Dequeue();
        _stack.Push("below");
        _stack.Push("above");
        object? above = _stack.Pop();
        _synchronizedList.AddRange(new[] { 3, 1, 2 });
        _synchronizedList.Sort();
        lock (_synchronizedList.SyncRoot)
            _synchronizedList[0] = (int)_synchronizedList[0]! + 10;
        _synchronizedQueue.Enqueue("taken");
        _synchronizedQueue.Enqueue(_ticket);
        _synchronizedStack.Push(_synchronizedQueue.Dequeue());
        return $"{first} {above} {_list.Count} {_list.IndexOf("x")} {_list.Contains(2)} {_list.ToArray().Length} {_list.GetRange(1, 2).Count}";
    }

    public override string Show()
    {
        string listed = "";
        foreach (object? item in _list)
            listed += item + ";";
        return FormattableString.Invariant($"{listed} {string.Join(",", _interface.Cast<int>())} {_queue.Peek()} {_queue.Peek() == _ticket} {_stack.Peek()} {_queue.Count} {_stack.Count} {string.Join(",", _synchronizedList.ToArray())} {_synchronizedList.IsSynchronized} {ReferenceEquals(_synchronizedQueue.Peek(), _ticket)} {_synchronizedStack.Peek()}");
    }

    private sealed class Ticket(int number)
    {
        public int Number { get; set; } = number;

        public override string ToString() => "ticket " + Number;
    }
}
