using System.Threading.Channels;
using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Synchronizers;

/// <summary>The reader or writer of a channel that woven code has made.</summary>
internal interface IChannelEnd
{
    /// <summary>The channel, a <see cref="Channel{T}"/>.</summary>
    object Channel { get; }
}

/// <summary>Readers and writers of channels are values: what travels is the channel, and on each node the place has that channel's own reader or writer.</summary>
internal static class ChannelEnds
{
    /// <summary>The framework's class of an end, from that of an instance or place; null for any other.</summary>
    internal static Type? ClassOf(Type type)
    {
        if (type.Assembly == typeof(ChannelReader<>).Assembly)
            return IsEnd(type) ? type : null;
        return type.Assembly == typeof(ChannelEnds).Assembly && typeof(IChannelEnd).IsAssignableFrom(type) ? type.BaseType : null;
    }

    internal static Type CodecOf(Type end) => typeof(ChannelEndCodec<,>).MakeGenericType(end, end.GetGenericArguments()[0]);

    private static bool IsEnd(Type type) => type.IsConstructedGenericType && (type.GetGenericTypeDefinition() == typeof(ChannelReader<>) || type.GetGenericTypeDefinition() == typeof(ChannelWriter<>));
}

/// <summary>Places of a channel's reader or writer. A class of the program that derives from those is an object as any other.</summary>
internal sealed class ChannelEndCodec<TEnd, T> : ValueCodec<TEnd?> where TEnd : class
{
    private static readonly ValueCodec<Channel<T>> Channels = ValueCodec<Channel<T>>.For;

    public override bool IsLiteral => false;

    internal override void Write(WireWriter writer, TEnd? value)
    {
        if (value is not IChannelEnd end)
        {
            References.Write(writer, value);
            return;
        }
        ByValue.WriteCount(writer, 1);
        Channels.Write(writer, (Channel<T>)end.Channel);
    }

    internal override TEnd? Read(ref WireReader reader)
    {
        if ((ValueTag)reader.Peek() != ValueTag.Tuple)
            return References.Read(ref reader) as TEnd;
        ByValue.ReadCount(ref reader);
        Channel<T>? channel = Channels.Read(ref reader);
        return channel?.Reader as TEnd ?? channel?.Writer as TEnd;
    }

    internal override void VisitReferences(TEnd? value, ReferenceVisitor visitor)
    {
        if (value is IChannelEnd end)
            Channels.VisitReferences((Channel<T>)end.Channel, visitor);
        else if (value is not null)
            visitor.Visit(value);
    }
}
