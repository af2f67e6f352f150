using System.Runtime.CompilerServices;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Barriers;

/// <summary>Reads of instances that were once hollow.</summary>
internal static class ReadBarrier
{
    /// <remarks>
    /// Most replicas that are read have been loaded, and nothing waits at them. Whose header it is needs no look then: where a clone carries it, its fields are as good as they will
    /// ever be, and the next slow path takes the header off.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Begin(object self, ref ObjectHeader? header, ref byte state)
    {
        if (Volatile.Read(ref header) is SharedHeader { IsPlainNow: true } loaded)
        {
            int sequence = loaded.Sequence;
            if ((sequence & 1) == 0)
                return sequence;
        }
        return BeginOutOfLine(self, ref header);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool End(ObjectHeader? header, int sequence)
    {
        Volatile.ReadBarrier();
        return header is not SharedHeader shared || shared.Sequence == sequence || sequence == 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Hand(object value)
    {
        if (value is IWoven woven && Volatile.Read(ref woven.State) != 0)
            Begin(value, ref woven.Header, ref woven.State);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int BeginOutOfLine(object self, ref ObjectHeader? header)
    {
        if (Headers.Checked(self, ref header) is not { } shared)
            return 0;
        if (shared.Residence != Residence.Resident || shared.Deferred is not null)
        {
            if (Load(self, ref header) is not { } loaded)
                return 0;
            shared = loaded;
        }
        if (shared.Descriptor is PhysicalDescriptor { HasContents: true } contents)
            contents.RefreshContents(self, shared);
        int sequence = shared.Sequence;
        if ((sequence & 1) != 0)
            sequence = WaitForEven(shared);
        return sequence;
    }

    internal static void EnsureLoaded(object self, ref ObjectHeader? header, ref byte state)
    {
        if (Headers.Checked(self, ref header) is not { } shared)
            return;
        if (shared.Residence != Residence.Resident || shared.Deferred is not null)
        {
            if (Load(self, ref header) is not { } loaded)
                return;
            shared = loaded;
        }
        // Its transient field may be changed now, and another fault would not bring that back.
        shared.HoldStrongly(self);
    }

    // The header may be another session's, once there is one.
    private static SharedHeader? Load(object self, ref ObjectHeader? header)
    {
        Activation.AwaitSession();
        SharedHeader? shared = Headers.Checked(self, ref header);
        if (shared is not null)
            Activation.Node.Faulter.Load(self, shared);
        return shared;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WaitForEven(SharedHeader shared)
    {
        UninterruptedWait wait = default;
        int sequence;
        while (((sequence = shared.Sequence) & 1) != 0)
            wait.Spin();
        wait.End();
        return sequence;
    }
}
