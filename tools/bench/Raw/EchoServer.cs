using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Weft.Bench.Raw;

/// <summary>Sends back what it gets, on one connection with blocking sockets.</summary>
internal static class EchoServer
{
    public const string CommandName = "echo-server";

    /// <summary>Size of a message of the ping-pong.</summary>
    public const int MessageSize = 64;

    /// <summary>Serves one connection.</summary>
    /// <param name="processor">Where to run; null: where the scheduler likes.</param>
    public static int Run(int? processor)
    {
        Processors.StayOn(processor);
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture));
        using Socket peer = listener.Accept();
        peer.NoDelay = true;
        byte[] message = new byte[MessageSize];
        while (Receive(peer, message))
            peer.Send(message);
        return 0;
    }

    /// <summary>Fills the buffer; false at the end of the stream.</summary>
    public static bool Receive(Socket socket, byte[] buffer)
    {
        for (int received = 0; received < buffer.Length;)
        {
            int count = socket.Receive(buffer, received, buffer.Length - received, SocketFlags.None);
            if (count == 0)
                return false;
            received += count;
        }
        return true;
    }
}
