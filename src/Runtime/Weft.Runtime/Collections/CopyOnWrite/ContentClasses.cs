using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections.CopyOnWrite;

/// <summary>Which instances may be a content.</summary>
internal static class ContentClasses
{
    /// <summary>Throws for an instance of a class that derives from the field's, since copies would be of another class.</summary>
    /// <exception cref="NonPortableException">It is one.</exception>
    internal static void Check(Type declared, object? value, string place)
    {
        Type type = value!.GetType();
        if (type != declared && !(type.BaseType == declared && typeof(IHeaderOwner).IsAssignableFrom(type)))
            throw new NonPortableException($"{RuntimeCodes.NotPortable}: {place} is the content of a class that replaces it at each write, and holds an instance of {WireTypeName.Of(type)}: only one of {WireTypeName.Of(declared)} itself can be compared and copied.", place);
    }
}
