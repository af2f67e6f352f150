using System.Runtime.CompilerServices;

namespace Weft.Runtime.Barriers;

/// <summary>
/// Whether any array of a storage class was ever shared: one flag for references, one for each primitive size, one for each other struct, since
/// an array can be written through a type that is not its own (<c>string[]</c> as <c>object[]</c>, an enum's as <c>int[]</c>). Monotone.
/// </summary>
/// <remarks>Raised when the descriptor of the array type is made, which is before any array of the type gets a header.</remarks>
internal static class ArrayFlags
{
    internal static volatile bool AnySharedAtAll;
    internal static volatile bool References;
    internal static volatile bool OneByte;
    internal static volatile bool TwoBytes;
    internal static volatile bool FourBytes;
    internal static volatile bool EightBytes;
}

/// <summary>The flag of an element type. The compiler folds the choice, so that one static field is read.</summary>
internal static class ArrayFlags<T>
{
    internal static bool AnyShared
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (!typeof(T).IsValueType)
                return ArrayFlags.References;
            if (!typeof(T).IsPrimitive && !typeof(T).IsEnum)
                return StructFlag<T>.Raised;
            return Unsafe.SizeOf<T>() switch
            {
                1 => ArrayFlags.OneByte,
                2 => ArrayFlags.TwoBytes,
                4 => ArrayFlags.FourBytes,
                _ => ArrayFlags.EightBytes,
            };
        }
    }

    internal static void Raise()
    {
        ArrayFlags.AnySharedAtAll = true;
        if (!typeof(T).IsValueType)
            ArrayFlags.References = true;
        else if (!typeof(T).IsPrimitive && !typeof(T).IsEnum)
            StructFlag<T>.Raised = true;
        else
            RaiseForSize();
    }

    private static void RaiseForSize()
    {
        switch (Unsafe.SizeOf<T>())
        {
            case 1: ArrayFlags.OneByte = true; break;
            case 2: ArrayFlags.TwoBytes = true; break;
            case 4: ArrayFlags.FourBytes = true; break;
            default: ArrayFlags.EightBytes = true; break;
        }
    }
}

internal static class StructFlag<T>
{
    internal static volatile bool Raised;
}
