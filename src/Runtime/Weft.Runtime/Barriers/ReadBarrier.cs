using Weft.Runtime.Contract;

namespace Weft.Runtime.Barriers;

internal static class ReadBarrier
{
    internal static int Begin(object self, ref ObjectHeader? header, ref byte state) => 0;

    internal static bool End(ObjectHeader? header, int sequence) => true;

    internal static void EnsureLoaded(object self, ref ObjectHeader? header, ref byte state)
    {
    }
}
