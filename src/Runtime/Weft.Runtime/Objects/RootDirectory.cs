using System.Collections.Concurrent;
using Weft.Protocol;
using Weft.Runtime.Session;

namespace Weft.Runtime.Objects;

/// <summary>What this node knows of the cluster's roots, by name.</summary>
/// <param name="node">The node.</param>
/// <param name="earlier">What this process knew in a session before; its roots are asked for again.</param>
internal sealed class RootDirectory(Node node, RootDirectory? earlier)
{
    private readonly ConcurrentDictionary<string, RootState> _states = earlier?._states ?? new();
    private readonly ConcurrentDictionary<(TypeDescriptor Type, string What), string> _discardedWrites = new();

    internal RootState State(string name) => _states.GetOrAdd(name, static n => new RootState(n));

    /// <summary>The names of all roots that this node may have asked for, so that it is to be told of their changes.</summary>
    internal IReadOnlyList<string> Names => [.. _states.Select(static state => state.Key)];

    /// <summary>Says once for each place of a class that a change is made to an object that no other node can reach.</summary>
    internal void NoteDiscardedWrite(SharedHeader header, string what)
    {
        if (_discardedWrites.TryAdd((header.Descriptor, what), header.DiscardedRoot!))
            node.Log.Info($"{what} of {header} is changed, which no other node sees: it was assigned to the root {header.DiscardedRoot}, and the cluster had one already. Read the root after assigning it, and change what it gives.");
    }

    /// <summary>The session is over: all roots are asked for again.</summary>
    internal void EndSession()
    {
        foreach (RootState state in _states.Values)
            state.EndSession();
    }

    /// <summary>Looks roots up that are marked as eager.</summary>
    internal void LookUp(IEnumerable<Contract.RootHandle> roots)
    {
        foreach (Contract.RootHandle root in roots)
        {
            if (root.Eager)
                State(root.Name).Answer(node);
        }
    }

    /// <summary>A root was made, replaced or deleted. Called by the reader thread.</summary>
    /// <param name="name">The root.</param>
    /// <param name="answer">Its value; null: to be asked for.</param>
    internal void Changed(string name, RootAnswer? answer)
    {
        State(name).Changed(answer);
        node.Log.Debug($"root {name} changed");
    }
}

/// <summary>One root on this node.</summary>
internal sealed class RootState(string name)
{
    private readonly Lock _gate = new();
    private RootAnswer? _answer;
    private long _version;
    private bool _absent;
    private bool _changedSince;
    private volatile object? _value;
    private volatile object? _cell;
    private object? _stale;

    internal string Name { get; } = name;

    /// <summary>Held while this node assigns the root: threads that find the same candidate at once assign it once, and the hub never takes a node for its own rival.</summary>
    internal Lock Assigning { get; } = new();

    /// <summary>The bound object, kept alive: what a root reaches is not collected here. Null until it was read or assigned.</summary>
    internal object? Value => _value;

    /// <summary>The bound cell of a root whose type is copied, kept alive too. Null until it was first used.</summary>
    internal object? Cell => _cell;

    /// <summary>Whether the hub has said that there is none, and nothing since; without a wait for others who look.</summary>
    internal bool IsKnownAbsent => Volatile.Read(ref _absent);

    /// <summary>Whether the value is known here without a question.</summary>
    internal bool IsKnown
    {
        get
        {
            lock (_gate)
                return _answer is not null;
        }
    }

    /// <summary>The root's value as encoded, asked for if need be; null if there is no such root.</summary>
    internal RootAnswer? Answer(Node node)
    {
        long version;
        lock (_gate)
        {
            // The hub tells when a root that was asked for comes into being.
            if (_answer is not null || _absent)
                return _answer;
            version = _version;
        }
        node.ThrowIfLost();
        using Requests.Request request = node.Requests.OpenToWait(Name);
        node.Outbound.Send(new RootLookup(request.Id, Name), request);
        RootAnswer answer = Require(request.Wait(node.Options.HubTimeout, outcomeUnknown: false), Name, node, outcomeUnknown: false);
        lock (_gate)
        {
            if (_version != version && _answer is not null)
                return _answer;
            _absent = answer.Outcome == RootOutcome.Absent && _version == version;
            return _answer = answer.Outcome == RootOutcome.Absent ? null : answer;
        }
    }

    internal void Bind(RootAnswer answer, object value)
    {
        lock (_gate)
        {
            if (IsOld(answer))
                return;
            _version++;
            (_answer, _value, _absent, _changedSince) = (answer, value, false, false);
        }
    }

    internal void BindCell(RootAnswer answer, object cell)
    {
        lock (_gate)
        {
            if (IsOld(answer))
                return;
            _version++;
            (_answer, _cell, _absent, _changedSince) = (answer, cell, false, false);
        }
    }

    // A change that came meanwhile is newer; so is what another thread has bound while this one still decoded.
    private bool IsOld(RootAnswer answer) => _answer is not null && !ReferenceEquals(_answer, answer) && (_changedSince || answer.Sequence < _answer.Sequence);

    internal void Changed(RootAnswer? answer)
    {
        lock (_gate)
        {
            _version++;
            (_answer, _value, _cell, _absent, _changedSince) = (answer, null, null, false, true);
        }
    }

    internal void EndSession()
    {
        lock (_gate)
        {
            _version++;
            _stale = _value ?? _stale;
            (_answer, _value, _cell, _absent, _changedSince) = (null, null, null, false, false);
        }
    }

    /// <summary>Whether this is what the root was in a session before: no candidate for it now.</summary>
    internal bool WasBoundTo(object value)
    {
        lock (_gate)
            return ReferenceEquals(_stale, value);
    }

    internal static RootAnswer Require(object? answer, string name, Node node, bool outcomeUnknown) =>
        answer as RootAnswer ?? throw new ClusterUnavailableException($"{RuntimeCodes.HubSilent}: the hub did not answer for the root {name} within {node.Options.HubTimeout.TotalSeconds:0.#} s.", outcomeUnknown);
}
