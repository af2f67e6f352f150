using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Session;
using Weft.Runtime.Values;

namespace Weft.Runtime.Objects;

/// <summary>One root rule in a clustered process: its roots, one for each key.</summary>
[StackTraceHidden]
internal sealed partial class RootBinding
{
    private readonly ConcurrentDictionary<string, RootState> _byKey = new();
    private readonly RootHandle _root;
    private readonly RootState? _single;
    private int _loggedDiscard;
    private int _loggedNull;

    private RootBinding(RootHandle root, bool keyed)
    {
        _root = root;
        _single = keyed ? null : Activation.Node.Roots.State(root.Name);
    }

    internal static T? Read<T>(ref T? place, RootHandle root, object? key) where T : class
    {
        if (!Activation.IsActive || Activation.HasLeft)
            return place;
        RootBinding binding = Of(root, key);
        RootState state = binding.State(key);
        if (state.Value is T known)
        {
            // A field that a constructor has assigned meanwhile, or that of another instance.
            if (!ReferenceEquals(place, known))
                place = known;
            return known;
        }
        Activation.AwaitSession();
        if (state.Answer(Activation.Node) is not { } answer)
        {
            // A candidate from a type initializer is bound at the first access outside it.
            if (place is not null && state.WasBoundTo(place))
                place = null;
            if (place is not null)
                binding.AssignCandidate(ref place, state);
            return place;
        }
        return place = Value<T>(state, answer);
    }

    internal static void Write<T>(ref T? place, T? value, RootHandle root, object? key) where T : class
    {
        if (!Activation.IsActive || Activation.HasLeft)
        {
            place = value;
            return;
        }
        RootBinding binding = Of(root, key);
        RootState state = binding.State(key);
        if (value is null)
            binding.AssignNull(ref place, state);
        else
            binding.Assign(ref place, value, state);
    }

    // Contacting the hub here could poison the type that is being initialized.
    internal static void Nominate<T>(ref T? place, T? value, RootHandle root) where T : class => place = value;

    private static RootBinding Of(RootHandle root, object? key) =>
        Volatile.Read(ref root.Binding) ?? Interlocked.CompareExchange(ref root.Binding, new RootBinding(root, key is not null), null) ?? root.Binding;

    private RootState State(object? key) => key is null ? _single ?? Activation.Node.Roots.State(_root.Name)
        : _byKey.GetOrAdd(Convert.ToString(key, CultureInfo.InvariantCulture) ?? "", static (text, name) => Activation.Node.Roots.State($"{name}[{text}]"), _root.Name);

    private void AssignCandidate<T>(ref T? place, RootState state) where T : class
    {
        lock (state.Assigning)
        {
            if (state.Value is T known)
                place = known;
            else
                Assign(ref place, place!, state);
        }
    }

    private void Assign<T>(ref T? place, T value, RootState state) where T : class
    {
        lock (state.Assigning)
        {
            Activation.AwaitSession();
            Activation.Node.ThrowIfLost();
            if (ReferenceEquals(state.Value, value))
                place = value;
            else
                Send(ref place, value, state, mayBeSet: false);
        }
    }

    /// <summary>Has the hub decide about an assignment, and gives the field what the root is now.</summary>
    /// <param name="place">The field.</param>
    /// <param name="value">The candidate.</param>
    /// <param name="state">The root.</param>
    /// <param name="mayBeSet">Whether it is no error that the root is set already, whatever its policy.</param>
    private RootOutcome Send<T>(ref T? place, T value, RootState state, bool mayBeSet) where T : class
    {
        Node node = Activation.Node;
        IReadOnlyList<SharedHeader> born = ArgumentSharer.Share(value, null, _root.Name, null);
        node.Sharing.DefineType(typeof(T));
        WireWriter encoded = new(64);
        ValueCodec<T>.For.Write(encoded, value);
        using Requests.Request request = node.Requests.OpenToWait(state.Name);
        node.Outbound.Send(new RootAssign(request.Id, state.Name, TypeRegistry.IdOf(typeof(T)), (RootAssignment)_root.Policy, encoded.WrittenMemory), request);
        RootAnswer answer = RootState.Require(request.Wait(node.Options.HubTimeout, outcomeUnknown: true), state.Name, node, outcomeUnknown: true);
        if (answer.Outcome == RootOutcome.AlreadySet && !mayBeSet)
            throw new RootAlreadySetException($"{RuntimeCodes.RootAlreadySet}: the root {state.Name} is set already, and its policy is 'error'.");
        T bound = Value<T>(state, answer);
        if (answer.Outcome is RootOutcome.Existing or RootOutcome.AlreadySet && !ReferenceEquals(bound, value))
            Discard(born, state);
        place = bound;
        return answer.Outcome;
    }

    private void Discard(IReadOnlyList<SharedHeader> born, RootState state)
    {
        foreach (SharedHeader header in born)
            header.DiscardedRoot = state.Name;
        if (Interlocked.Exchange(ref _loggedDiscard, 1) == 0)
            Activation.Node.Log.Info($"the assignment of root {state.Name} is discarded: the cluster has one already (policy {(_root.Policy == RootPolicy.Error ? "error" : "first-wins")})");
    }

    private void AssignNull<T>(ref T? place, RootState state) where T : class
    {
        Activation.AwaitSession();
        Node node = Activation.Node;
        if (state.Value is null && state.Answer(node) is null)
        {
            place = null;
            return;
        }
        if (Interlocked.Exchange(ref _loggedNull, 1) == 0)
            node.Log.Info($"an assignment of null to the root {state.Name} is ignored: a root stays");
    }

    private static T Value<T>(RootState state, RootAnswer answer) where T : class
    {
        RequireNoCell<T>(state, answer);
        Node node = Activation.Node;
        object[] alive = node.Deferred.MakeReady(answer.Value);
        node.Deferred.FillUp(node.Deferred.Backlog.Last);
        // Decoded as what it is, so that a value of another type can be told from none.
        object? value = DecodeAny<T>(answer.Value);
        GC.KeepAlive(alive);
        if (value is not T fitting)
            throw new RootTypeMismatchException($"{RuntimeCodes.RootTypeMismatch}: the root {state.Name} holds an instance of {value?.GetType().FullName ?? "nothing"}, made for a field of type {NameOf(answer.TypeId)}; it does not fit this field's type {typeof(T).FullName}.");
        state.Bind(answer, fitting);
        return fitting;
    }

    private static object? DecodeAny<T>(byte[] encoded)
    {
        WireReader reader = new(encoded.AsSpan());
        return (ValueTag)reader.Peek() == ValueTag.Reference ? References.Read(ref reader) : ValueCodec<T>.For.Read(ref reader);
    }

    private static string NameOf(ulong typeId) => TypeRegistry.TryTypeOf(typeId)?.FullName ?? $"type {typeId:x16}";
}
