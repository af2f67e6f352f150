using System.Collections;

namespace Weft.Linearizability;

/// <summary>One operation of a history: when it was called, when it returned, and with what.</summary>
/// <param name="Process">Who called it, for messages.</param>
/// <param name="Key">The object or key that it concerns; histories of different keys are checked by themselves.</param>
/// <param name="Name">What was called.</param>
/// <param name="Input">Its argument; 0 where it has none.</param>
/// <param name="Output">Its result; null if it never came: then the operation may have happened at any time since, or not at all.</param>
/// <param name="Called">A time before it could take effect.</param>
/// <param name="Returned">A time when it had taken effect.</param>
public sealed record Operation(string Process, string Key, string Name, long Input, long? Output, long Called, long Returned)
{
    /// <summary>Whether its result is unknown.</summary>
    public bool IsPending => Output is null;

    /// <inheritdoc/>
    public override string ToString() => $"{Process}: {Name}({Input}) = {(Output is { } output ? output : "?")} [{Called}..{(IsPending ? "" : Returned)}] on {Key}";
}

/// <summary>What one object does when one operation after another works on it. States are texts, so that equal ones are the same.</summary>
public interface ISequentialModel
{
    /// <summary>The state before the first operation.</summary>
    string Initial { get; }

    /// <summary>The state after an operation; null if it cannot have had its result in this state.</summary>
    string? Step(string state, Operation operation);

    /// <summary>
    /// Whether the operations that are not done yet might all have their results after this state. It may only say no where that is certain; each no spares the search all that follows.
    /// </summary>
    bool CanGoOn(string state, IReadOnlyList<Operation> operations, BitArray done) => true;
}
