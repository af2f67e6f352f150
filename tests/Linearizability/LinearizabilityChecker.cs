using System.Buffers.Binary;
using System.Collections;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

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
    // 16 bytes each: about half a gigabyte.
    private const int MostTried = 10_000_000;

    /// <summary>Looks at each key's operations.</summary>
    /// <returns>
    /// Null if there is an order for each key; else the operations of the first key without one, in the order of their calls, and how far the search came. A key for which ten million states
    /// did not tell is named likewise, as undecided.
    /// </returns>
    public static string? FindViolation(IEnumerable<Operation> history, ISequentialModel model)
    {
        foreach (IGrouping<string, Operation> key in history.GroupBy(operation => operation.Key, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Operation[] operations = [.. key.OrderBy(operation => operation.Called)];
            var search = new Search(operations, model);
            string? finding = search.Succeeds() switch
            {
                true => null,
                false => $"No order of {operations.Length} operations on {key.Key} explains their results",
                null => $"Whether an order of {operations.Length} operations on {key.Key} explains their results is undecided after {MostTried} tries",
            };
            if (finding is not null)
                return $"{finding}; the longest that does explains {search.Longest}:\n{string.Join('\n', operations.Select(operation => operation.ToString()))}";
        }
        return null;
    }

    private sealed class Search(Operation[] operations, ISequentialModel model)
    {
        private readonly HashSet<UInt128> _tried = [];
        private readonly BitArray _done = new(operations.Length);
        private readonly int[] _order = [.. Enumerable.Range(0, operations.Length).OrderBy(each => operations[each].IsPending)];
        private int _left = operations.Count(operation => !operation.IsPending);

        internal int Longest { get; private set; }

        /// <summary>Null if there are too many ways to try them all.</summary>
        internal bool? Succeeds()
        {
            var way = new Stack<(int Operation, string Before, int Next)>();
            string state = model.Initial;
            int next = 0;
            while (_left > 0)
            {
                if (_tried.Count > MostTried)
                    return null;
                int found = FindNext(next, state, out string after);
                if (found >= 0)
                {
                    way.Push((_order[found], state, found + 1));
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

        // An operation can be the next one if none that is left has returned before it was called. Those that may not have happened are tried last.
        private int FindNext(int from, string state, out string after)
        {
            long firstReturn = FirstReturn();
            for (int place = from; place < _order.Length; place++)
            {
                int i = _order[place];
                if (_done[i] || operations[i].Called > firstReturn || model.Step(state, operations[i]) is not { } led)
                    continue;
                Do(i);
                if (_tried.Add(Digest(led)) && model.CanGoOn(led, operations, _done))
                {
                    after = led;
                    return place;
                }
                Undo(i);
            }
            after = state;
            return -1;
        }

        private long FirstReturn()
        {
            long first = long.MaxValue;
            for (int i = 0; i < operations.Length && operations[i].Called < first; i++)
            {
                if (!_done[i] && !operations[i].IsPending)
                    first = Math.Min(first, operations[i].Returned);
            }
            return first;
        }

        // What was linearized and the state that it led to, in 16 bytes of a cryptographic hash: two that are alike by chance are not to be expected, and millions have room.
        private UInt128 Digest(string state)
        {
            byte[] bytes = new byte[(_done.Length + 7) / 8 + state.Length * sizeof(char)];
            _done.CopyTo(bytes, 0);
            MemoryMarshal.AsBytes(state.AsSpan()).CopyTo(bytes.AsSpan((_done.Length + 7) / 8));
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(bytes, hash);
            return BinaryPrimitives.ReadUInt128LittleEndian(hash);
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
}
