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

    /// <summary>Begins an atomic operation on a root: it works on a copy of the reference.</summary>
    internal static void Borrow<T>(ref T? place, ref Loan<T?> loan, RootHandle root, object? key) where T : class
    {
        RootBinding binding = Of(root, key);
        NamedLock? turn = binding.EnterTurn(binding.State(key));
        try
        {
            loan.Original = Read(ref place, root, key);
            loan.Value = loan.Original;
            loan.Taken = true;
        }
        finally
        {
            if (!loan.Taken)
                ExitTurn(turn);
        }
    }

    /// <summary>Ends the operation: what it has put into the copy is assigned.</summary>
    internal static void Return<T>(ref T? place, ref Loan<T?> loan, RootHandle root, object? key) where T : class
    {
        if (!loan.Taken)
            return;
        RootBinding binding = Of(root, key);
        RootState state = binding.State(key);
        loan.Taken = false;
        try
        {
            if (ReferenceEquals(loan.Value, loan.Original))
                return;
            lock (state.Assigning)
                binding.AssignInTurn(ref place, loan.Value, state, mayBeSet: loan.Original is null);
        }
        finally
        {
            ExitTurn(binding.Turn(state));
        }
    }

    private T? Exchange<T>(ref T? place, T? value, Comparand<T>? comparand, object? key) where T : class
    {
        RootState state = State(key);
        NamedLock? turn = EnterTurn(state);
        try
        {
            return ExchangeInTurn(ref place, value, comparand, state, key);
        }
        finally
        {
            ExitTurn(turn);
        }
    }

    // Where nothing is replaced, the hub alone decides who is first.
    private NamedLock? Turn(RootState state) => _root.Policy == RootPolicy.Replaceable ? NamedLock.Of($"atomic operations on the root {state.Name}") : null;

    private NamedLock? EnterTurn(RootState state)
    {
        NamedLock? turn = Turn(state);
        if (turn is not null)
            NamedSections.Enter(turn, LockLevel.Write);
        return turn;
    }

    private static void ExitTurn(NamedLock? turn)
    {
        if (turn is not null)
            NamedSections.Exit(turn, LockLevel.Write);
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
            // Another node may have been first since the root was read: then the comparison fails.
            return AssignInTurn(ref place, value, state, mayBeSet: comparand is not null && current is null) ? current : place;
        }
    }

    /// <summary>Assigns a root; tells whether it is what was assigned now, or stays as it was by its policy for null.</summary>
    private bool AssignInTurn<T>(ref T? place, T? value, RootState state, bool mayBeSet) where T : class
    {
        if (value is null)
        {
            AssignNull(ref place, state);
            return true;
        }
        Activation.AwaitSession();
        Activation.Node.ThrowIfLost();
        return Send(ref place, value, state, mayBeSet) is not (RootOutcome.Existing or RootOutcome.AlreadySet);
    }

    /// <summary>What a root is compared with.</summary>
    private readonly record struct Comparand<T>(T? Value) where T : class;
}
