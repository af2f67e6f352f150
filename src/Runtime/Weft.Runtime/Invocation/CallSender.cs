using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;
using Weft.Runtime.Session;
using Weft.Runtime.Transactions;
using Weft.Runtime.Values;

namespace Weft.Runtime.Invocation;

/// <summary>The caller's side of distributed methods.</summary>
internal static class CallSender
{
    private static readonly AsyncLocal<bool> RunningCall = new();

    /// <summary>Whether this code runs inside a distributed call: then calls are local.</summary>
    internal static bool IsRunningCall
    {
        get => RunningCall.Value;
        set => RunningCall.Value = value;
    }

    internal static bool IsDistributed(object? receiver, DistributedMethod method)
    {
        if (!Activation.IsActive || Activation.HasLeft || (receiver is not null && Headers.Of(receiver) is null))
            return false;
        return !IsRunningCall;
    }

    internal static CallArguments Begin(object? receiver, DistributedMethod method)
    {
        Activation.AwaitSession();
        Node node = Activation.Node;
        if (ThreadTransaction.Current.Locks.Count == 0)
            node.RequireHub();
        node.ThrowIfLost();
        ThreadTransaction.Current.RequireSession(node, null, method.Name);
        return new OutgoingCall(node, receiver, method);
    }

    internal static void Send(CallArguments arguments) => ((OutgoingCall)arguments).Send();

    private sealed class OutgoingCall(Node node, object? receiver, DistributedMethod method) : CallArguments
    {
        private readonly WireWriter _arguments = new(128);
        private int _count;

        public override void Add<T>(T value)
        {
            ValueCodec<T> codec = ValueCodec<T>.For;
            if (!codec.IsLiteral && value is not null)
                codec.VisitReferences(value, new ArgumentVisitor(node, method, _count));
            ByValue.Write(_arguments, value);
            _count++;
        }

        public override T Read<T>() => throw new InvalidOperationException("These arguments are being sent; the receiver reads them.");

        internal void Send()
        {
            ThreadTransaction transaction = ThreadTransaction.Current;
            WireWriter writer = transaction.Begin(EntryKind.Call);
            new CallHeader(node.NextEntryId(), WireHash.Of(method.Name), (byte)method.RunOn).Write(writer);
            References.Write(writer, receiver);
            writer.Fixed64(WireHash.Of(DeclaringType(method.Name)));
            writer.Unsigned((ulong)_count);
            writer.Raw(_arguments.Written);
            transaction.End();
            transaction.EndOfStatement();
        }

        private static string DeclaringType(string methodName)
        {
            int end = methodName.IndexOf("::", StringComparison.Ordinal);
            return end < 0 ? methodName : methodName[..end];
        }
    }
}
