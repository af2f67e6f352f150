using System.Collections.Concurrent;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Collections that need no lock.</content>
internal static partial class World
{
    /// <summary>How many writes without a lock there were.</summary>
    internal static long UnlockedWrites() => Activation.Node.Audit.Count;

    /// <summary>Shares one of each class, works on them outside of locks, and tells how many writes without a lock that was.</summary>
    internal static long UpdateConcurrent()
    {
        ConcurrentBag<int> bag = ConcurrentBagShims<int>.Create();
        ConcurrentQueue<int> queue = ConcurrentQueueShims<int>.Create();
        ConcurrentStack<int> stack = ConcurrentStackShims<int>.Create();
        ConcurrentDictionary<int, int> map = ConcurrentDictionaryShims<int, int>.Create();
        Locked(() => Root!.Anything = new object[] { bag, queue, stack, map });
        for (int i = 0; i < 3; i++)
        {
            ConcurrentBagShims<int>.Add(bag, i);
            ConcurrentQueueShims<int>.Enqueue(queue, i);
            ConcurrentStackShims<int>.Push(stack, i);
            ConcurrentDictionaryShims<int, int>.set_Item(map, i, i);
        }
        ConcurrentBagShims<int>.TryTake(bag, out _);
        ConcurrentQueueShims<int>.TryDequeue(queue, out _);
        ConcurrentStackShims<int>.TryPop(stack, out _);
        ConcurrentDictionaryShims<int, int>.TryRemove(map, 1, out _);
        ConcurrentBagShims<int>.Clear(bag);
        ConcurrentQueueShims<int>.Clear(queue);
        ConcurrentStackShims<int>.Clear(stack);
        ConcurrentDictionaryShims<int, int>.Clear(map);
        return Activation.Node.Audit.Count;
    }
}
