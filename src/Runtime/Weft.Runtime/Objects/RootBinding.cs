using Weft.Runtime.Contract;

namespace Weft.Runtime.Objects;

internal sealed class RootBinding
{
    internal static T? Read<T>(ref T? place, RootHandle root, object? key) where T : class => place;

    internal static void Write<T>(ref T? place, T? value, RootHandle root, object? key) where T : class => place = value;

    internal static void Nominate<T>(ref T? place, T? value, RootHandle root) where T : class => place = value;
}
