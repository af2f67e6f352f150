namespace Weft.Annotations;

/// <summary>
/// Leaves a field out of sharing, as an item of <c>transients:</c> does: each node has its own value. On a property it means the backing field; on a type, every field of this type and of its
/// subtypes and implementers. A rule of the file for the same field wins.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class TransientAttribute : Attribute
{
    /// <summary>What fills the field on a node that receives the object.</summary>
    public OnLoad OnLoad { get; set; }

    /// <summary>Fills it by a method of the class, without parameters, that returns nothing; in the place of <see cref="OnLoad"/>.</summary>
    public string? OnLoadMethod { get; set; }

    /// <summary>Fills it by a static method, <c>Ns.Type.Method</c>, that takes nothing or the object and returns the value; in the place of <see cref="OnLoad"/>.</summary>
    public string? OnLoadFactory { get; set; }

    /// <summary>Not the field but the entries of its dictionary are transient whose string keys match this pattern, such as <c>_local*</c>.</summary>
    public string? Keys { get; set; }
}

/// <summary>What fills a transient field on a node that receives the object.</summary>
public enum OnLoad
{
    /// <summary>The field's own initializer runs again; without one it has its default value.</summary>
    Initializer,

    /// <summary>The default value.</summary>
    None,

    /// <summary>The parameterless constructor of the field's type.</summary>
    New,
}
