namespace ScopeServer.Core;

/// <summary>The listeners of one thing, each with the version that it knows already.</summary>
internal sealed class Audience
{
    private readonly object sync = new();
    private Subscription[] subscriptions = [];

    /// <summary>Adds a listener, which knows everything up to a version.</summary>
    /// <returns>Removes it when disposed.</returns>
    public IDisposable Add(IListener listener, long heard)
    {
        var subscription = new Subscription(this, listener, heard);
        lock (sync)
            subscriptions = [.. subscriptions, subscription];
        return subscription;
    }

    /// <summary>Tells all listeners that do not know this version yet.</summary>
    public void Tell(long version, Action<IListener> tell)
    {
        // Arrays are replaced, never changed: this one stays as it is while others come and go.
        Subscription[] all;
        lock (sync)
            all = subscriptions;
        foreach (var subscription in all)
        {
            if (subscription.Heard < version)
                tell(subscription.Listener);
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (sync)
            subscriptions = Array.FindAll(subscriptions, other => other != subscription);
    }

    private sealed class Subscription(Audience audience, IListener listener, long heard) : IDisposable
    {
        public IListener Listener => listener;

        public long Heard => heard;

        public void Dispose() => audience.Remove(this);
    }
}
