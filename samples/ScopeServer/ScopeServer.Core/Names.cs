namespace ScopeServer.Core;

/// <summary>What scopes, shared objects, attributes and people may be called.</summary>
public static class Names
{
    /// <summary>The longest name.</summary>
    public const int MaxLength = 64;

    /// <summary>Whether a text can name a scope, a shared object or an attribute: letters, digits, dash, underscore and dot, none of them first but letters and digits.</summary>
    public static bool IsValid(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaxLength || !char.IsAsciiLetterOrDigit(name[0]))
            return false;
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_' or '.'))
                return false;
        }
        return true;
    }

    /// <summary>Throws unless <see cref="IsValid"/>.</summary>
    /// <exception cref="RejectedException">The name breaks the rule.</exception>
    public static string Check(string? name) => IsValid(name)
        ? name!
        : throw new RejectedException($"'{Shorten(name)}' is no valid name: use 1 to {MaxLength} letters, digits, '-', '_' or '.', and begin with a letter or digit.");

    private static string? Shorten(string? name) => name is { Length: > MaxLength } ? name[..MaxLength] + "…" : name;
}
