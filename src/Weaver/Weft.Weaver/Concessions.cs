using Mono.Cecil;

namespace Weft.Weaver;

/// <summary>
/// What one weave goes without, where the author of an application would change the configuration or the program after a refusal. For code that nobody
/// has written a configuration for: members are known by their assembly too, since two assemblies of a framework may have types of one name.
/// </summary>
internal sealed class Concessions
{
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _locks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _calls = new(StringComparer.Ordinal);

    /// <summary>Those of every weave that a user asks for.</summary>
    internal static Concessions None { get; } = new();

    /// <summary>As <c>exclude</c>: instances are not shared, the code is woven.</summary>
    internal bool Exclude(TypeDefinition type) => _types.Add(Key(type));

    /// <summary>As a rule of <c>transients</c> with <c>on-load: none</c>.</summary>
    internal bool LeaveOut(FieldDefinition field) => _fields.Add(Key(field));

    /// <summary>As <c>autolock: off</c> for a method, or for all methods that lock a static field or a type.</summary>
    internal bool KeepLocal(IMemberDefinition member) => _locks.Add(Key(member));

    /// <summary>Leaves the calls of framework members that have no counterpart in a method as they are.</summary>
    internal bool KeepCallsOf(MethodDefinition method) => _calls.Add(Key(method));

    internal bool Excludes(TypeDefinition type) => _types.Count > 0 && _types.Contains(Key(type));

    internal bool LeavesOut(FieldDefinition field) => _fields.Count > 0 && _fields.Contains(Key(field));

    internal bool KeepsLocal(IMemberDefinition member) => _locks.Count > 0 && _locks.Contains(Key(member));

    internal bool KeepsCallsOf(MethodDefinition method) => _calls.Count > 0 && _calls.Contains(Key(method));

    private static string Key(IMemberDefinition member) => $"{(member as TypeDefinition ?? member.DeclaringType).Module.Assembly.Name.Name}!{member.FullName}";
}
