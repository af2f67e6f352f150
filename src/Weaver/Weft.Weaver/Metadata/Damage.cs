namespace Weft.Weaver.Metadata;

/// <summary>
/// Tells damaged assemblies. Cecil reads much of a file only when it is asked for it, and meets nonsense there with whatever exception comes of it.
/// </summary>
internal static class Damage
{
    /// <summary>Whether this is what reading or writing nonsense ends in; a length that is nonsense may ask for more memory than there is.</summary>
    public static bool IsSign(Exception exception) => exception is BadImageFormatException or ArgumentException or InvalidOperationException or IndexOutOfRangeException
        or EndOfStreamException or NotSupportedException or NullReferenceException or InvalidCastException or ArithmeticException or KeyNotFoundException or NotImplementedException or OutOfMemoryException;
}
