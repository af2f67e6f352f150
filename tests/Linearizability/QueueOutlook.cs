using System.Collections;

namespace Weft.Linearizability;

/// <summary>
/// What the order of a queue's items says of the takes to come: without it, a search that has put two items the wrong way round finds out only where they are taken, after it has tried
/// everything between in each order.
/// </summary>
internal sealed class QueueOutlook(IReadOnlyList<Operation> operations, BitArray done)
{
    private readonly List<Operation> _takes = [.. operations.Where((operation, i) => !done[i] && !operation.IsPending && IsTake(operation))];
    private readonly List<Operation> _undecided = [.. operations.Where((operation, i) => !done[i] && operation.IsPending && IsTake(operation))];
    private long _now = long.MinValue;
    private int _used;

    /// <summary>Whether what was taken can have been taken, once the queue holds these items, first to last.</summary>
    internal bool IsOpen(IEnumerable<long> items)
    {
        // Which of two equal items somebody took is not known.
        if (operations.Where(static operation => operation.Name is "put" or "try put").GroupBy(static put => put.Input).Any(static puts => puts.Skip(1).Any()))
            return true;
        foreach (long item in items)
        {
            int taker = _takes.FindIndex(take => take.Output == item);
            if (taker >= 0 && !Take(_takes[taker]))
                return false;
            if (taker >= 0)
                _takes.RemoveAt(taker);
            // Nobody takes it, so nothing behind it is taken, and the queue is never found empty.
            else if (_used == _undecided.Count)
                return _takes.Count == 0;
            else
                _now = Math.Max(_now, _undecided[_used++].Called);
        }
        // All else that is taken stands behind these items.
        return _takes.TrueForAll(take => take.Returned >= _now);
    }

    private static bool IsTake(Operation operation) => operation.Name is "take" or "try take";

    private bool Take(Operation take)
    {
        if (take.Returned < _now)
            return false;
        _now = Math.Max(_now, take.Called);
        return true;
    }
}
