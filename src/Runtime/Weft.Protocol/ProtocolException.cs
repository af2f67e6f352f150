namespace Weft.Protocol;

/// <summary>Bytes that are no valid message of this protocol. The connection that they came from is closed.</summary>
public sealed class ProtocolException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong and where.</param>
    public ProtocolException(string message) : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    public ProtocolException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>Makes the exception.</summary>
    public ProtocolException()
    {
    }
}
