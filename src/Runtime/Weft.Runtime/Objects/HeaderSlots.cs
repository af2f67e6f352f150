using Weft.Runtime.Locks;

namespace Weft.Runtime.Objects;

/// <summary>
/// Headers by number. An object's mark is the number of its header, so that one comparison finds it, where a table would have to be searched.
/// </summary>
/// <remarks>
/// They are given where a graph is being made shared, which an interruption must not end half-way. What a mark says is believed only as far as the header knows its owner: a clone's may be that of its original, and what lies there by chance is no number at all. A header stays until its object is collected and that was noticed.
/// </remarks>
internal static class HeaderSlots
{
    /// <summary>The mark of what has a header that is not here.</summary>
    internal const int None = 1;

    private static readonly Lock Gate = new();
    private static readonly Stack<int> Free = new();
    private static SharedHeader?[] _all = new SharedHeader?[64];
    private static int _next = None + 1;

    /// <summary>The header of an object by its mark; null where the table has to be asked.</summary>
    internal static SharedHeader? Find(object instance, int mark)
    {
        SharedHeader?[] all = Volatile.Read(ref _all);
        return (uint)mark < (uint)all.Length && all[mark] is { } header && header.Owns(instance) ? header : null;
    }

    /// <summary>A number for a header that is about to be put in.</summary>
    internal static int Reserve()
    {
        using (Uninterrupted.Enter(Gate))
        {
            if (Free.TryPop(out int free))
                return free;
            if (_next == _all.Length)
                MakeRoom();
            return Free.TryPop(out free) ? free : _next++;
        }
    }

    /// <summary>Puts a header in, once its object is marked with its number.</summary>
    internal static void Put(SharedHeader header, int number)
    {
        using (Uninterrupted.Enter(Gate))
        {
            header.Slot = number;
            _all[number] = header;
        }
    }

    /// <summary>Gives a number back that no object bears.</summary>
    internal static void Release(int number)
    {
        using (Uninterrupted.Enter(Gate))
            Free.Push(number);
    }

    /// <summary>Puts another header of the same object in the place of one, or none; false where that has no number.</summary>
    internal static bool Replace(SharedHeader from, SharedHeader? to)
    {
        using (Uninterrupted.Enter(Gate))
        {
            int number = from.Slot;
            if (number == 0 || _all[number] != from)
                return false;
            from.Slot = 0;
            _all[number] = to;
            if (to is null)
                Free.Push(number);
            else
                to.Slot = number;
            return true;
        }
    }

    // Those of objects that were collected, whose session was over before anybody noticed that.
    private static void MakeRoom()
    {
        for (int number = None + 1; number < _next; number++)
        {
            if (_all[number] is { Owner: null } gone)
            {
                gone.Slot = 0;
                _all[number] = null;
                Free.Push(number);
            }
        }
        if (Free.Count >= _all.Length / 2)
            return;
        SharedHeader?[] more = new SharedHeader?[_all.Length * 2];
        _all.CopyTo(more, 0);
        Volatile.Write(ref _all, more);
    }
}
