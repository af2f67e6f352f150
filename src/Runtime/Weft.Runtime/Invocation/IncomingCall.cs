using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Session;
using Weft.Runtime.Values;

namespace Weft.Runtime.Invocation;

/// <summary>A call that another node made, with what it refers to kept alive until it has run.</summary>
internal sealed class IncomingCall : CallArguments
{
    private readonly byte[] _entry;
    private readonly object[] _alive;
    private readonly int _receiverStart;
    private object[] _prepared = [];
    private int _position;
    private int _left;

    internal IncomingCall(byte[] entry, object[] alive)
    {
        _entry = entry;
        _alive = alive;
        WireReader reader = new(entry.AsSpan());
        Header = CallHeader.Read(ref reader);
        _receiverStart = reader.Position;
        ulong receiverId = 0;
        reader.SkipValue((id, _, _) => receiverId = id);
        TypeId = reader.Fixed64();
        HasReceiver = receiverId != 0;
        Order = receiverId != 0 ? receiverId : TypeId;
        _left = reader.Count();
        _position = reader.Position;
    }

    internal CallHeader Header { get; }

    internal bool HasReceiver { get; }

    internal ulong TypeId { get; }

    /// <summary>Calls of one order run one at a time: the receiver, or the class of a static method.</summary>
    internal ulong Order { get; }

    /// <summary>Makes the receiver and what the arguments refer to, on a thread that may run user code.</summary>
    internal object? Prepare(Node node)
    {
        WireReader reader = new(_entry.AsSpan());
        CallHeader.Read(ref reader);
        int start = reader.Position;
        reader.SkipValue();
        object[] receiver = node.Deferred.MakeReady(_entry.AsSpan(start, reader.Position - start));
        _prepared = node.Deferred.MakeReady(_entry.AsSpan(_position));
        WireReader value = new(_entry.AsSpan(_receiverStart));
        object? self = References.Read(ref value);
        GC.KeepAlive(receiver);
        GC.KeepAlive(_alive);
        return self;
    }

    public override void Add<T>(T value) => throw new InvalidOperationException("These arguments came from another node.");

    public override T Read<T>()
    {
        if (_left == 0)
            throw new ProtocolException("The call has fewer arguments than the method has parameters.");
        WireReader reader = new(_entry.AsSpan()) { Position = _position };
        T value = ValueCodec<T>.For.Read(ref reader);
        _position = reader.Position;
        _left--;
        GC.KeepAlive(_prepared);
        return value;
    }
}
