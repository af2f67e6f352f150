using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Locks;

namespace Weft.Runtime.Objects;

// Atomic operations on roots.
internal sealed partial class RootBinding
{
    internal static T? CompareExchange<T>(ref T? place, T? value, T? comparand, RootHandle root, object? key) where T : class =>
        Of(root, key).Exchange(ref place, value, new Comparand<T>(comparand), key);

    internal static T? Exchange<T>(ref T? place, T? value, RootHandle root, object? key) where T : class =>
        Of(root, key).Exchange(ref place, value, null, key);

    internal static T Ensure<T>(ref T? place, T? made, RootHandle root, object? key) where T : class
    {
        if (made is null)
            throw new InvalidOperationException("The factory that was to make the root gave null.");
        return CompareExchange(ref place, made, null, root, key) ?? Read(ref place, root, key) ?? made;
    }

    private T? Exchange<T>(ref T? place, T? value, Comparand<T>? comparand, object? key) where T : class
    {
        RootState state = State(key);
        // Where nothing is replaced, the hub alone decides who is first.
        if (_root.Policy != RootPolicy.Replaceable)
            return ExchangeInTurn(ref place, value, comparand, state, key);
        NamedLock turn = NamedLock.Of($"atomic operations on the root {state.Name}");
        NamedSections.Enter(turn, LockLevel.Write);
        try
        {
            return ExchangeInTurn(ref place, value, comparand, state, key);
        }
        finally
        {
            NamedSections.Exit(turn, LockLevel.Write);
        }
    }

    private T? ExchangeInTurn<T>(ref T? place, T? value, Comparand<T>? comparand, RootState state, object? key) where T : class
    {
        lock (state.Assigning)
        {
            T? current = Read(ref place, _root, key);
            bool assigns = comparand is not { } expected || ReferenceEquals(expected.Value, current);
            if (ReferenceEquals(value, current))
                return current;
            if (!assigns)
            {
                if (comparand is { Value: null } && value is not null)
                    Discard([], state);
                return current;
            }
            if (value is null)
            {
                AssignNull(ref place, state);
                return current;
            }
            Activation.AwaitSession();
            Activation.Node.ThrowIfLost();
            // Another node may have been first since the root was read: then the comparison fails.
            RootOutcome outcome = Send(ref place, value, state, mayBeSet: comparand is not null && current is null);
            return outcome is RootOutcome.Existing or RootOutcome.AlreadySet ? place : current;
        }
    }

    /// <summary>What a root is compared with.</summary>
    private readonly record struct Comparand<T>(T? Value) where T : class;
}
