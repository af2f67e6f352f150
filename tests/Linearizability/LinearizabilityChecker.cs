using System.Collections;

namespace Weft.Linearizability;

/// <summary>
/// Looks for an order of a history's operations that is one of a sequential object, in which each operation lies between its call and its return.
/// </summary>
/// <remarks>
/// The search is that of J. M. Wing and C. Gong, "Testing and Verifying Concurrent Objects" (Journal of Parallel and Distributed Computing 17, 1993), with the memory of
/// G. Lowe, "Testing for linearizability" (Concurrency and Computation: Practice and Experience 29(4), 2017): what was linearized, with the state that it led to, is tried once. Keys
/// are checked one by one, which A. Horn and D. Kroening justify in "Faster linearizability checking via P-compositionality" (FORTE 2015): a history is linearizable if each of its parts is.
/// </remarks>
public static class LinearizabilityChecker
{
    /// <summary>Looks at each key's operations.</summary>
    /// <returns>Null if there is an order for each key; else the operations of the first key without one, in the order of their calls, and how far the search came.</returns>
    public static string? FindViolation(IEnumerable<Operation> history, ISequentialModel model)
    {
        foreach (IGrouping<string, Operation> key in history.GroupBy(operation => operation.Key, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Operation[] operations = [.. key.OrderBy(operation => operation.Called)];
            var search = new Search(operations, model);
            if (!search.Succeeds())
                return $"No order of {operations.Length} operations on {key.Key} explains their results; the longest that does explains {search.Longest}:\n{string.Join('\n', operations.Select(operation => operation.ToString()))}";
        }
        return null;
    }

    private sealed class Search(Operation[] operations, ISequentialModel model)
    {
        private readonly HashSet<Tried> _tried = [];
        private readonly BitArray _done = new(operations.Length);
        private int _left = operations.Count(operation => !operation.IsPending);

        internal int Longest { get; private set; }

        internal bool Succeeds()
        {
            var way = new Stack<(int Operation, string Before, int Next)>();
            string state = model.Initial;
            int next = 0;
            while (_left > 0)
            {
                int found = FindNext(next, state, out string after);
                if (found >= 0)
                {
                    way.Push((found, state, found + 1));
                    state = after;
                    Longest = Math.Max(Longest, way.Count);
                    next = 0;
                    continue;
                }
                if (!way.TryPop(out (int Operation, string Before, int Next) last))
                    return false;
                Undo(last.Operation);
                (state, next) = (last.Before, last.Next);
            }
            return true;
        }

        // An operation can be the next one if none that is left has returned before it was called.
        private int FindNext(int from, string state, out string after)
        {
            long firstReturn = long.MaxValue;
            for (int i = 0; i < operations.Length && operations[i].Called < firstReturn; i++)
            {
                if (!_done[i] && !operations[i].IsPending)
                    firstReturn = Math.Min(firstReturn, operations[i].Returned);
            }
            for (int i = from; i < operations.Length && operations[i].Called <= firstReturn; i++)
            {
                if (_done[i] || model.Step(state, operations[i]) is not { } led)
                    continue;
                Do(i);
                if (_tried.Add(new Tried(_done, led)))
                {
                    after = led;
                    return i;
                }
                Undo(i);
            }
            after = state;
            return -1;
        }

        private void Do(int operation)
        {
            _done[operation] = true;
            _left -= operations[operation].IsPending ? 0 : 1;
        }

        private void Undo(int operation)
        {
            _done[operation] = false;
            _left += operations[operation].IsPending ? 0 : 1;
        }
    }

    /// <summary>What was linearized, and the state that it led to.</summary>
    private readonly struct Tried : IEquatable<Tried>
    {
        private readonly int[] _done;
        private readonly string _state;

        internal Tried(BitArray done, string state)
        {
            _done = new int[(done.Length + 31) / 32];
            done.CopyTo(_done, 0);
            _state = state;
        }

        public bool Equals(Tried other) => _state == other._state && _done.AsSpan().SequenceEqual(other._done);

        public override bool Equals(object? obj) => obj is Tried other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(_state);
            foreach (int word in _done)
                hash.Add(word);
            return hash.ToHashCode();
        }
    }
}
