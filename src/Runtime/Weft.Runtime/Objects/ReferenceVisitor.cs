namespace Weft.Runtime.Objects;

/// <summary>Receives the objects that an instance refers to. Knows where each one was found, for the message when it cannot be shared.</summary>
internal abstract class ReferenceVisitor
{
    /// <summary>Called for each non-null reference to something that is no literal.</summary>
    /// <param name="target">The object referred to.</param>
    /// <param name="place">Where: a field's wire name, or null for elements, whose place is <paramref name="key"/>.</param>
    /// <param name="key">Index or key of the element, as shown to people.</param>
    internal abstract void Visit(object target, string? place, object? key);

    /// <summary>Called by descriptors before they show their elements, so that codecs need not know the place.</summary>
    internal string? Place { get; set; }

    /// <summary>See <see cref="Place"/>.</summary>
    internal object? Key { get; set; }

    /// <summary>Shows an object found at <see cref="Place"/> and <see cref="Key"/>.</summary>
    internal void Visit(object target) => Visit(target, Place, Key);

    /// <summary>Called for the content of an object whose class derives from a collection.</summary>
    internal virtual void VisitPart(object owner, TypeDescriptor part) => part.VisitReferences(owner, this);

    /// <summary>Called for what cannot be shared, found at <see cref="Place"/> and <see cref="Key"/>.</summary>
    /// <param name="why">What it is and why, and what to do.</param>
    /// <param name="what">How the path to it ends.</param>
    internal virtual void Refuse(string why, string what) => throw new NonPortableException($"{RuntimeCodes.NotPortable}: {why}: {Place} → {what}.", $"{Place} → {what}");

    /// <summary>A literal of this type is in a place of a wider type, so that other nodes must know the type's name.</summary>
    internal abstract void UseType(Type type);
}
