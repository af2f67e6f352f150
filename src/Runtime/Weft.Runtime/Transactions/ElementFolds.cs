namespace Weft.Runtime.Transactions;

/// <summary>
/// Where writes of one array's literal elements stand in the group that is not sent yet, so that later ones replace them. Under the gate of the node's queue.
/// </summary>
/// <remarks>One of several elements is replaced only while it is the last of the array: what came behind it may have written some of them again.</remarks>
internal sealed class ElementFolds
{
    private const int Places = 8;
    private const int Nowhere = -1;

    private readonly Write[] _writes = new Write[Places];
    private ulong _group;
    private int _last;
    private int _lastOfSeveral;

    /// <summary>The place of an earlier write of the same elements that the new one may replace; else the new one is noted to be at the end of the group.</summary>
    /// <param name="group">The group's number.</param>
    /// <param name="operation">The new write.</param>
    /// <param name="end">Where the group ends now.</param>
    /// <param name="at">Where the earlier write is.</param>
    internal bool TryReplace(ulong group, in OperationRecord operation, int end, out int at)
    {
        if (_group != group)
        {
            (_group, _last, _lastOfSeveral) = (group, Nowhere, Nowhere);
            Array.Clear(_writes);
        }
        ref Write write = ref _writes[operation.Fold % Places];
        at = write.At;
        if (write.First == operation.Fold && write.Count == operation.Elements && write.Length == operation.Length && (write.Count == 1 ? at > _lastOfSeveral : at == _last))
            return true;
        write = new Write { At = end, Length = operation.Length, First = operation.Fold, Count = operation.Elements };
        _last = end;
        if (operation.Elements > 1)
            _lastOfSeveral = end;
        return false;
    }

    private struct Write
    {
        internal int At;
        internal int Length;
        internal int First;
        internal int Count;
    }
}
