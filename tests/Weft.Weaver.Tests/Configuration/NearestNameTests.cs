using Weft.Weaver.Configuration;

namespace Weft.Weaver.Tests.Configuration;

/// <summary>What a user may have meant.</summary>
public sealed class NearestNameTests
{
    [TestCase("Shop.Lines", "Shop.Line", "Shop.Order", "Done")]
    [TestCase("Shop.Done", "Done", "Shop.Line", "Shop.Order")]
    [TestCase("Media.Rooms.Room", "Media.Scopes.Room", "Media.Rooms.Roof", "Media.Rooms.Rooms")]
    public void It_is_the_right_name_elsewhere_or_a_slip_of_the_pen(string written, string meant, params string[] others) =>
        Assert.That(NearestName.Find(written, [.. others, meant]), Is.EqualTo(meant));

    [Test]
    public void Nothing_is_near_a_name_that_is_quite_another() => Assert.That(NearestName.Find("Shop.Warehouse", ["Done", "Shop.Line"]), Is.Null);
}
