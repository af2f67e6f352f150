namespace ScopeServer.Core;

/// <summary>The attributes of a shared object at one moment.</summary>
/// <param name="Name">The object's name.</param>
/// <param name="Version">The version of its last change.</param>
/// <param name="Entries">Keys and values, oldest key first.</param>
public sealed record ObjectSnapshot(string Name, long Version, IReadOnlyList<KeyValuePair<string, string>> Entries);

/// <summary>One change of a shared object.</summary>
/// <param name="Name">The object's name.</param>
/// <param name="Version">The version that the change made.</param>
/// <param name="Key">The key; null if all were removed.</param>
/// <param name="Value">The value; null if the key was removed.</param>
public sealed record ObjectChange(string Name, long Version, string? Key, string? Value);
