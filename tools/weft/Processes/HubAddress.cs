using System.CommandLine.Parsing;
using System.Globalization;

namespace Weft.Cli.Processes;

/// <summary>Where a hub is.</summary>
/// <param name="Host">Host name or address; brackets round an IPv6 address are taken off.</param>
/// <param name="Port">Port.</param>
internal sealed record HubAddress(string Host, int Port)
{
    private const string Scheme = "tcp://";

    /// <summary>Reads <c>tcp://HOST:PORT</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">What is wrong with it; null where nothing is.</param>
    public static HubAddress? Parse(string text, out string? problem)
    {
        problem = null;
        if (text.StartsWith("tls://", StringComparison.Ordinal))
            problem = $"'{text}': TLS is not supported in this version; write tcp://HOST:PORT.";
        else if (!text.StartsWith(Scheme, StringComparison.Ordinal))
            problem = $"'{text}' is no address of a hub; write tcp://HOST:PORT.";
        if (problem is not null)
            return null;

        string rest = text[Scheme.Length..].TrimEnd('/');
        int colon = rest.LastIndexOf(':');
        if (colon > 0 && ushort.TryParse(rest.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
            return new(rest[..colon].Trim('[', ']'), port);
        problem = $"'{text}' is no address of a hub; write tcp://HOST:PORT with a port from 0 to 65535.";
        return null;
    }

    /// <summary>Reads an address that a validator has accepted before.</summary>
    public static HubAddress Parse(string text) => Parse(text, out string? problem) ?? throw new CommandException(problem!, ExitCode.Usage);

    /// <summary>Adds an error to an option's result unless its value is an address.</summary>
    public static void Validate(OptionResult result)
    {
        foreach (Token token in result.Tokens)
        {
            if (Parse(token.Value, out string? problem) is null)
                result.AddError(problem!);
        }
    }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"{Scheme}[{Host}]:{Port}" : $"{Scheme}{Host}:{Port}";
}
