using Weft.Protocol;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;
using Weft.Runtime.Synchronizers;

namespace Weft.Runtime.Session;

/// <summary>
/// Carries what this process has of the cluster over into a new session, after an earlier one was lost. Instances stay who they are; of their state nothing is believed, for the node was
/// not told what others changed and what of its own was dropped.
/// </summary>
/// <param name="node">The new session.</param>
/// <param name="lost">The earlier one.</param>
/// <param name="afresh">Whether the hub has nothing of what was known before.</param>
internal sealed class Rejoining(Node node, Node lost, bool afresh)
{
    /// <summary>How many objects are asked for at once.</summary>
    private const int Batch = 256;

    private readonly List<(SharedHeader Header, object Instance)> _renewed = [];
    private int _plain;

    /// <summary>Ends everything that hangs on the earlier session. The new one is not the process's yet, so nothing can be written meanwhile.</summary>
    internal void TakeOver()
    {
        NamedLock.EndSession();
        NamedLocks.EndSession();
        node.Roots.EndSession();
        SharedHeader[] headers = lost.Objects.Snapshot();
        foreach (SharedHeader header in headers)
            header.EndSession();
        if (afresh)
            LetGoOfAll(headers);
        else
            RenewAll(headers);
    }

    /// <summary>Reads everything again from the hub. The new session's reader thread runs.</summary>
    /// <exception cref="ClusterUnavailableException">The new session is lost too, or the hub does not answer.</exception>
    internal void Refresh()
    {
        foreach ((SharedHeader Header, object Instance)[] batch in _renewed.Chunk(Batch))
            Ask(batch);
        // Of a hub that has nothing, nothing is read.
        if (!afresh)
            node.Log.Info($"{_renewed.Count - _plain} objects were read again from the hub; {_plain} that it does not have are plain again");
    }

    private void RenewAll(SharedHeader[] headers)
    {
        Dictionary<SharedHeader, SharedHeader> renewals = [];
        foreach (SharedHeader header in headers)
        {
            if (header.Owner is not { } instance)
                continue;
            SharedHeader renewed = header.Renew(instance);
            renewals.Add(header, renewed);
            node.Objects.Add(renewed);
            _renewed.Add((renewed, instance));
        }
        foreach ((SharedHeader header, SharedHeader renewed) in renewals)
            renewed.Part = header.Part is { } part ? renewals.GetValueOrDefault(part) : null;
        foreach ((SharedHeader header, SharedHeader renewed) in renewals)
            Headers.Replace(renewed.Owner!, header, renewed);
    }

    // What was never loaded keeps its header, which tells readers so.
    private void LetGoOfAll(SharedHeader[] headers)
    {
        foreach (SharedHeader header in headers)
        {
            if (header.Residence != Residence.Hollow && header.Owner is { } instance)
                LetGo(header, instance);
        }
        node.Log.Warning($"the hub was started anew and has nothing of what it had: the roots are as in a new cluster, and {_plain} objects that were shared are plain again");
    }

    private void LetGo(SharedHeader header, object instance)
    {
        // The hub alone knew how it stands: whoever uses it is told.
        if (header.Descriptor is SynchronizerDescriptor)
            return;
        RefreshContents(header, instance);
        Headers.Replace(instance, header, null);
        if (header is { BornHere: true, IsFinalized: false, Descriptor: PhysicalDescriptor { HasFinalizer: true } })
            GC.ReRegisterForFinalize(instance);
        header.HoldWeakly();
        _plain++;
    }

    // Nothing brings them up to date any more.
    private void RefreshContents(SharedHeader header, object instance)
    {
        if (header is not { Residence: not Residence.Hollow, Descriptor: PhysicalDescriptor { HasContents: true } descriptor })
            return;
        try
        {
            descriptor.RefreshContents(instance, header);
        }
        catch (ClusterUnavailableException e)
        {
            node.Log.Warning($"the content of {header} is as it was last read here: {e.Message}");
        }
    }

    private void Ask((SharedHeader Header, object Instance)[] batch)
    {
        List<(Requests.Request Request, SharedHeader Header, object Instance)> asked = [];
        try
        {
            foreach ((SharedHeader header, object instance) in batch)
            {
                // It may have come with another, or a reader may have asked.
                if (header.Residence != Residence.Hollow || header.Deferred is not null)
                    continue;
                Requests.Request request = node.Requests.Open();
                asked.Add((request, header, instance));
                node.Outbound.Post(new Fault(request.Id, header.Id, Batch), request);
            }
            foreach ((Requests.Request request, SharedHeader header, object instance) in asked)
                Take(request, header, instance);
        }
        finally
        {
            foreach ((Requests.Request request, _, _) in asked)
                request.Dispose();
        }
    }

    private void Take(Requests.Request request, SharedHeader header, object instance)
    {
        if ((FaultAnswer?)request.Wait(node.Options.HubTimeout, outcomeUnknown: false) is not { } answer)
            throw new ClusterUnavailableException($"{RuntimeCodes.HubSilent}: the hub did not send the state of {header} within {node.Options.HubTimeout.TotalSeconds:0.#} s.", outcomeUnknown: false);
        if (answer.Found)
            return;
        // Its creation was not taken before the session ended.
        header.EndSession();
        node.Objects.Remove(header);
        LetGo(header, instance);
    }
}
