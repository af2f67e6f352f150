using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Session;
using Weft.Runtime.Values;

namespace Weft.Runtime.Objects;

// Roots whose type is copied: each is an array of one element, its cell.
internal sealed partial class RootBinding
{
    /// <summary>The cell of a root; made of what the field has where there is none. Null where this node has left without having asked for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T[]? Cell<T>(ref T place, RootHandle root, object? key) => Known<T>(root, key) ?? Find(ref place, root, key, makes: true);

    /// <summary>The cell of a root; null also where there is none and the field has its default value, so that nobody has assigned it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T[]? CellToRead<T>(ref T place, RootHandle root, object? key) => Known<T>(root, key) ?? Find(ref place, root, key, makes: false);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T[]? Known<T>(RootHandle root, object? key) => key is null ? CellOf<T>(Volatile.Read(ref root.Binding)?._single) : null;

    // Arrays of numbers of one size, signed or not, pass for each other where only their class is asked for.
    private static T[]? CellOf<T>(RootState? state) => state?.Cell is { } cell && cell.GetType() == typeof(T[]) ? Unsafe.As<T[]>(cell) : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T[]? Find<T>(ref T place, RootHandle root, object? key, bool makes)
    {
        if (Activation.HasLeft && Volatile.Read(ref root.Binding) is null)
            return null;
        RootBinding binding = Of(root, key);
        RootState state = binding.State(key);
        return CellOf<T>(state) ?? (Activation.HasLeft ? null : binding.Find(ref place, state, makes));
    }

    private T[]? Find<T>(ref T place, RootState state, bool makes)
    {
        if (!makes && state.IsKnownAbsent && IsDefault(ref place))
            return null;
        Activation.AwaitSession();
        if (state.Answer(Activation.Node) is { } answer)
            return BindCell<T>(state, answer);
        // Nobody has assigned it: whoever does so first, of all fields that bear the name, makes it.
        if (!makes && IsDefault(ref place))
            return null;
        lock (state.Assigning)
        {
            Activation.AwaitSession();
            Activation.Node.ThrowIfLost();
            return CellOf<T>(state) ?? Make([place], state);
        }
    }

    private T[] Make<T>(T[] cell, RootState state)
    {
        Node node = Activation.Node;
        ArgumentSharer.Share(cell, null, _root.Name, null);
        node.Sharing.DefineType(typeof(T));
        WireWriter encoded = new(64);
        ValueCodec<T[]>.For.Write(encoded, cell);
        using Requests.Request request = node.Requests.OpenToWait(state.Name);
        node.Outbound.Send(new RootAssign(request.Id, state.Name, TypeRegistry.IdOf(typeof(T)), RootAssignment.FirstWins, encoded.WrittenMemory), request);
        return BindCell<T>(state, RootState.Require(request.Wait(node.Options.HubTimeout, outcomeUnknown: true), state.Name, node, outcomeUnknown: true));
    }

    private T[] BindCell<T>(RootState state, RootAnswer answer)
    {
        if (answer.TypeId != TypeRegistry.IdOf(typeof(T)))
            throw new RootTypeMismatchException($"{RuntimeCodes.RootTypeMismatch}: the root {state.Name} was made for a field of type {NameOf(answer.TypeId)}; it does not fit this field's type {typeof(T).FullName}.");
        object[] alive = Activation.Node.Deferred.MakeReady(answer.Value);
        WireReader reader = new(answer.Value.AsSpan());
        T[] cell = (T[])References.Read(ref reader)!;
        GC.KeepAlive(alive);
        Headers.Of(cell)!.Cell = _root.Name;
        state.BindCell(answer, cell);
        return cell;
    }

    private static bool IsDefault<T>(ref T place)
    {
        if (!typeof(T).IsValueType)
            return place is null;
        return !MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref place), Unsafe.SizeOf<T>()).ContainsAnyExcept((byte)0);
    }

    /// <summary>Throws where a root was made for a field whose type is copied, and a field of a class bears its name.</summary>
    private static void RequireNoCell<T>(RootState state, RootAnswer answer) where T : class
    {
        if (answer.TypeId != TypeRegistry.IdOf(typeof(T)) && TypeRegistry.TryTypeOf(answer.TypeId) is { } made && (made.IsValueType || CodecResolver.IsLiteral(made)))
            throw new RootTypeMismatchException($"{RuntimeCodes.RootTypeMismatch}: the root {state.Name} was made for a field of type {NameOf(answer.TypeId)}, which is copied; it does not fit this field's type {typeof(T).FullName}.");
    }
}
