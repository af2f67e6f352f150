using System.ComponentModel;

namespace Weft.Runtime.Contract;

/// <summary>What the runtime knows of a shared object. Opaque to woven code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ObjectHeader
{
    private protected ObjectHeader()
    {
    }
}
