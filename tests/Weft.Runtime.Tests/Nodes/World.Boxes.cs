using Weft.Runtime.Contract;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Structs in their boxes, changed there through an interface, as woven code does it.</content>
internal static partial class World
{
    internal static void ShareGauge()
    {
        object gauge = new Gauge { Level = 1 };
        Root!.Next!.Anything = gauge;
        Root.Anything = gauge;
    }

    internal static void RaiseGauge(int by) => OnGauge(gauge => gauge.Raise(by));

    internal static void SetGauge(int other) => OnGauge(gauge => gauge.Other = other);

    internal static void OwnGauge() => OnGauge(gauge => gauge.Owner = Root!.Next);

    internal static void RaiseGaugeUnseen(int by) => ((IGauge)Root!.Anything!).Raise(by);

    internal static void RaiseGaugeAndCount(int by, int count) => OnGauge(gauge =>
    {
        gauge.Raise(by);
        Root!.Count = count;
        Assert.That(ThreadTransaction.Current.HasChanges, Is.False);
    });

    internal static void RaiseGaugeInLock(int by) => InLock(() => OnGauge(gauge =>
    {
        gauge.Raise(by);
        ThreadTransaction.Current.Publish();
        gauge.Raise(by);
    }));

    internal static string DescribeGauge()
    {
        IGauge gauge = (IGauge)Root!.Anything!;
        return $"{gauge.Level} {gauge.Other} {gauge.Owner?.Name ?? "none"} {ReferenceEquals(gauge, Root.Next!.Anything)}";
    }

    internal static void ShareGaugeWhileItChanges()
    {
        IGauge gauge = new Gauge { Level = 1 };
        BoxAccess.Begin(gauge);
        gauge.Raise(1);
        Root!.Next!.Anything = gauge;
        Root.Anything = gauge;
        gauge.Raise(1);
        BoxAccess.End(gauge);
    }

    /// <summary>Sends a box that is not shared, and the one that is.</summary>
    internal static void SendGauges()
    {
        SendDeliver(Root!, new Gauge { Level = 8, Owner = Root!.Next }, null);
        SendDeliver(Root!, Root!.Anything, null);
    }

    private static string DescribeSent(IGauge gauge) => $"{gauge.Level} {gauge.Owner?.Name ?? "none"} {ReferenceEquals(gauge, Root!.Anything)}";

    internal static void ShareSteady() => Root!.Anything = new Point { X = 5 };

    internal static int SteadyX() => ((Point)Root!.Anything!).X;

    internal static void ShareEnumerator() => Root!.Anything = new List<int> { 1 }.GetEnumerator();

    private static void InLock(Action act)
    {
        MonitorShims.Enter(Root!.Gate);
        try
        {
            act();
        }
        finally
        {
            MonitorShims.Exit(Root.Gate);
        }
    }

    private static void OnGauge(Action<IGauge> change)
    {
        IGauge gauge = (IGauge)Root!.Anything!;
        BoxAccess.Begin(gauge);
        try
        {
            change(gauge);
        }
        finally
        {
            BoxAccess.End(gauge);
        }
    }

    private interface IGauge
    {
        int Level { get; }

        int Other { get; set; }

        Item? Owner { get; set; }

        void Raise(int by);
    }

    private struct Gauge : IGauge
    {
        public int Level { get; set; }

        public int Other { get; set; }

        public Item? Owner { get; set; }

        public void Raise(int by) => Level += by;
    }
}
