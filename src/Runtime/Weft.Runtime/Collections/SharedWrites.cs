using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Session;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Collections;

/// <summary>The steps of an operation on a shared collection or array, as the thread's transaction wants them.</summary>
internal static class SharedWrites
{
    /// <summary>Throws if the object cannot be written here and now.</summary>
    internal static void Check(SharedHeader header) => ThreadTransaction.Current.CheckWritable(header, "the content");

    /// <summary>Shares what a value refers to, after <see cref="Check"/>.</summary>
    /// <exception cref="NonPortableException">It cannot be shared; nothing was changed.</exception>
    internal static void Share<T>(SharedHeader header, T value)
    {
        Check(header);
        // For the compiler.
        if (!typeof(T).IsPrimitive)
            ArgumentSharer.Share(value, header, null, null);
    }

    /// <summary>Shares an object that the runtime has made for this operation: where it refers to nothing else that becomes shared, no thread can be in the middle of work on it.</summary>
    /// <exception cref="NonPortableException">It cannot be shared; nothing was changed.</exception>
    internal static void ShareNew(SharedHeader header, object made)
    {
        Check(header);
        Activation.Node.Sharing.Share(made, header, null, null, isNew: true);
    }

    /// <summary>Waits until the object's creation is on its way, if another thread is making it shared.</summary>
    internal static void WaitUntilAnnounced(SharedHeader header)
    {
        if (!header.IsAnnounced && !Activation.HasLeft)
            Activation.Node.Sharing.WaitForWalk();
    }

    /// <summary>Starts the encoding of an operation: the caller writes what follows the object id.</summary>
    /// <param name="header">The object.</param>
    /// <param name="kind">The operation.</param>
    /// <param name="transaction">The thread's: to be ended when the operation is encoded and its effect is in the content.</param>
    internal static WireWriter Begin(SharedHeader header, EntryKind kind, out ThreadTransaction transaction)
    {
        transaction = ThreadTransaction.Current;
        return transaction.Begin(header, kind);
    }

    /// <summary>Publishes at once where the thread is in no lock. Outside the latch.</summary>
    internal static void Finish() => ThreadTransaction.Current.EndOfStatement();

    /// <summary>A cluster-wide id for a new entry. Never waits.</summary>
    internal static ulong NewEntryId() => Activation.Node.NextEntryId();

    /// <summary>Performs what waits in the header's queue.</summary>
    internal static void Drain(object instance, SharedHeader header) => Activation.Node.Deferred.Run(instance, header);

    /// <summary>
    /// Has the hub send the object's state again. Until it comes, operations of other nodes are passed over: the state has them. Called
    /// by the reader thread too, so a worker asks.
    /// </summary>
    internal static void Reload(SharedHeader header) => ThreadPool.UnsafeQueueUserWorkItem(AskForState, header, preferLocal: false);

    private static void AskForState(SharedHeader header)
    {
        Node node = Activation.Node;
        try
        {
            header.Residence = Residence.Hollow;
            using Requests.Request request = node.Requests.Open(survivesLeave: true);
            node.Outbound.Send(new Fault(request.Id, header.Id, 0));
        }
        catch (ClusterUnavailableException e)
        {
            node.Log.Error($"{header} could not be read again from the hub: {e.Message}");
        }
    }
}
