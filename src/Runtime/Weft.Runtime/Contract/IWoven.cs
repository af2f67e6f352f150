using System.ComponentModel;

namespace Weft.Runtime.Contract;

/// <summary>
/// Implemented explicitly by the first woven class of every hierarchy. It is the one addition of weaving that reflection
/// can see; the runtime reaches an instance's header through it wherever it does not know the instance's static type.
/// </summary>
/// <remarks>Both members return the address of a private field and may be called on any thread.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWoven
{
    /// <summary>The place of the object's header: null until the object is shared.</summary>
    ref ObjectHeader? Header { get; }

    /// <summary>
    /// The place of the state byte: 0 while every field read may be taken straight from the field, anything else where it
    /// must go through <see cref="FieldAccess.BeginRead"/>. Monotone: once not zero it never returns to zero.
    /// </summary>
    ref byte State { get; }
}
