using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Barriers;

/// <summary>
/// What is known of the content of a shared array or list that may be written unseen: all that was recorded or came from other nodes. What differs from it was written unseen.
/// One for each object, whichever threads look at it, so that nobody publishes what another has published. Under the object's latch.
/// </summary>
internal abstract class Exposure(SharedHeader header)
{
    private int _holders;

    private protected SharedHeader Header => header;

    /// <summary>Whether its session is over.</summary>
    internal bool IsVoid => header.IsVoid;

    /// <summary>The exposure of an object, which the caller holds from now on.</summary>
    internal static Exposure Hold<TArgument>(SharedHeader header, TArgument argument, Func<SharedHeader, TArgument, Exposure> make)
    {
        header.EnterLatch();
        try
        {
            return HoldLatched(header, argument, make);
        }
        finally
        {
            header.ExitLatch();
        }
    }

    /// <summary>The same under the latch.</summary>
    private protected static Exposure HoldLatched<TArgument>(SharedHeader header, TArgument argument, Func<SharedHeader, TArgument, Exposure> make)
    {
        Exposure exposure = header.Exposure ??= make(header, argument);
        exposure._holders++;
        return exposure;
    }

    /// <summary>Whether it is looked at again, long after, where an instruction tells that it wrote through such an address.</summary>
    internal virtual bool IsRemembered => header.Cell is not null;

    /// <summary>The object; null after it was collected.</summary>
    internal object? Owner => header.Owner;

    /// <summary>One holder needs it no more.</summary>
    internal void Release()
    {
        header.EnterLatch();
        if (--_holders == 0)
            header.Exposure = null;
        header.ExitLatch();
    }

    /// <summary>Whether an address is that of a place of this object, as a whole.</summary>
    internal virtual bool Has<TPlace>(ref readonly TPlace place) => false;

    /// <summary>Lends such a place to an atomic operation, under its lease.</summary>
    internal virtual void Lend<TPlace>(ref TPlace place, ref Loan<TPlace> loan) => throw new NotSupportedException();

    /// <summary>Ends the operation.</summary>
    internal virtual void TakeBack<TPlace>(ref TPlace place, ref Loan<TPlace> loan) => throw new NotSupportedException();

    /// <summary>Records what was written unseen as operations of the current thread. Not under the latch.</summary>
    /// <returns>Whether there was anything.</returns>
    internal abstract bool RecordDifference();
}

/// <summary>An exposure, by the type of the elements.</summary>
internal abstract class Exposure<T>(SharedHeader header) : Exposure(header)
{
    private static readonly bool IsBits = !RuntimeHelpers.IsReferenceOrContainsReferences<T>();

    /// <summary>The content as it is now.</summary>
    private protected abstract Span<T> Now { get; }

    /// <summary>The content as it is known.</summary>
    private protected abstract Span<T> Known { get; }

    /// <summary>Whether an element was written unseen.</summary>
    internal bool IsWritten(int index) => index < Math.Min(Now.Length, Known.Length) && !IsSame(ref Known[index], ref Now[index]);

    /// <summary>Whether any element was written unseen.</summary>
    internal bool IsWritten() => Written().Count != 0;

    /// <summary>An element has a value that is known.</summary>
    internal void Learn(int index, T value)
    {
        if (index < Known.Length)
            Known[index] = value;
    }

    internal override bool RecordDifference()
    {
        List<(int Index, T Value)> written;
        Header.EnterLatch();
        try
        {
            written = Written();
        }
        finally
        {
            Header.ExitLatch();
        }
        if (written.Count == 0)
            return false;
        if (!ValueCodec<T>.For.IsLiteral)
        {
            foreach ((int _, T value) in written)
                ArgumentSharer.Share(value, Header, null, null);
        }
        Header.EnterLatch();
        try
        {
            RecordUnchanged(written);
        }
        finally
        {
            Header.ExitLatch();
        }
        return true;
    }

    /// <summary>Records values as own writes of elements that follow each other, and learns them. Under the latch.</summary>
    private protected abstract void RecordRun(int start, ReadOnlySpan<T> values);

    // What was written again meanwhile, or has been recorded by another thread, is not there to be recorded.
    private void RecordUnchanged(List<(int Index, T Value)> written)
    {
        List<T> run = [];
        int start = 0;
        foreach ((int index, T value) in written)
        {
            if (!IsStill(index, value))
                continue;
            if (run.Count != 0 && index != start + run.Count)
            {
                RecordRun(start, CollectionsMarshal.AsSpan(run));
                run.Clear();
            }
            if (run.Count == 0)
                start = index;
            run.Add(value);
        }
        if (run.Count != 0)
            RecordRun(start, CollectionsMarshal.AsSpan(run));
    }

    private bool IsStill(int index, T value) => IsWritten(index) && IsSame(ref value, ref Now[index]);

    private List<(int Index, T Value)> Written()
    {
        Span<T> now = Now;
        Span<T> known = Known;
        int count = Math.Min(now.Length, known.Length);
        List<(int Index, T Value)> written = [];
        if (IsBits && Bytes(now[..count]).SequenceEqual(Bytes(known[..count])))
            return written;
        for (int index = 0; index < count; index++)
        {
            if (!IsSame(ref known[index], ref now[index]))
                written.Add((index, now[index]));
        }
        return written;
    }

    private static ReadOnlySpan<byte> Bytes(Span<T> elements) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(elements)), checked(elements.Length * Unsafe.SizeOf<T>()));

    /// <summary>Whether two values are the same in each literal and reference.</summary>
    internal static bool IsSame(ref T left, T right) => IsSame(ref left, ref right);

    internal static bool IsSame(ref T left, ref T right)
    {
        foreach (Leaf<T> leaf in Leaves.Of<T>())
        {
            if (!leaf.Same(ref left, ref right))
                return false;
        }
        return true;
    }
}
