using Weft.Runtime.Objects;

namespace Weft.Runtime.Tests;

/// <summary>The exclusion that must not end half-way.</summary>
internal sealed class LatchTests
{
    private Latch _latch;

    [Test]
    public void Who_waits_for_it_is_interrupted_only_afterwards()
    {
        using ManualResetEventSlim waits = new();
        string result = "nothing";
        _latch.Enter();
        Thread waiter = new(() =>
        {
            waits.Set();
            try
            {
                _latch.Enter();
                _latch.Exit();
                result = "entered";
                Thread.Sleep(0);
            }
            catch (ThreadInterruptedException)
            {
                result += ", then interrupted";
            }
        });
        waiter.Start();
        waits.Wait(60_000);
        for (int i = 0; i < 200; i++)
        {
            waiter.Interrupt();
            Thread.Yield();
        }
        _latch.Exit();
        Assert.That(waiter.Join(60_000), Is.True);
        Assert.That(result, Is.EqualTo("entered, then interrupted"));
    }
}
