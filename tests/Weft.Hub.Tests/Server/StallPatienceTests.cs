using Weft.Hub.Server;

namespace Weft.Hub.Tests.Server;

public sealed class StallPatienceTests
{
    [Test]
    public void Nobody_is_judged_for_a_while_after_a_standstill()
    {
        StallPatience patience = new(1000, grace: 100);
        Assert.That(patience.MayJudge(1050));
        Assert.That(patience.MayJudge(1150), "a tick that is a little late is none");
        Assert.That(patience.MayJudge(9000), Is.False);
        Assert.That(patience.MayJudge(9050), Is.False);
        Assert.That(patience.MayJudge(9100));
        Assert.That(patience.MayJudge(9150));
    }
}
