using System.ComponentModel;
using System.Diagnostics;
using System.Threading.Channels;
using Weft.Protocol;
using Weft.Runtime.Synchronizers;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the methods that make channels: those of a clustered program can become shared, and are kept by the hub then. A channel by priority stays on its node.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Threading.Channels.Channel", Untouched = "CreateUnboundedPrioritized")]
public static class ChannelShims
{
    /// <summary>See <see cref="Channel.CreateUnbounded{T}()"/>.</summary>
    public static Channel<T> CreateUnbounded<T>() => Activation.IsActive ? new SharedChannel<T>(-1, ChannelFullMode.Wait, null) : Channel.CreateUnbounded<T>();

    /// <summary>See <see cref="Channel.CreateUnbounded{T}(UnboundedChannelOptions)"/>.</summary>
    public static Channel<T> CreateUnbounded<T>(UnboundedChannelOptions options) =>
        Activation.IsActive && options is not null ? new SharedChannel<T>(-1, ChannelFullMode.Wait, null) : Channel.CreateUnbounded<T>(options!);

    /// <summary>See <see cref="Channel.CreateBounded{T}(int)"/>.</summary>
    public static Channel<T> CreateBounded<T>(int capacity) => Activation.IsActive && capacity > 0 ? new SharedChannel<T>(capacity, ChannelFullMode.Wait, null) : Channel.CreateBounded<T>(capacity);

    /// <summary>See <see cref="Channel.CreateBounded{T}(BoundedChannelOptions)"/>.</summary>
    public static Channel<T> CreateBounded<T>(BoundedChannelOptions options) => Activation.IsActive && options is { Capacity: > 0 } ? Make<T>(options, null) : Channel.CreateBounded<T>(options);

    /// <summary>See <see cref="Channel.CreateBounded{T}(BoundedChannelOptions, Action{T})"/>.</summary>
    public static Channel<T> CreateBounded<T>(BoundedChannelOptions options, Action<T>? itemDropped) =>
        Activation.IsActive && options is { Capacity: > 0 } ? Make(options, itemDropped) : Channel.CreateBounded(options, itemDropped);

    private static SharedChannel<T> Make<T>(BoundedChannelOptions options, Action<T>? dropped) => new(
        options.Capacity,
        options.FullMode switch
        {
            BoundedChannelFullMode.DropNewest => ChannelFullMode.DropNewest,
            BoundedChannelFullMode.DropOldest => ChannelFullMode.DropOldest,
            BoundedChannelFullMode.DropWrite => ChannelFullMode.DropWrite,
            _ => ChannelFullMode.Wait,
        },
        dropped);
}
