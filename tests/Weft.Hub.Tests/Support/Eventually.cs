using NUnit.Framework.Constraints;

namespace Weft.Hub.Tests.Support;

/// <summary>Waits for what other threads bring about, with a limit.</summary>
internal static class Eventually
{
    public static void That<T>(Func<T> read, IResolveConstraint expected)
    {
        IConstraint constraint = expected.Resolve();
        long until = Environment.TickCount64 + 60_000;
        while (!constraint.ApplyTo(read()).IsSuccess && Environment.TickCount64 < until)
            Thread.Sleep(5);
        Assert.That(read(), constraint);
    }
}
