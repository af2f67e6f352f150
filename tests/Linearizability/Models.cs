using System.Collections;
using System.Globalization;

namespace Weft.Linearizability;

/// <summary>What one object does when one operation after another works on it: the objects that Weft promises to be linearizable.</summary>
public static class Models
{
    /// <summary>A number: <c>read</c>, <c>write</c>, <c>add</c> (gives the new value), <c>swap</c> (gives the old one).</summary>
    public static ISequentialModel Register { get; } = new Model("0", static (state, operation) =>
    {
        long value = Number(state);
        return operation.Name switch
        {
            "read" => Expect(operation, value, value),
            "write" => Text(operation.Input),
            "add" => Expect(operation, value + operation.Input, value + operation.Input),
            "swap" => Expect(operation, value, operation.Input),
            _ => throw Unknown(operation),
        };
    });

    /// <summary>One entry of a map: <c>add</c> (1 if it was not there), <c>remove</c> (its value, or -1), <c>get</c> (likewise), <c>put</c>.</summary>
    public static ISequentialModel MapEntry { get; } = new Model("-1", static (state, operation) =>
    {
        long value = Number(state);
        return operation.Name switch
        {
            "get" => Expect(operation, value, value),
            "put" => Text(operation.Input),
            "add" => Expect(operation, value < 0 ? 1 : 0, value < 0 ? operation.Input : value),
            "remove" => Expect(operation, value, -1),
            _ => throw Unknown(operation),
        };
    });

    /// <summary>A queue: <c>put</c>, <c>take</c> (-1 where it was empty).</summary>
    public static ISequentialModel Queue { get; } = new Model("", static (state, operation) =>
    {
        if (operation.Name == "put")
            return state + Text(operation.Input) + ",";
        int end = state.IndexOf(',', StringComparison.Ordinal);
        return end < 0 ? Expect(operation, -1, "") : Expect(operation, Number(state[..end]), state[(end + 1)..]);
    }, static (state, operations, done) => new TakingOutlook(operations, done, newFirst: false).IsOpen(Items(state)));

    /// <summary>A stack: <c>put</c>, <c>take</c> (-1 where it was empty).</summary>
    public static ISequentialModel Stack { get; } = new Model("", static (state, operation) =>
    {
        if (operation.Name == "put")
            return Text(operation.Input) + "," + state;
        int end = state.IndexOf(',', StringComparison.Ordinal);
        return end < 0 ? Expect(operation, -1, "") : Expect(operation, Number(state[..end]), state[(end + 1)..]);
    }, static (state, operations, done) => new TakingOutlook(operations, done, newFirst: true).IsOpen(Items(state)));

    /// <summary>A lock: <c>enter</c> and <c>leave</c>, each with who does it as the input; <c>try</c> gives 1 or 0.</summary>
    public static ISequentialModel Lock { get; } = new Model("", static (state, operation) => operation.Name switch
    {
        "enter" => state.Length == 0 ? Text(operation.Input) : null,
        "try" when state.Length == 0 => operation.Output == 0 ? null : Text(operation.Input),
        "try" => operation.Output == 1 ? null : state,
        "leave" => state == Text(operation.Input) ? "" : null,
        _ => throw Unknown(operation),
    });

    /// <summary>A semaphore of so many permits: <c>enter</c>, <c>try</c> (1 or 0), <c>leave</c> (gives how many there were before).</summary>
    public static ISequentialModel Semaphore(int permits) => new Model(Text(permits), static (state, operation) =>
    {
        long count = Number(state);
        return operation.Name switch
        {
            "enter" => count > 0 ? Text(count - 1) : null,
            "try" => Expect(operation, count > 0 ? 1 : 0, Math.Max(0, count - 1)),
            "leave" => Expect(operation, count, count + operation.Input),
            _ => throw Unknown(operation),
        };
    });

    private static string? Expect(Operation operation, long output, long next) => Expect(operation, output, Text(next));

    private static string? Expect(Operation operation, long output, string next) => operation.Output is null || operation.Output == output ? next : null;

    private static IEnumerable<long> Items(string state) => state.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number);

    private static long Number(string state) => long.Parse(state, CultureInfo.InvariantCulture);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static ArgumentException Unknown(Operation operation) => new($"The model has no operation {operation.Name}.", nameof(operation));

    private sealed class Model(string initial, Func<string, Operation, string?> step, Func<string, IReadOnlyList<Operation>, BitArray, bool>? canGoOn = null) : ISequentialModel
    {
        public string Initial => initial;

        public string? Step(string state, Operation operation) => step(state, operation);

        public bool CanGoOn(string state, IReadOnlyList<Operation> operations, BitArray done) => canGoOn is null || canGoOn(state, operations, done);
    }
}
