using Weft.Runtime.Collections.Immutable;
using Weft.Runtime.Synchronizers;

namespace Weft.Runtime.Values;

/// <summary>Classes of the framework whose instances are values: copied wherever they are referred to.</summary>
internal static class ValueClasses
{
    /// <summary>The public class, from that of an instance or place; null for any other.</summary>
    internal static Type? ClassOf(Type type) => FrozenCodecs.ClassOf(type) ?? ChannelEnds.ClassOf(type);

    internal static Type CodecOf(Type valueClass) => ChannelEnds.ClassOf(valueClass) is null ? FrozenCodecs.CodecOf(valueClass) : ChannelEnds.CodecOf(valueClass);
}
