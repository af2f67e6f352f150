using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>
/// The list behind a <see cref="System.Collections.ObjectModel.Collection{T}"/>, which works on it through <see cref="IList{T}"/>: where the list does not tell of such calls itself, one stands before it that does.
/// </summary>
internal sealed class ItemsForm<T> : IFieldForm<IList<T>>
{
    public IList<T> Local(IList<T> value) => value is null or IHeaderOwner or IWoven or ForwardingList<T> ? value! : new ForwardingList<T>(value);

    public IList<T> Shared(IList<T> value) => value is ForwardingList<T> forwarding ? forwarding.Target : value;
}
