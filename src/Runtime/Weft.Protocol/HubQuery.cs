using System.Net.Sockets;
using System.Text;

namespace Weft.Protocol;

/// <summary>Asks a hub questions as an administrator.</summary>
public static class HubQuery
{
    /// <summary>Connects, asks one question and disconnects.</summary>
    /// <param name="host">The hub's host name or address.</param>
    /// <param name="port">Its port.</param>
    /// <param name="what">The question.</param>
    /// <param name="argument">Its argument, or empty.</param>
    /// <param name="timeout">How long all of it may take.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether what was asked about exists, and a JSON document.</returns>
    /// <exception cref="TimeoutException">The hub did not answer in time.</exception>
    /// <exception cref="IOException">The hub cannot be reached, closed the connection, or refused the question.</exception>
    public static async Task<(bool Found, string Json)> AskAsync(
        string host, int port, QueryKind what, string argument = "", TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        TimeSpan limit = timeout ?? TimeSpan.FromSeconds(5);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(limit);
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(host, port, deadline.Token).ConfigureAwait(false);
            var writer = new WireWriter();
            FrameCodec.Write(writer, new Query(FrameCodec.ProtocolVersion, 1, what, argument));
            for (int sent = 0; sent < writer.Length;)
                sent += await socket.SendAsync(writer.WrittenMemory[sent..], deadline.Token).ConfigureAwait(false);
            return await ReceiveAsync(socket, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The hub at {host}:{port} did not answer within {limit.TotalSeconds:0.#} s.");
        }
        catch (SocketException failure)
        {
            throw new IOException($"The hub at {host}:{port} cannot be reached: {failure.Message}", failure);
        }
    }

    private static async Task<(bool Found, string Json)> ReceiveAsync(Socket socket, CancellationToken cancellation)
    {
        var buffer = new FrameBuffer();
        while (true)
        {
            int count = await socket.ReceiveAsync(buffer.Free, cancellation).ConfigureAwait(false);
            if (count == 0)
                throw new IOException("The hub closed the connection without an answer.");
            buffer.Received(count);
            while (buffer.TryTake(out ReadOnlyMemory<byte> frame))
            {
                switch (FrameCodec.ReadHubMessage(frame, out _))
                {
                    case QueryReply reply:
                        return (reply.Found, Encoding.UTF8.GetString(reply.Json.Span));
                    case Refused refused:
                        throw new IOException($"The hub refused the question: {refused.Code}: {refused.Text}");
                    case var other:
                        throw new ProtocolException($"The hub answered a question with {other.Kind}.");
                }
            }
        }
    }
}
