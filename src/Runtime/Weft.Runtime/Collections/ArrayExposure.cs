using Weft.Runtime.Barriers;
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

    private protected override void RecordRun(int start, ReadOnlySpan<T> values)
    {
        ((ArrayDescriptor<T>)Header.Descriptor).RecordValues(Header, start, values);
        values.CopyTo(_known.AsSpan(start));
    }
}
