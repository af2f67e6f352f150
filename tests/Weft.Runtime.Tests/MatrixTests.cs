using System.Net;
using NUnit.Framework.Constraints;
using Weft.Hub.Server;
using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Shared arrays of several dimensions: their shape goes with their state, and nothing else can make one.</summary>
internal sealed class MatrixTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public void An_array_that_was_collected_comes_again_with_its_dimensions()
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        (TestNode first, TestNode second) = (new TestNode(hub), new TestNode(hub));
        first.Run(nameof(World.MakeRoot), "mine");
        ulong id = first.Call<ulong>(nameof(World.ShareMatrix));
        Eventually(() => second.Call<string>(nameof(World.DescribeMatrix)), Is.EqualTo("5+2 -1+3 0,0,0,0,0,42"));
        second.Run(nameof(World.StoreInMatrix), 5, -1, 7);
        second.Run(nameof(World.ForgetMatrix));
        Eventually(() => second.Call<bool>(nameof(World.HasObjectAfterCollection), id), Is.False);
        first.Run(nameof(World.StoreInMatrix), 5, 0, 8);
        Eventually(() => second.Call<string>(nameof(World.FetchMatrix), id), Is.EqualTo("5+2 -1+3 7,8,0,0,0,42"));
    }

    [Test]
    public void What_cannot_be_shared_is_named_by_its_indices()
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode node = new(hub);
        node.Run(nameof(World.MakeRoot), "mine");
        Assert.That(() => node.Run(nameof(World.ShareMatrixOfStreams)), Throws.Exception.Message.Contains("[1,1]"));
    }

    [TestCase(typeof(int), new[] { 2, 3 }, new[] { 5, -1 })]
    [TestCase(typeof(int), new[] { 0, 3, 2 }, new[] { 0, 0, 0 })]
    [TestCase(typeof(string), new[] { 2 }, new[] { 10 })]
    [TestCase(typeof(DayOfWeek), new[] { 1, 1, 1, 1, 2 }, new[] { int.MaxValue - 1, 0, 0, 0, int.MinValue })]
    public void An_array_by_value_keeps_type_bounds_and_elements(Type element, int[] lengths, int[] lowerBounds)
    {
        Array array = Array.CreateInstance(element, lengths, lowerBounds);
        TypeDescriptor descriptor = TypeRegistry.Find(array.GetType())!;
        if (array.Length != 0)
            array.SetValue(element == typeof(string) ? "text" : Enum.ToObject(typeof(DayOfWeek), 3), Array.ConvertAll(Enumerable.Range(0, lengths.Length).ToArray(), array.GetUpperBound));
        WireWriter writer = new(64);
        descriptor.WriteValue(array, writer);
        WireReader reader = new(writer.Written);
        Array read = (Array)descriptor.ReadValue(ref reader);
        Assert.Multiple(() =>
        {
            Assert.That(read.GetType(), Is.EqualTo(array.GetType()));
            Assert.That(Enumerable.Range(0, read.Rank).Select(read.GetLowerBound), Is.EqualTo(lowerBounds));
            Assert.That(Enumerable.Range(0, read.Rank).Select(read.GetLength), Is.EqualTo(lengths));
            Assert.That(read.Cast<object>(), Is.EqualTo(array.Cast<object>()));
        });
    }

    [TestCase(2, 3, 7, TestName = "more elements than the dimensions have")]
    [TestCase(1 << 30, 1 << 30, 0, TestName = "dimensions whose product overflows")]
    [TestCase(-1, 0, 0, TestName = "a negative length")]
    public void A_shape_that_does_not_fit_is_malformed(int rows, int columns, int elements)
    {
        WireWriter writer = new(64);
        writer.Byte((byte)ValueTag.Tuple);
        writer.Unsigned((ulong)elements + 1);
        writer.Byte((byte)ValueTag.Tuple);
        writer.Unsigned(4);
        foreach (int number in new[] { rows, 0, columns, 0 })
        {
            writer.Byte((byte)ValueTag.Signed);
            writer.Signed(number);
        }
        for (; elements > 0; elements--)
            writer.Byte((byte)ValueTag.Null);
        Assert.That(() =>
        {
            WireReader reader = new(writer.Written);
            TypeRegistry.Find(typeof(string[,]))!.ReadValue(ref reader);
        }, Throws.TypeOf<ProtocolException>());
    }

    private static void Eventually<T>(Func<T> actual, IResolveConstraint expected) =>
        Assert.That(() => actual(), new DelayedConstraint(expected.Resolve(), (int)Patience.TotalMilliseconds, 20));
}
