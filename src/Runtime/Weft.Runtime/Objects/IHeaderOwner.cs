using Weft.Runtime.Contract;

namespace Weft.Runtime.Objects;

/// <summary>Implemented explicitly by the runtime's own collections, which have room for a header and are never hollow.</summary>
internal interface IHeaderOwner
{
    /// <summary>The place of the header: null until the collection is shared.</summary>
    ref ObjectHeader? Header { get; }
}
