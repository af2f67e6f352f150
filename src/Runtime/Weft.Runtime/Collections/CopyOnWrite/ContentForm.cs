using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.CopyOnWrite;

/// <summary>
/// How the content of a field whose class replaces it at each write is kept for the cluster: as the entries of a collection of the runtime's own, the <em>source</em>, of which what the field holds is a copy.
/// </summary>
/// <typeparam name="T">The field's type.</typeparam>
internal abstract class ContentForm<T>
{
    /// <summary>The version of a copy that is none of what the source is now.</summary>
    internal const long Outdated = -1;

    /// <summary>The identity of what a field holds; null for nothing.</summary>
    internal abstract object? KeyOf(T? value);

    /// <summary>Throws where a value cannot be the content.</summary>
    internal abstract void Check(T value, string place);

    /// <summary>What differs after each change of a value in place; <see cref="ContentStamp.Unknown"/> where the class keeps nothing like it.</summary>
    internal abstract long StampOf(T value);

    /// <summary>Makes a source, still unshared.</summary>
    internal abstract object MakeSource(T value);

    /// <summary>Whether a source and a value tell keys apart in the same way.</summary>
    internal abstract bool Fits(object source, T value);

    /// <summary>Makes a copy of the source.</summary>
    internal abstract T Take(object source, out long version);

    /// <summary>Makes another instance with the content of a value.</summary>
    internal abstract T Clone(T value);

    /// <summary>Shares what a new value refers to and the known one did not.</summary>
    /// <exception cref="NonPortableException">It cannot be shared; nothing was changed.</exception>
    internal abstract void Share(object source, T known, T value, string place);

    /// <summary>Records the difference between two values as operations on the source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="known">A copy of the source.</param>
    /// <param name="version">The version of the source that it is a copy of.</param>
    /// <param name="value">The new value.</param>
    /// <returns>The version of the source that the new value is a copy of; <see cref="Outdated"/> where the source has more.</returns>
    internal abstract long Record(object source, T known, long version, T value);

    /// <summary>The version of a source; less than none where operations of other nodes wait at it.</summary>
    internal static long VersionOf(object source)
    {
        if (Headers.Of(source) is not { } header)
            return 0;
        return header.Deferred is not null ? long.MinValue : ((ICollectionDescriptor)header.Descriptor).ReplicaOf(source, header).ContentVersion;
    }
}

/// <summary>Finds the forms.</summary>
internal static class ContentForms
{
    /// <summary>The form of a field's type.</summary>
    /// <exception cref="InvalidOperationException">The weaver allows others than this version of the runtime knows.</exception>
    internal static ContentForm<T> Of<T>() => Cache<T>.Form;

    private static object Make(Type type)
    {
        if (type.IsSZArray)
            return Create(typeof(ListForm<,,>), type, type.GetElementType()!, typeof(ArrayValue<>));
        Type[] arguments = type.GetGenericArguments();
        foreach ((Type definition, Type form, Type? content, Type value) in ContentKinds.All)
        {
            if (!type.IsConstructedGenericType || type.GetGenericTypeDefinition() != definition)
                continue;
            return content is null ? Create(form, type, arguments[0], value) : CreateKeyed(form, type, arguments, content, value);
        }
        throw new InvalidOperationException($"{type} is no content that is replaced at each write.");
    }

    private static object Create(Type form, Type type, Type element, Type value) =>
        Activator.CreateInstance(form.MakeGenericType(type, element, value.MakeGenericType(element)), nonPublic: true)!;

    private static object CreateKeyed(Type form, Type type, Type[] arguments, Type content, Type value)
    {
        Type closed = content.MakeGenericType(arguments);
        Type source = closed.GetMethod("Create", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public)!.ReturnType;
        Type values = value.GetGenericArguments().Length == arguments.Length ? value.MakeGenericType(arguments) : value.MakeGenericType([source, .. arguments, closed]);
        return Activator.CreateInstance(form.MakeGenericType([type, source, .. arguments, closed, values]), nonPublic: true)!;
    }

    private static class Cache<T>
    {
        internal static readonly ContentForm<T> Form = (ContentForm<T>)Make(typeof(T));
    }
}
