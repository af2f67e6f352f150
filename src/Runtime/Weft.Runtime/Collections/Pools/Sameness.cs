using System.Runtime.CompilerServices;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections.Pools;

/// <summary>Whether two values are the same one: the same object, or literals that cannot be told apart. Runs no code of the program.</summary>
internal sealed class Sameness<T> : IEqualityComparer<T>
{
    internal static readonly Sameness<T> Instance = new();

    private static readonly bool ByReference = !typeof(T).IsValueType;
    private static readonly bool ByDefault = KeyTraits.IsFrameworkOnly(typeof(T)) && CodecResolver.IsLiteral(typeof(T));
    private static readonly Leaf<T>[] Leaves = ByReference || ByDefault ? [] : Values.Leaves.Of<T>();

    public bool Equals(T? x, T? y)
    {
        if (ByReference && x is not string)
            return ReferenceEquals(x, y) || (x is ValueType && y is ValueType && x.GetType() == y.GetType() && CodecResolver.IsLiteral(x.GetType()) && x.Equals(y));
        if (ByReference || ByDefault)
            return EqualityComparer<T>.Default.Equals(x, y);
        foreach (Leaf<T> leaf in Leaves)
        {
            if (!leaf.Same(ref x!, ref y!))
                return false;
        }
        return true;
    }

    public int GetHashCode(T value)
    {
        if (value is null)
            return 0;
        if (ByReference && value is not string)
            return value is ValueType ? value.GetType().GetHashCode() : RuntimeHelpers.GetHashCode(value);
        return ByReference || ByDefault ? EqualityComparer<T>.Default.GetHashCode(value) : Leaves.Length;
    }
}

/// <summary>The same of two values together.</summary>
internal sealed class Sameness<T1, T2> : IEqualityComparer<(T1, T2)>
{
    internal static readonly Sameness<T1, T2> Instance = new();

    public bool Equals((T1, T2) x, (T1, T2) y) => Sameness<T1>.Instance.Equals(x.Item1, y.Item1) && Sameness<T2>.Instance.Equals(x.Item2, y.Item2);

    public int GetHashCode((T1, T2) value) => HashCode.Combine(Sameness<T1>.Instance.GetHashCode(value.Item1!), Sameness<T2>.Instance.GetHashCode(value.Item2!));
}
