using System.Runtime.CompilerServices;
using Weft.Runtime.Finalization;
using Weft.Runtime.Objects;
using Weft.Runtime.Session;

namespace Weft.Runtime;

/// <summary>Whether this process is a node, decided once at the first woven use, and the node itself.</summary>
internal static class Activation
{
    /// <summary>Whether a hub is configured. The JIT folds it.</summary>
    internal static readonly bool IsActive;

    /// <summary>How this process joins.</summary>
    internal static readonly ClusterOptions Options;

    /// <summary>The finalizers that a thread of the runtime runs.</summary>
    internal static readonly FinalizationQueue Finalizers = new();

    private const int LongestPauseMilliseconds = 30_000;
    private static readonly Lock JoinGate = new();
    // As long as the process.
    private static readonly CancellationTokenSource NoMoreSessions = new();
    private static readonly ClusterJoinException? OptionsError;
    private static volatile Node? _node;
    private static volatile bool _hasLeft;
    private static volatile object _calm = new();
    private static volatile Task _rejoining = Task.CompletedTask;
    private static (ClusterJoinException Failure, long At)? _lastFailure;

    static Activation()
    {
        Options = new ClusterOptions();
        try
        {
            Options = Startup.Decide();
            IsActive = Options.Hub is not null;
        }
        catch (ClusterJoinException e)
        {
            // A type initializer that throws would hide the message for the life of the process; the first use throws it.
            (OptionsError, IsActive) = (e, true);
        }
    }

    /// <summary>The node; joins the cluster at the first use.</summary>
    /// <exception cref="ClusterJoinException">The hub is not there, or the cluster does not take this node.</exception>
    internal static Node Node
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _node ?? Join();
    }

    /// <summary>Whether the options can be read.</summary>
    internal static ClusterJoinException? Error => OptionsError;

    /// <summary>The node if it has joined.</summary>
    internal static Node? Joined => _node;

    /// <summary>Whether this node has left its cluster, so that its copies are plain objects. Monotone.</summary>
    internal static bool HasLeft { get => _hasLeft; set => _hasLeft = value; }

    /// <summary>
    /// Another object whenever the process joins, loses its session or begins to leave: a thread that has found nothing of that to heed need not look again while it is the same. It is to be read before what it stands for.
    /// </summary>
    internal static object Calm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _calm;
    }

    /// <summary>Has threads look again. To be called behind what they are to see.</summary>
    internal static void Disturb() => _calm = new object();

    /// <summary>Whether the node waits for the sections of its threads, to leave after them.</summary>
    internal static bool IsLeaving => _node is { Departure.MustWait: true };

    /// <summary>Begins another session in the place of one that was lost, as soon as the hub takes this node. Body of a thread.</summary>
    /// <param name="lost">The session that was lost.</param>
    /// <param name="afresh">Whether the hub has nothing of what was known before.</param>
    internal static void Rejoin(Node lost, bool afresh)
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _rejoining = ended.Task;
        try
        {
            for (int pause = 100; !NoMoreSessions.IsCancellationRequested && _node == lost && !TryRejoin(lost, afresh); pause = Math.Min(2 * pause, LongestPauseMilliseconds))
                NoMoreSessions.Token.WaitHandle.WaitOne(pause);
        }
        catch (OperationCanceledException)
        {
            lost.Log.Debug("this node does not join again, since it leaves");
        }
        finally
        {
            lost.EndSuccession();
            ended.SetResult();
        }
    }

    /// <summary>Waits, where this process has lost its session and begins another, for that; to be called before the headers of objects are looked at, which belong to sessions.</summary>
    /// <param name="limit">How long at most; null: for the hub's time-out.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AwaitSession(TimeSpan? limit = null)
    {
        if (_node is { IsLost: true } lost)
            lost.AwaitSuccessor(limit);
    }

    /// <summary>Leaves the cluster while this process has no session and begins another: none is begun any more, or the one that was is left.</summary>
    /// <exception cref="TimeoutException">It could not be ended in time.</exception>
    internal static async Task LeaveWithoutSessionAsync(CancellationToken cancellation)
    {
        await NoMoreSessions.CancelAsync().ConfigureAwait(false);
        await _rejoining.WaitAsync(Options.HubTimeout, cancellation).ConfigureAwait(false);
        if (_node is { IsLost: false } node)
            await node.Departure.LeaveAsync(cancellation).ConfigureAwait(false);
        else
            _hasLeft = true;
    }

    private static bool TryRejoin(Node lost, bool afresh)
    {
        try
        {
            Node next = Node.Join(Options, lost, NoMoreSessions.Token);
            if (NoMoreSessions.IsCancellationRequested)
                next.Abandon();
            else
                next.Follow(lost, afresh, become: Become);
            return true;
        }
        catch (ClusterJoinException e)
        {
            lost.Log.Error($"this node could not join again yet: {e.Message}");
            return false;
        }

        void Become(Node node)
        {
            _node = node;
            Disturb();
            lost.EndSuccession();
        }
    }

    private static void LeaveAtExit()
    {
        NoMoreSessions.Cancel();
        _node?.Departure.LeaveAtExit();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Node Join()
    {
        FinalizerThread.Refuse("the first use of the cluster");
        FinalizerThread.Learn();
        lock (JoinGate)
        {
            if (_node is { } joined)
                return joined;
            if (OptionsError is not null)
                throw OptionsError;
            if (!IsActive)
                throw new InvalidOperationException("No hub is configured, so there are no shared objects in this process.");
            // Threads that waited for the gate while another one tried need not try for as long again.
            if (_lastFailure is { } last && Environment.TickCount64 - last.At < 1000)
                throw new ClusterJoinException(last.Failure.Message, last.Failure);
            try
            {
                WovenAssemblies.RequireOneConfiguration();
                Node node = Node.Join(Options);
                _node = node;
                Disturb();
                node.Start();
                Telemetry.Observe();
                AppDomain.CurrentDomain.ProcessExit += static (_, _) => LeaveAtExit();
                return node;
            }
            catch (ClusterJoinException e)
            {
                _lastFailure = (e, Environment.TickCount64);
                throw;
            }
        }
    }
}
