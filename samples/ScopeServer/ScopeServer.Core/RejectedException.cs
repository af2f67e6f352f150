namespace ScopeServer.Core;

/// <summary>A request broke a rule of the domain; the message may be shown to whoever sent it.</summary>
public sealed class RejectedException : Exception
{
    /// <summary>Makes the exception.</summary>
    public RejectedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception, with what caused it.</summary>
    public RejectedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the exception without a reason.</summary>
    public RejectedException()
    {
    }
}
