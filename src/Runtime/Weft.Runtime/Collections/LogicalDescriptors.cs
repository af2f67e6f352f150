using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The descriptors of collections and arrays.</summary>
internal static class LogicalDescriptors
{
    /// <summary>Makes the descriptor of a collection or array type, or null for any other type.</summary>
    internal static TypeDescriptor? Create(Type type) => null;
}
