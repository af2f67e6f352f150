namespace Weft.Runtime.Collections;

/// <summary>
/// Copies of collections that other threads may be changing. A change that the copy misses is reported by its writer, which looks again
/// after it.
/// </summary>
internal static class Snapshots
{
    private const int Attempts = 1000;

    /// <summary>A copy by <paramref name="copy"/>, which is tried again while others change the collection.</summary>
    internal static T[] Take<TCollection, T>(TCollection collection, Func<TCollection, T[]> copy)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return copy(collection);
            }
            // The collection grew meanwhile, or is half grown.
            catch (Exception e) when (attempt < Attempts && e is ArgumentException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException)
            {
                Thread.Yield();
            }
        }
    }
}
