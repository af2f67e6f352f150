namespace Weft.Runtime.Objects;

/// <summary>Shares everything that a value to be stored refers to, before anything is changed.</summary>
/// <param name="owner">The shared object that will refer to it; null for roots and calls.</param>
internal sealed class ArgumentSharer(SharedHeader? owner) : ReferenceVisitor
{
    private List<SharedHeader>? _born;

    /// <inheritdoc/>
    internal override void Visit(object target, string? place, object? key)
    {
        if (Headers.Of(target) is { IsAnnounced: true } known)
        {
            known.RequireState();
            return;
        }
        (_born ??= []).AddRange(Activation.Node.Sharing.Share(target, owner, place, key));
    }

    internal override void UseType(Type type) => Activation.Node.Sharing.DefineType(type);

    /// <summary>Shares what a value refers to.</summary>
    /// <returns>The headers of the objects that have become shared.</returns>
    internal static IReadOnlyList<SharedHeader> Share<T>(T value, SharedHeader? owner, string? place, object? key)
    {
        Values.ValueCodec<T> codec = Values.ValueCodec<T>.For;
        if (codec.IsLiteral || value is null || codec.RefersToNothingNew(value))
            return [];
        ArgumentSharer sharer = new(owner) { Place = place, Key = key };
        codec.VisitReferences(value, sharer);
        return sharer._born ?? [];
    }
}
