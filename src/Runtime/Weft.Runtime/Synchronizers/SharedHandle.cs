using System.Diagnostics;

namespace Weft.Runtime.Synchronizers;

/// <summary>The wait handle of a shared synchronizer that stays set once it is: it has no handle of the system, its own methods and those of woven code ask the hub.</summary>
/// <param name="owner">The synchronizer.</param>
/// <param name="wait">Waits for the synchronizer.</param>
/// <param name="isSet">Whether it is set.</param>
[StackTraceHidden]
internal sealed class SharedHandle(object owner, Func<int, bool> wait, Func<bool> isSet) : WaitHandle
{
    internal object Owner => owner;

    internal bool IsSet => isSet();

    public override bool WaitOne() => wait(Timeout.Infinite);

    public override bool WaitOne(int millisecondsTimeout) => wait(millisecondsTimeout >= Timeout.Infinite ? millisecondsTimeout : throw new ArgumentOutOfRangeException(nameof(millisecondsTimeout)));

    public override bool WaitOne(TimeSpan timeout) => wait(WaitTimes.TryMilliseconds(timeout, out int milliseconds) ? milliseconds : throw new ArgumentOutOfRangeException(nameof(timeout)));

    public override bool WaitOne(int millisecondsTimeout, bool exitContext) => WaitOne(millisecondsTimeout);

    public override bool WaitOne(TimeSpan timeout, bool exitContext) => WaitOne(timeout);
}
