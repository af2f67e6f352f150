using Weft.Protocol;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Tests;

/// <summary>What leaves a node.</summary>
internal sealed class OutboundTests
{
    [Test]
    public void A_hub_that_is_gone_ends_the_writer_thread_and_not_the_program()
    {
        using ManualResetEventSlim tried = new();
        ClusterUnavailableException gone = new("gone", outcomeUnknown: true);
        Outbound outbound = new(
            _ =>
            {
                tried.Set();
                throw gone;
            },
            TimeSpan.FromSeconds(60));
        outbound.Post(new Ping(1));
        Exception? escaped = null;
        Thread writer = new(() =>
        {
            try
            {
                outbound.RunWriter(CancellationToken.None);
            }
            catch (ClusterUnavailableException e)
            {
                escaped = e;
            }
        });
        writer.Start();
        Assert.That(writer.Join(TimeSpan.FromSeconds(60)));
        Assert.That(tried.IsSet);
        Assert.That(escaped, Is.Null);
        Assert.That(() => outbound.Send(new Ping(2)), Throws.TypeOf<ClusterUnavailableException>());
    }
}
