using System.Threading.Channels;

namespace Accepted;

/// <summary>Channels: bounded and not, with each mode of a full one, completed with and without an error, made before they are shared and after.</summary>
public sealed class Channels : Construct
{
    private readonly Channel<int> _numbers = Channel.CreateUnbounded<int>();
    private readonly Channel<Parcel> _parcels = Channel.CreateBounded<Parcel>(2);
    private readonly Channel<string> _newest = Channel.CreateBounded(new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropNewest }, static (string dropped) => s_dropped += dropped);
    private readonly Channel<string> _oldest = Channel.CreateBounded<string>(new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Channel<string?> _write = Channel.CreateBounded<string?>(new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ChannelReader<int> _end;
    private readonly ChannelWriter<int> _start;
    private Channel<int>? _late;
    private ChannelReader<Parcel>? _known;
    private object? _boxed;
    private static string s_dropped = "";

    public Channels()
    {
        Channel<int> unnamed = Channel.CreateUnbounded<int>();
        (_end, _start) = (unnamed.Reader, unnamed.Writer);
    }

    public override string Act() => $"{Ends()} | {Numbers().GetAwaiter().GetResult()} | {Parcels().GetAwaiter().GetResult()} | {Full()} | {Late().GetAwaiter().GetResult()} | {Ended().GetAwaiter().GetResult()} | {Cancelled().GetAwaiter().GetResult()}";

    public override string Show() => $"{_numbers.Reader.Count} {_parcels.Reader.Count} {_oldest.Reader.Count} {_write.Reader.TryPeek(out string? next)} {next} {_late!.Reader.Count} {_end.Count} {ReferenceEquals(_known, _parcels.Reader)} {ReferenceEquals(_boxed, _numbers.Writer)}";

    private string Ends()
    {
        (_known, _boxed) = (_parcels.Reader, _numbers.Writer);
        _start.TryWrite(5);
        _start.TryWrite(6);
        return $"{_end.TryRead(out int first)} {first} {_end.Count} {_known.Count}";
    }

    private async Task<string> Numbers()
    {
        bool empty = _numbers.Reader.TryRead(out int none) || _numbers.Reader.TryPeek(out none);
        ValueTask<int> waits = _numbers.Reader.ReadAsync();
        bool waited = !waits.IsCompleted;
        await _numbers.Writer.WriteAsync(1);
        int first = await waits;
        for (int i = 2; i < 5; i++)
            _numbers.Writer.TryWrite(i);
        bool ready = await _numbers.Reader.WaitToReadAsync() && await _numbers.Writer.WaitToWriteAsync();
        bool peeked = _numbers.Reader.TryPeek(out int second);
        bool read = _numbers.Reader.TryRead(out int same);
        return $"{empty} {none} {waited} {first} {ready} {peeked} {second} {read} {same} {_numbers.Reader.Count} {_numbers.Reader.CanCount} {_numbers.Reader.CanPeek}";
    }

    private async Task<string> Parcels()
    {
        Parcel parcel = new() { Weight = 3 };
        await _parcels.Writer.WriteAsync(parcel);
        await _parcels.Writer.WriteAsync(new Parcel { Weight = 4 });
        bool full = _parcels.Writer.TryWrite(new Parcel());
        ValueTask blocked = _parcels.Writer.WriteAsync(new Parcel { Weight = 5 });
        ValueTask<bool> room = _parcels.Writer.WaitToWriteAsync();
        bool waits = !blocked.IsCompleted && !room.IsCompleted;
        Parcel taken = await _parcels.Reader.ReadAsync();
        await blocked;
        _ = await _parcels.Reader.ReadAsync();
        bool roomNow = await room;
        return $"{full} {waits} {ReferenceEquals(taken, parcel)} {taken.Weight} {roomNow} {_parcels.Reader.Count}";
    }

    private string Full()
    {
        foreach (Channel<string> channel in (Channel<string>[])[_newest, _oldest])
        {
            foreach (string item in (string[])["a", "b", "c", "d"])
                channel.Writer.TryWrite(item);
        }
        bool[] written = [_write.Writer.TryWrite(null), _write.Writer.TryWrite("b"), _write.Writer.TryWrite("c")];
        List<string> left = [];
        while (_newest.Reader.TryRead(out string? item))
            left.Add(item);
        _oldest.Reader.TryRead(out string? old);
        return $"{string.Join("", left)} {s_dropped} {old} {string.Join(",", written)} {_write.Reader.Count}";
    }

    /// <summary>Has items, and somebody waits, when it becomes shared.</summary>
    private async Task<string> Late()
    {
        Channel<int> late = Channel.CreateBounded<int>(1);
        await late.Writer.WriteAsync(1);
        ValueTask write = late.Writer.WriteAsync(2);
        Channel<int> empty = Channel.CreateUnbounded<int>();
        ValueTask<int> read = empty.Reader.ReadAsync();
        _late = late;
        int first = await late.Reader.ReadAsync();
        await write;
        int second = await late.Reader.ReadAsync();
        _late = empty;
        await empty.Writer.WriteAsync(3);
        int third = await read;
        await empty.Writer.WriteAsync(4);
        return $"{first} {second} {third}";
    }

    private static async Task<string> Ended()
    {
        Channel<int> channel = Channel.CreateUnbounded<int>();
        channel.Writer.TryWrite(1);
        channel.Writer.Complete();
        List<int> all = [];
        await foreach (int item in channel.Reader.ReadAllAsync())
            all.Add(item);
        await channel.Reader.Completion;
        string closed = $"{channel.Writer.TryComplete()} {channel.Writer.TryWrite(2)} {await channel.Reader.WaitToReadAsync()} {await channel.Writer.WaitToWriteAsync()}";
        Channel<int> failed = Channel.CreateUnbounded<int>();
        failed.Writer.TryComplete(new InvalidDataException("as asked"));
        string errors = $"{await Outcome(async () => await failed.Reader.ReadAsync())} {await Outcome(async () => await failed.Writer.WriteAsync(1))} {await Outcome(async () => await failed.Reader.WaitToReadAsync())} {await Outcome(async () => await failed.Reader.Completion)}";
        return $"{string.Join(",", all)} {closed} {await Outcome(async () => await channel.Reader.ReadAsync())} {await Outcome(async () => await channel.Writer.WriteAsync(1))} {errors}";
    }

    private async Task<string> Cancelled()
    {
        using CancellationTokenSource source = new(5);
        Channel<Parcel> full = _parcels;
        while (full.Writer.TryWrite(new Parcel()))
        {
        }
        string write = await Outcome(async () => await full.Writer.WriteAsync(new Parcel(), source.Token));
        while (full.Reader.TryRead(out _))
        {
        }
        using CancellationTokenSource second = new(5);
        return $"{write} {await Outcome(async () => await full.Reader.ReadAsync(second.Token))} {await Outcome(async () => await full.Reader.WaitToReadAsync(second.Token))}";
    }

    private static async Task<string> Outcome(Func<Task> act)
    {
        try
        {
            await act();
            return "none";
        }
        catch (OperationCanceledException)
        {
            return "cancelled";
        }
        catch (Exception e)
        {
            return e.GetType().Name + (e.InnerException is { } inner ? "/" + inner.GetType().Name : "");
        }
    }
}

public sealed class Parcel
{
    public int Weight;
}
