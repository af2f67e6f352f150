using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>A shared array that may be written unseen.</summary>
internal sealed class ArrayExposure<T>(SharedHeader header, Array array) : Exposure<T>(header)
{
    private readonly T[] _known = ArrayElements.Of<T>(array).ToArray();

    private protected override Span<T> Now => ArrayElements.Of<T>(array);

    private protected override Span<T> Known => new(_known);

    /// <summary>The present values of elements are known.</summary>
    internal void Learn(int start, int count) => ArrayElements.Of<T>(array).Slice(start, count).CopyTo(_known.AsSpan(start));

    internal override bool Has<TPlace>(ref readonly TPlace place) => IndexOf(in place) is not null;

    internal override void Lend<TPlace>(ref TPlace place, ref Loan<TPlace> loan) => AtomicBarrier.LendElement(Header, IndexOf(in place)!.Value, ref place, ref loan);

    internal override void TakeBack<TPlace>(ref TPlace place, ref Loan<TPlace> loan) => AtomicBarrier.TakeBackElement(array, IndexOf(in place)!.Value, ref loan);

    private int? IndexOf<TPlace>(ref readonly TPlace place)
    {
        if (typeof(TPlace) != typeof(T) || array.Length == 0)
            return null;
        nint offset = Unsafe.ByteOffset(in ArrayElements.At<TPlace>(array, 0), in place);
        return offset >= 0 && offset < (nint)array.Length * Unsafe.SizeOf<T>() ? (int)(offset / Unsafe.SizeOf<T>()) : null;
    }

    private protected override void RecordRun(int start, ReadOnlySpan<T> values)
    {
        ((ArrayDescriptor<T>)Header.Descriptor).RecordValues(Header, start, values);
        values.CopyTo(_known.AsSpan(start));
    }
}
