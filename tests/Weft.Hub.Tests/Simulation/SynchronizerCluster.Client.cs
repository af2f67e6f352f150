using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Linearizability;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <content>One node.</content>
internal sealed partial class SynchronizerCluster
{
    private sealed class Client
    {
        public Client(string name)
        {
            Name = name;
            Connection = new HubConnection(this);
        }

        public string Name { get; }

        public Guid Session { get; } = Guid.NewGuid();

        public HubConnection Connection { get; set; }

        public bool IsBroken { get; set; }

        /// <summary>Whether it waits to go on with another connection.</summary>
        public bool HasGreeted { get; set; }

        /// <summary>When its connection broke last.</summary>
        public long CutAt { get; set; }

        /// <summary>How many of the hub's frames it has handled.</summary>
        public ulong Handled { get; set; }

        public Welcome? Welcome { get; set; }

        public bool IsDead { get; set; }

        /// <summary>Which hub has welcomed it last.</summary>
        public ulong Epoch { get; set; }

        /// <summary>Up to which number it has handled everything.</summary>
        public ulong Applied { get; set; }

        /// <summary>The request that is under way, and whether it was taken back.</summary>
        public SyncRequest? Open { get; set; }

        public bool IsCancelled { get; set; }

        public int Held { get; set; }

        /// <summary>The request that is under way.</summary>
        public ulong? Request { get; set; }

        public ulong LastRequest { get; set; }

        public Operation? Begun { get; set; }

        public Direction ToHub { get; } = new();

        public Direction FromHub { get; } = new();
    }
}
