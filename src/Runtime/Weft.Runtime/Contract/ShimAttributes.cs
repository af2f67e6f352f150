using System.ComponentModel;

namespace Weft.Runtime.Contract;

/// <summary>
/// Marks a static class whose methods replace, in woven code, calls to the members of a framework type.
/// </summary>
/// <remarks>
/// The weaver reads this table from the runtime assembly that it weaves against; it has no list of its own. A shim class
/// has the generic parameters of the framework type, in order. The shim of an instance member <c>R M(args)</c> is
/// <c>static R M(Type self, args)</c>; of a static member, the same signature; of a constructor,
/// <c>static Type Create(args)</c>; of a generic member, a generic method with the member's own parameters. A member that
/// has no shim must be named in <see cref="Untouched"/>, or a call of it is refused where it is found.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShimForAttribute(string typeName) : Attribute
{
    /// <summary>Full metadata name of the framework type, for instance <c>System.Collections.Generic.List`1</c>.</summary>
    public string TypeName { get; } = typeName;

    /// <summary>Members (by metadata name, separated by spaces) that woven code may call as they are; <c>*</c> means all without a shim.</summary>
    public string Untouched { get; set; } = "";
}

/// <summary>
/// Marks a shim behind which what other nodes have done to the collection has been performed, and which calls nothing of the program. Until the thread can learn of something newer, reads of the same collection may be the framework's own.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Method)]
public sealed class CatchesUpAttribute : Attribute
{
    /// <summary>Whether the shim only reads, as the framework's own member does once that has been performed.</summary>
    public bool ReadsPlainly { get; set; }
}
