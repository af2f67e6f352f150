using System.Buffers;
using System.Globalization;

namespace Weft.Runtime.Session;

/// <summary>Where the hub is: <c>tcp://host:port</c>, or hosted by the first node that binds the port (<c>embedded</c>, <c>embedded://host:port</c>).</summary>
internal sealed record HubAddress(string Host, int Port, bool Embedded)
{
    internal const int DefaultPort = 9510;

    // A comma would stand between several addresses, which this version does not take.
    private static readonly SearchValues<char> NeverInHost = SearchValues.Create(", /?#@\t");

    /// <exception cref="ClusterJoinException">The text is no address.</exception>
    internal static HubAddress Parse(string text)
    {
        bool embedded = text == "embedded" || text.StartsWith("embedded://", StringComparison.Ordinal);
        string rest = text switch
        {
            "embedded" => "127.0.0.1",
            _ when embedded => text["embedded://".Length..],
            _ when text.StartsWith("tcp://", StringComparison.Ordinal) => text["tcp://".Length..],
            _ => throw Unreadable(text),
        };
        rest = rest.TrimEnd('/');
        int colon = rest.LastIndexOf(':');
        bool hasPort = colon > rest.LastIndexOf(']');
        string host = (hasPort ? rest[..colon] : rest).Trim('[', ']');
        int port = DefaultPort;
        if (host.Length == 0 || host.AsSpan().ContainsAny(NeverInHost) || (hasPort && (!int.TryParse(rest.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)))
            throw Unreadable(text);
        return new HubAddress(host, port, embedded);
    }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"tcp://[{Host}]:{Port}" : $"tcp://{Host}:{Port}";

    private static ClusterJoinException Unreadable(string text) =>
        new($"{RuntimeCodes.HubAddressUnreadable}: the hub's address '{text}' cannot be read; write one address, tcp://host:port, embedded or embedded://host:port (WEFT_HUB, or cluster: hub in weft.yaml).");
}
