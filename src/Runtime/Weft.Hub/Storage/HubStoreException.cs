namespace Weft.Hub.Storage;

/// <summary>A store cannot do what it is asked to. The message says where, why and what helps.</summary>
/// <param name="code">The code of the diagnostic.</param>
/// <param name="message">The message, without the code.</param>
/// <param name="cause">What happened.</param>
public sealed class HubStoreException(string code, string message, Exception? cause = null) : IOException($"{code}: {message}", cause)
{
    /// <summary>The code of the diagnostic.</summary>
    public string Code { get; } = code;
}
