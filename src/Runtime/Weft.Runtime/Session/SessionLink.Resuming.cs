using System.Net.Sockets;
using Weft.Protocol;

namespace Weft.Runtime.Session;

/// <content>How the session goes on over another connection, with the same hub or with one that was started again.</content>
internal sealed partial class SessionLink
{
    // By the reader thread. Comes back with a connection, or throws.
    private void Resume(ref ulong handled, CancellationToken stop)
    {
        int pause = FirstPauseMilliseconds;
        while (true)
        {
            HubConnection? connection = null;
            try
            {
                TimeSpan limit = TimeSpan.FromMilliseconds(Math.Max(_windowMilliseconds / 2, 100));
                _underway = connection = HubConnection.Open(_address, limit, _node.Options);
                stop.ThrowIfCancellationRequested();
                GoOn(connection, Introduce(connection, handled, limit), ref handled, stop);
                return;
            }
            catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or ProtocolException)
            {
                _why = e.Message;
                HostInPlace(stop);
            }
            finally
            {
                _underway = null;
                if (_connection != connection || connection is null)
                    connection?.Dispose();
            }
            if (stop.WaitHandle.WaitOne(pause))
                throw new OperationCanceledException(stop);
            pause = Math.Min(2 * pause, LastPauseMilliseconds);
        }
    }

    // The process that hosted the hub may be gone. Who has the hub's data can go on where it ended; without them all would begin with nothing.
    // A node that leaves meanwhile hosts no hub any more, and goes on to look for one that takes its leave.
    private void HostInPlace(CancellationToken stop)
    {
        if (!_address.Embedded || _node.Options.Data is null || Activation.HasLeft)
            return;
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(stop, _node.Departure.Closing);
        try
        {
            EmbeddedHubHost.TryStart(_address, _node.Options, ends.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            _why = "this node leaves, and hosts no hub any more.";
            _node.Log.Debug(_why);
        }
        catch (ClusterJoinException e)
        {
            // The folder may be another process's still; it is tried again with the next connection.
            _why = e.Message;
        }
    }

    // A hub that was started again on its store is told what it may lack, before it goes on.
    private Introduction Introduce(HubConnection connection, ulong handled, TimeSpan limit)
    {
        long sentAt = Environment.TickCount64;
        connection.Greet(_node.Options, new SessionPlace(_session, _incarnation, _epoch, handled));
        (HubMessage answer, HubStamp stamp) = connection.Await(limit);
        if (answer is Reclaim reclaim)
        {
            RequireLaterHub(stamp);
            HandBack all = HandBack.Take(_node);
            bool isFirst = _handedBackTo != stamp.Epoch;
            _handedBackTo = stamp.Epoch;
            sentAt = Environment.TickCount64;
            all.Send(connection, reclaim, _session);
            if (isFirst)
                _node.Log.Info($"the hub was started again; it was told of {all}, and may wait for other nodes");
            (answer, stamp) = connection.Await(_recovery);
        }
        RequireLaterHub(stamp);
        return answer is Welcome { Resumed: true } welcome ? new Introduction(welcome with { Types = default }, stamp.Epoch, sentAt) : throw HubConnection.Unexpected(answer);
    }

    private void RequireLaterHub(HubStamp stamp)
    {
        if (stamp.Epoch < _epoch)
            throw new ProtocolException($"An earlier hub of this cluster (epoch {stamp.Epoch}, the last was {_epoch}) answers at {_address}.");
    }

    private void GoOn(HubConnection connection, Introduction introduction, ref ulong handled, CancellationToken stop)
    {
        bool isAnew = introduction.Epoch != _epoch;
        if (isAnew && introduction.Epoch != _handedBackTo)
            throw new ProtocolException("A hub that was started again goes on with a session without asking what it may lack.");
        (long sent, long received) = _last.Traffic;
        Interlocked.Add(ref _sentBefore, sent);
        Interlocked.Add(ref _receivedBefore, received);
        _last = connection;
        double seconds = (Environment.TickCount64 - CutSince) / 1000.0;
        Volatile.Write(ref _lastHeard, Environment.TickCount64);
        if (isAnew)
            (_epoch, handled) = (introduction.Epoch, 0);
        _node.Know(introduction.Welcome.Members);
        _node.Outbound.Continue(
            introduction.Welcome.Received,
            () =>
            {
                Interlocked.Exchange(ref _cutSince, 0);
                _connection = connection;
            },
            stop);
        Interlocked.Increment(ref isAnew ? ref _reclaimed : ref _resumed);
        Heard(introduction.SentAt);
        lock (_heardGate)
            Monitor.PulseAll(_heardGate);
        if (isAnew)
            _node.Outbound.Post(new Ping((ulong)Environment.TickCount64));
        _node.Log.Info($"the session goes on after {seconds:0.###} s without a connection to the hub{(isAnew ? ", which was started again" : "")}");
    }

    /// <summary>The end of the introduction to a hub.</summary>
    private readonly record struct Introduction(Welcome Welcome, ulong Epoch, long SentAt);
}
