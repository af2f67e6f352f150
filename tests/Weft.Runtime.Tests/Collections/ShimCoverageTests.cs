using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Collections;

/// <summary>Every public member has a shim, is named harmless, or stands on the short list of those that are refused at weave time.</summary>
[TestFixture]
public sealed class ShimCoverageTests
{
    // What copies between addresses.
    private static readonly string[] Refused = ["MemoryCopy"];

    [TestCase(typeof(List<>), typeof(ListShims<>))]
    [TestCase(typeof(Dictionary<,>), typeof(DictionaryShims<,>))]
    [TestCase(typeof(HashSet<>), typeof(HashSetShims<>))]
    [TestCase(typeof(Queue<>), typeof(QueueShims<>))]
    [TestCase(typeof(Stack<>), typeof(StackShims<>))]
    [TestCase(typeof(SortedDictionary<,>), typeof(SortedDictionaryShims<,>))]
    [TestCase(typeof(SortedList<,>), typeof(SortedListShims<,>))]
    [TestCase(typeof(OrderedDictionary<,>), typeof(OrderedDictionaryShims<,>))]
    [TestCase(typeof(SortedSet<>), typeof(SortedSetShims<>))]
    [TestCase(typeof(ConcurrentDictionary<,>), typeof(ConcurrentDictionaryShims<,>))]
    [TestCase(typeof(ConcurrentQueue<>), typeof(ConcurrentQueueShims<>))]
    [TestCase(typeof(ConcurrentStack<>), typeof(ConcurrentStackShims<>))]
    [TestCase(typeof(SemaphoreSlim), typeof(SemaphoreShims))]
    [TestCase(typeof(ManualResetEventSlim), typeof(SlimEventShims))]
    [TestCase(typeof(EventWaitHandle), typeof(EventWaitHandleShims))]
    [TestCase(typeof(WaitHandle), typeof(WaitHandleShims))]
    [TestCase(typeof(CountdownEvent), typeof(CountdownShims))]
    [TestCase(typeof(Barrier), typeof(BarrierShims))]
    [TestCase(typeof(BlockingCollection<>), typeof(BlockingCollectionShims<>))]
    [TestCase(typeof(System.Threading.Channels.Channel), typeof(ChannelShims))]
    [TestCase(typeof(LinkedList<>), typeof(LinkedListShims<>))]
    [TestCase(typeof(LinkedListNode<>), typeof(LinkedListNodeShims<>))]
    [TestCase(typeof(ConcurrentBag<>), typeof(ConcurrentBagShims<>))]
    [TestCase(typeof(PriorityQueue<,>), typeof(PriorityQueueShims<,>))]
    [TestCase(typeof(System.Collections.ArrayList), typeof(ArrayListShims))]
    [TestCase(typeof(System.Collections.Queue), typeof(QueueShims))]
    [TestCase(typeof(System.Collections.Stack), typeof(StackShims))]
    [TestCase(typeof(System.Collections.SortedList), typeof(SortedListShims))]
    [TestCase(typeof(ImmutableList<>.Builder), typeof(ImmutableListBuilderShims<>))]
    [TestCase(typeof(ImmutableArray<>.Builder), typeof(ImmutableArrayBuilderShims<>))]
    [TestCase(typeof(ImmutableHashSet<>.Builder), typeof(ImmutableHashSetBuilderShims<>))]
    [TestCase(typeof(ImmutableSortedSet<>.Builder), typeof(ImmutableSortedSetBuilderShims<>))]
    [TestCase(typeof(ImmutableDictionary<,>.Builder), typeof(ImmutableDictionaryBuilderShims<,>))]
    [TestCase(typeof(ImmutableSortedDictionary<,>.Builder), typeof(ImmutableSortedDictionaryBuilderShims<,>))]
    [TestCase(typeof(System.Text.StringBuilder), typeof(StringBuilderShims))]
    [TestCase(typeof(System.Collections.BitArray), typeof(BitArrayShims))]
    [TestCase(typeof(System.Collections.Hashtable), typeof(HashtableShims))]
    [TestCase(typeof(Array), typeof(ArrayShims))]
    [TestCase(typeof(Buffer), typeof(BufferShims))]
    [TestCase(typeof(CollectionsMarshal), typeof(CollectionsMarshalShims))]
    [TestCase(typeof(Dictionary<,>.AlternateLookup<>), typeof(DictionaryLookupShims<,,>))]
    [TestCase(typeof(HashSet<>.AlternateLookup<>), typeof(HashSetLookupShims<,>))]
    [TestCase(typeof(ConcurrentDictionary<,>.AlternateLookup<>), typeof(ConcurrentDictionaryLookupShims<,,>))]
    public void EveryPublicMemberIsAccountedFor(Type framework, Type shims)
    {
        ShimForAttribute attribute = shims.GetCustomAttribute<ShimForAttribute>()!;
        Assert.That(attribute.TypeName, Is.EqualTo(framework.FullName!.Replace('+', '/')));
        HashSet<string> untouched = [.. attribute.Untouched.Split(' ')];
        HashSet<string> shimmed = [.. shims.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(Signature)];
        List<string> missing = [];
        foreach (MethodBase member in framework.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).OfType<MethodBase>())
        {
            string wanted = Wanted(framework, member);
            bool refused = Refused.Contains(member.Name) || Refused.Contains($"{member.Name}<{(member.IsConstructor ? 0 : member.GetGenericArguments().Length)}>");
            if (!shimmed.Contains(wanted) && !untouched.Contains(member.Name) && !refused)
                missing.Add(wanted);
        }
        Assert.That(missing, Is.Empty);
    }

    private static string Wanted(Type framework, MethodBase member)
    {
        if (member is ConstructorInfo constructor)
            return $"{framework} Create({Parameters(constructor)})";
        string self = member.IsStatic ? "" : framework + (framework.IsValueType ? "&" : "") + (member.GetParameters().Length == 0 ? "" : ",");
        return $"{((MethodInfo)member).ReturnType} {member.Name}({self}{Parameters(member)})";
    }

    private static string Signature(MethodInfo shim) => $"{shim.ReturnType} {shim.Name}({Parameters(shim)})";

    private static string Parameters(MethodBase method) => string.Join(",", method.GetParameters().Select(p => p.ParameterType.ToString()));
}
