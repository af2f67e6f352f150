using Weft.Hub.Core;
using Weft.Hub.Tests.Simulation.Forms;
using Weft.Hub.Tests.Support;
using Weft.Linearizability;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <content>One node and its threads.</content>
internal sealed partial class SynchronizerCluster
{
    private sealed class Client : ISyncBorrower
    {
        public Client(string name, int threads)
        {
            Name = name;
            Connection = new HubConnection(this);
            Threads = [.. Enumerable.Range(1, threads).Select(each => new SimulatedThread($"{name}.{each}"))];
        }

        public string Name { get; }

        public Guid Session { get; } = Guid.NewGuid();

        public IReadOnlyList<SimulatedThread> Threads { get; }

        public HubConnection Connection { get; set; }

        public bool IsBroken { get; set; }

        /// <summary>Whether it waits to go on with another connection.</summary>
        public bool HasGreeted { get; set; }

        /// <summary>When its connection broke last, in steps and by the hub's clock.</summary>
        public long CutAt { get; set; }

        public long CutMilliseconds { get; set; }

        /// <summary>How many of the hub's frames it has handled, and how many of its own the hub has.</summary>
        public ulong Handled { get; set; }

        public ulong HandledByHub { get; set; }

        public Welcome? Welcome { get; set; }

        public bool IsDead { get; set; }

        /// <summary>Which hub has welcomed it last.</summary>
        public ulong Epoch { get; set; }

        /// <summary>Up to which number it has handled everything.</summary>
        public ulong Applied { get; set; }

        public ulong LastRequest { get; set; }

        /// <summary>The object, while it is lent to this node.</summary>
        public SyncLoan? Loan { get; set; }

        /// <summary>What it did under loans, as far as the hub has not stored it.</summary>
        public List<DoneHere> Done { get; } = [];

        /// <summary>What it keeps of a loan that is over until the hub has stored that.</summary>
        public ClaimLoan? Kept { get; set; }

        /// <summary>What it has answered its own threads; they hear of it once the hub's copy of the request is queued.</summary>
        public Queue<SyncReply> Answers { get; } = new();

        public Direction ToHub { get; } = new();

        public Direction FromHub { get; } = new();

        void ISyncBorrower.Send(NodeMessage message) => ToHub.Send(message);

        void ISyncBorrower.Keep(ClaimLoan whole) => Kept = Kept is null ? whole : throw new InvalidOperationException($"{Name} keeps one loan already.");

        void ISyncBorrower.Answer(ulong requestId, SyncOutcome outcome, long number, ReadOnlySpan<byte> value, object? kept) =>
            Answers.Enqueue(new SyncReply(requestId, outcome, number, value.ToArray(), default));
    }
    /// <summary>Something that a node did under a loan.</summary>
    /// <param name="operations">What.</param>
    /// <param name="thread">By which thread.</param>
    /// <param name="sent">How many frames the node had sent by then.</param>
    private sealed class DoneHere(IReadOnlyList<Operation> operations, SimulatedThread thread, ulong sent)
    {
        public IReadOnlyList<Operation> Operations => operations;

        public SimulatedThread Thread => thread;

        public ulong Sent { get; set; } = sent;

        /// <summary>Which call of the hub has done it too, or was told what has come of it; 0 for none.</summary>
        public ulong Call { get; set; }
    }
}
