using Weft.Runtime.Session;

namespace Weft.Runtime.Tests;

/// <summary>What stands in WEFT_HUB or in the configuration.</summary>
public sealed class HubAddressTests
{
    [TestCase("tcp://media:9511", "media", 9511, false)]
    [TestCase("tcp://media/", "media", 9510, false)]
    [TestCase("tcp://[::1]:9511", "::1", 9511, false)]
    [TestCase("embedded", "127.0.0.1", 9510, true)]
    [TestCase("embedded://10.0.0.1:9511", "10.0.0.1", 9511, true)]
    public void An_address_is_read(string text, string host, int port, bool embedded) =>
        Assert.That(HubAddress.Parse(text), Is.EqualTo(new HubAddress(host, port, embedded)));

    [TestCase("media:9511")]
    [TestCase("tcp://")]
    [TestCase("tcp://media:0")]
    [TestCase("tcp://media:65536")]
    [TestCase("tcp://media:x")]
    [TestCase("tcp://a:9510,tcp://b:9510")]
    [TestCase("tcp://a,b:9510")]
    [TestCase("tcp://media/hub:9510")]
    [TestCase("tcp://me dia:9510")]
    public void What_is_no_address_is_named(string text) =>
        Assert.That(() => HubAddress.Parse(text), Throws.InstanceOf<ClusterJoinException>().With.Message.Contains("WEFT1060").And.Message.Contains(text));
}
