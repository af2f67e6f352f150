using Weft.Protocol;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Session;

/// <summary>
/// What this node says to a hub that was started again on its store: what it has of the cluster, and what the store may lack. All of it is of one moment, while nothing enters the outbound queue: a
/// lock that was given back before is not claimed, and what was changed under it is among the groups.
/// </summary>
internal sealed class HandBack
{
    private const int IdsInMessage = 100_000;
    private const int LeasesInMessage = 40_000;
    private const int NamesInMessage = 4_000;
    private const int SendChunk = 256 * 1024;
    private readonly Node _node;
    private readonly OutboundGroup[] _unacknowledged;
    private readonly List<LockClaim> _leases = [];
    private readonly List<ulong> _born = [];
    private readonly List<ulong> _objects = [];
    private readonly IReadOnlyList<string> _roots;
    private readonly IReadOnlyCollection<ClaimLoan> _loans;
    private int _groups;

    private HandBack(Node node)
    {
        _node = node;
        // What is done on these objects from here on asks the hub, and whoever waits there is asked for again.
        _loans = node.Lent.HandBack();
        _unacknowledged = node.Outbound.Freeze();
        LookThroughObjects();
        _roots = node.Roots.Names;
        node.Outbound.Thaw(Unanswered(node));
    }

    /// <summary>Looks through what this node has. What is sent from here on the hub gets after it has heard all of it. Called by the reader thread while there is no connection.</summary>
    internal static HandBack Take(Node node) => new(node);

    /// <summary>Tells the hub.</summary>
    /// <param name="connection">The connection to it.</param>
    /// <param name="reclaim">What its store has.</param>
    /// <param name="session">This node's session.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The connection broke.</exception>
    internal void Send(HubConnection connection, Reclaim reclaim, Guid session)
    {
        WireWriter bytes = new();
        foreach (NodeMessage message in Messages(reclaim, session))
        {
            FrameCodec.Write(bytes, message);
            if (bytes.Length < SendChunk)
                continue;
            connection.Send(bytes.WrittenMemory);
            bytes.Clear();
        }
        connection.Send(bytes.WrittenMemory);
    }

    public override string ToString() => $"{_groups} groups, {_leases.Count} leases and {_objects.Count} objects";

    private IEnumerable<NodeMessage> Messages(Reclaim reclaim, Guid session)
    {
        ulong last = reclaim.LastGroup;
        foreach (NodeMessage kept in _node.Tail.Above(session, reclaim.Durable))
        {
            if (kept is TailGroup own && own.Session == session)
            {
                if (own.GroupNumber <= reclaim.LastGroup)
                    continue;
                last = Math.Max(last, own.GroupNumber);
            }
            _groups++;
            yield return kept;
        }
        foreach (OutboundGroup group in _unacknowledged)
        {
            if (group.Number <= reclaim.LastGroup)
                continue;
            last = group.Number;
            _groups++;
            yield return new TailGroup(0, session, group.Number, Whole: true, group.Entries.WrittenMemory);
        }
        foreach (LockClaim[] leases in _leases.Chunk(LeasesInMessage))
            yield return new ClaimLocks(leases);
        foreach (ulong[] ids in _born.Chunk(IdsInMessage))
            yield return new ClaimBorn(ids);
        foreach (ulong[] ids in _objects.Chunk(IdsInMessage))
            yield return new ClaimObjects(ids);
        foreach (string[] names in _roots.Chunk(NamesInMessage))
            yield return new ClaimRoots(names);
        foreach (ClaimLoan loan in _loans)
            yield return loan;
        yield return new Reclaimed(_node.LastApplied, last);
    }

    // Objects that are being made shared are among them: the hub passes over those whose creation it does not have yet.
    private void LookThroughObjects()
    {
        HashSet<ulong> judged = [];
        foreach (SharedHeader header in _node.Objects.Snapshot())
        {
            if (header.Owner is null)
                continue;
            if (header.Residence != Residence.Hollow || header.Deferred is not null)
                _objects.Add(header.Id);
            if (!header.BornHere)
                continue;
            if (header.ClaimBorn(_leases))
                _born.Add(header.Id);
            else
                judged.Add(header.Id);
        }
        _node.Leases.Claim(_leases, judged);
    }

    // Asked again, in the order of before. Whoever waits for a pulse looks again at what he waits for: the pulse may have been lost with the hub.
    private static List<NodeMessage> Unanswered(Node node)
    {
        List<NodeMessage> messages = [];
        foreach (Requests.Request request in node.Requests.Unanswered())
        {
            if (request.Question is LockWait)
            {
                request.Complete(LockAnswer.Notified);
                continue;
            }
            messages.Add(request.Question!);
            if (request.Withdrawal is { } withdrawal)
                messages.Add(withdrawal);
        }
        if (node.Ids.Asked is not 0 and var ids)
            messages.Add(new ReserveIds(ids));
        if (node.Durability.IsAwaited)
            messages.Add(new Ping(0, WhenStored: true));
        if (LockWaits.Snapshot().Count != 0)
            messages.Add(new LockStalled());
        // The last that a member says.
        if (node.Departure.IsUnanswered)
            messages.Add(new Leave());
        return messages;
    }
}
