using System.Collections;

namespace Weft.Linearizability;

/// <summary>
/// What the order of the items of a queue or stack says of the takes to come: without it, a search that has put two items the wrong way round finds out only where they are taken, after it
/// has tried everything between in each order.
/// </summary>
internal sealed class TakingOutlook(IReadOnlyList<Operation> operations, BitArray done, bool newFirst)
{
    private readonly List<Operation> _takes = [.. operations.Where((operation, i) => !done[i] && !operation.IsPending && IsTake(operation))];
    private readonly List<Operation> _undecided = [.. operations.Where((operation, i) => !done[i] && operation.IsPending && IsTake(operation))];
    private long _now = long.MinValue;
    private int _used;

    /// <summary>Whether what was taken can have been taken, once it holds these items, in the order in which they are taken.</summary>
    internal bool IsOpen(IEnumerable<long> items)
    {
        // Which of two equal items somebody took is not known.
        if (operations.Where(static operation => operation.Name is "put" or "try put").GroupBy(static put => put.Input).Any(static puts => puts.Skip(1).Any()))
            return true;
        bool isBlocked = false;
        foreach (long item in items)
        {
            int taker = _takes.FindIndex(take => take.Output == item);
            if (taker >= 0 && (isBlocked || !Take(_takes[taker])))
                return false;
            if (taker >= 0)
                _takes.RemoveAt(taker);
            // Nobody takes it, so nothing behind it is taken.
            else if (_used == _undecided.Count)
                isBlocked = true;
            else
                _now = Math.Max(_now, _undecided[_used++].Called);
        }
        // What comes later stands behind these items in a queue and before them in a stack, which is found empty once they are gone.
        return _takes.TrueForAll(take => (newFirst && take.Output >= 0) || (!isBlocked && take.Returned >= _now));
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
