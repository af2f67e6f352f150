using System.Net;
using System.Net.Sockets;
using Weft.Protocol;

namespace Weft.Hub.Tests.Support;

/// <summary>A raw client of a hub.</summary>
internal sealed class TcpNode : IDisposable
{
    private readonly Socket _socket;
    private readonly FrameBuffer _buffer = new();

    public TcpNode(IPEndPoint hub)
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000, SendTimeout = 60_000 };
        _socket.Connect(hub);
    }

    public Welcome Join(string name = "n")
    {
        Send(CoreHarness.Hello(name, session: Guid.NewGuid()));
        return Take<Welcome>();
    }

    public void Send(params NodeMessage[] messages)
    {
        var writer = new WireWriter();
        foreach (NodeMessage message in messages)
            FrameCodec.Write(writer, message);
        SendRaw(writer.Written);
    }

    public void SendRaw(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[_socket.Send(bytes)..];
    }

    /// <summary>Takes messages until one is of the kind wanted.</summary>
    public T Take<T>() where T : HubMessage
    {
        while (true)
        {
            HubMessage? message = Next();
            Assert.That(message, Is.Not.Null, $"the hub closed the connection before a {typeof(T).Name}");
            if (message is T wanted)
                return wanted;
        }
    }

    /// <summary>Whether something comes within this time.</summary>
    public bool HasNext(int milliseconds) => _socket.Poll(milliseconds * 1000, SelectMode.SelectRead);

    /// <summary>The next message; null at the end of the stream.</summary>
    public HubMessage? Next()
    {
        while (true)
        {
            if (_buffer.TryTake(out ReadOnlyMemory<byte> frame))
                return FrameCodec.ReadHubMessage(frame.ToArray(), out _);
            int count = _socket.Receive(_buffer.Free.Span);
            if (count == 0)
                return null;
            _buffer.Received(count);
        }
    }

    public void Dispose() => _socket.Dispose();
}
