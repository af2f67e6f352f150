using System.Collections;
using System.Globalization;

namespace Probe;

/// <summary>Classes that derive from the framework's non-generic collections, worked on by members of their own and of their bases.</summary>
public sealed class Archive
{
    private readonly OldNames _names = new();
    private readonly OldTable _table = new();
    private readonly OldOrder _order = new();
    private readonly OldQueue _queue = new();
    private readonly OldStack _stack = new();

    /// <summary>One command, under the lock of the archive.</summary>
    public string Run(string command, string text, int count)
    {
        lock (this)
            return Do(command, text, count);
    }

    private string Do(string command, string text, int count)
    {
        switch (command)
        {
            case "add":
                for (int i = 0; i < count; i++)
                {
                    _names.Add(text + i.ToString(CultureInfo.InvariantCulture));
                    _queue.Enqueue(text + i.ToString(CultureInfo.InvariantCulture));
                    _stack.Put(text + i.ToString(CultureInfo.InvariantCulture));
                }
                return "";
            case "insert":
                ((IList)_names).Insert(0, text);
                return "";
            case "remove":
                _names.Remove(text);
                return $"{_queue.Next()} {_stack.Take()}";
            case "count":
                for (int i = 0; i < count; i++)
                {
                    _table.Count(text);
                    _order.Count(text);
                }
                return "";
            case "show":
                return $"{string.Join(",", _names.ToArray())} {_names.Adds} {_queue.Count} {_stack.Count} {Entries(_table)} {Entries(_order)}";
            default:
                throw new ArgumentException("No such command: " + command);
        }
    }

    private static string Entries(IDictionary map) => string.Join(",", map.Keys.Cast<string>().Order(StringComparer.Ordinal).Select(key => $"{key}={map[key]}"));
}

internal sealed class OldNames : ArrayList
{
    public int Adds { get; private set; }

    public void Add(string name)
    {
        Adds++;
        base.Add(name);
    }
}

internal sealed class OldTable : Hashtable
{
    public new void Count(string key) => base[key] = base[key] is int before ? before + 1 : 1;
}

internal sealed class OldOrder : SortedList
{
    public new void Count(string key)
    {
        int before = ContainsKey(key) ? (int)this[key]! : 0;
        base.Remove(key);
        base.Add(key, before + 1);
    }
}

internal sealed class OldQueue : Queue
{
    public string Next() => (string)base.Dequeue()!;
}

internal sealed class OldStack : Stack
{
    public void Put(string text) => base.Push(text);

    public string Take() => (string)base.Pop()!;
}
