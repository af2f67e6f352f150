using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Collections;

/// <summary>
/// One call of any member of a collection with random arguments, through its shim or on the framework's class. The same seed gives the same call, so that the outcomes can be compared.
/// </summary>
internal sealed class RandomOperation
{
    private readonly MethodInfo _shim;
    private readonly MethodInfo _member;
    private readonly object?[] _arguments;

    internal RandomOperation(SharedKind kind, int seed)
    {
        Random random = new(seed);
        MethodInfo[] shims = [.. kind.Shims.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(shim => shim.Name != "Create" && CanInvoke(shim) && IsUsual(shim, random.Next(25)))
            .OrderBy(shim => shim.ToString(), StringComparer.Ordinal)];
        _shim = Close(shims[random.Next(shims.Length)]);
        Type[] parameters = [.. _shim.GetParameters().Skip(1).Select(parameter => parameter.ParameterType)];
        _member = kind.Framework.GetMethods().Select(Close).Single(member => member.Name == _shim.Name && member.GetParameters().Select(p => p.ParameterType).SequenceEqual(parameters)
            && member.IsGenericMethod == _shim.IsGenericMethod);
        _arguments = [.. _shim.GetParameters().Skip(1).Select(parameter => parameter.ParameterType == typeof(LinkedListNode<int>) ? NodeOf(parameter, random) : Argument(parameter.ParameterType, random))];
    }

    /// <summary>The member that it calls, by name and parameters.</summary>
    internal string Member => _member.ToString()!;

    public override string ToString() => $"{_member.Name}({string.Join(", ", _arguments.Select(Text))})";

    /// <summary>Whether the outcome is the same on each node: that of the capacity is not, nor where an immutable list, whose tree has no certain shape, is searched that has no order.</summary>
    internal bool IsComparable => !_member.Name.Contains("Capacity", StringComparison.Ordinal) && !(_member.Name == "BinarySearch" && _member.DeclaringType == typeof(ImmutableList<int>.Builder));

    /// <summary>Whether the framework's class counts the change: a dictionary does not count new values of keys that it has.</summary>
    internal bool IsCounted => !(_member.Name is "set_Item" or "SetAt" && (_member.DeclaringType == typeof(Dictionary<int, string>) || _member.DeclaringType == typeof(OrderedDictionary<int, string>)));

    internal string OnFramework(object collection)
    {
        PickFor(collection);
        return Outcome(collection, () => _member.Invoke(collection, _arguments));
    }

    internal string ThroughShim(object collection)
    {
        PickFor(collection);
        object?[] all = [collection, .. _arguments];
        return Outcome(collection, () =>
        {
            try
            {
                return _shim.Invoke(null, all);
            }
            finally
            {
                all.AsSpan(1).CopyTo(_arguments);
            }
        });
    }

    /// <summary>What is in a collection, or any other value, as text.</summary>
    internal static string Text(object? value) => value switch
    {
        null => "null",
        string text => text,
        LinkedListNode<int> node => "node " + node.Value,
        DictionaryEntry entry => $"{Text(entry.Key)}={Text(entry.Value)}",
        PriorityQueue<string, int> queue => Text(queue.UnorderedItems),
        IEnumerable items => $"[{string.Join(",", items.Cast<object?>().Select(Text))}]",
        IEnumerator enumerator => Enumerate(enumerator),
        Delegate => "code",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    // Reflection calls nothing with spans or pointers.
    private static bool CanInvoke(MethodInfo shim) => !Array.Exists(shim.GetParameters(), parameter => parameter.ParameterType.IsPointer || parameter.ParameterType.IsByRefLike || parameter.ParameterType.GetElementType() is { IsByRefLike: true } or { Name: "AppendInterpolatedStringHandler" });

    // What empties a collection, or makes it small, is rare, so that there is something in it.
    private static bool IsUsual(MethodInfo shim, int chance) => shim.Name switch
    {
        "Clear" or "IntersectWith" or "set_Length" or "SetAll" => chance == 0,
        "RemoveAll" or "RemoveWhere" or "ExceptWith" or "DrainToImmutable" or "set_Count" or "TryPopRange" => chance < 5,
        "RemoveFirst" or "RemoveLast" or "Dequeue" or "TryDequeue" or "Pop" or "TryPop" or "TryTake" or "RemoveRange" => chance < 15,
        // Gives a collection of its own; each is tested as such.
        "GetAlternateLookup" or "Synchronized" or "Adapter" or "FixedSize" or "ReadOnly" => false,
        // Refused on shared ones.
        "set_KeyComparer" or "set_ValueComparer" => false,
        // Where it fails, the framework's class has some of the items and counts none of them.
        "AddRange" when shim.DeclaringType == typeof(ImmutableDictionaryBuilderShims<int, string>) => false,
        _ => true,
    };

    // A new node, or one of those in the list by its place.
    private static object NodeOf(ParameterInfo parameter, Random random) =>
        parameter.Name == "newNode" || parameter.Member.Name is "AddFirst" or "AddLast" ? new LinkedListNode<int>(random.Next(9)) : new Place(random.Next(9));

    private void PickFor(object collection)
    {
        for (int i = 0; i < _arguments.Length; i++)
        {
            if (_arguments[i] is Place(int index))
                _arguments[i] = Linked((LinkedList<int>)collection).ElementAtOrDefault(index);
            if (_arguments[i] is Bits(int seed))
                _arguments[i] = MakeBits(((BitArray)collection).Length, seed);
        }
    }

    private static IEnumerable<LinkedListNode<int>> Linked(LinkedList<int> list)
    {
        for (LinkedListNode<int>? node = list.First; node is not null; node = node.Next)
            yield return node;
    }

    private static MethodInfo Close(MethodInfo method) => method.IsGenericMethodDefinition ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(_ => typeof(int))]) : method;

    private static object? Argument(Type type, Random random)
    {
        if (type.IsByRef)
            return null;
        if (type == typeof(int))
            return random.Next(-1, 9);
        if (type == typeof(object))
            return random.Next(9);
        if (type == typeof(char))
            return (char)('a' + random.Next(5));
        if (type == typeof(char[]))
            return new[] { 'x', 'y', 'z' };
        if (type == typeof(object[]))
            return new object[] { 1, "two", 3.5m };
        if (type == typeof(string[]))
            return new[] { "one", "two" };
        if (type == typeof(StringBuilder))
            return new StringBuilder("text " + random.Next(9));
        if (type == typeof(CompositeFormat))
            return CompositeFormat.Parse("{0}!");
        if (type == typeof(ICollection))
            return Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(9)).ToArray();
        if (type == typeof(Array))
            return new object[12];
        if (type == typeof(BitArray))
            return new Bits(random.Next(100));
        if (type == typeof(Type))
            return typeof(int);
        if (type == typeof(string))
            return (random.Next(4) == 0 ? "{0}" : "v") + random.Next(4);
        if (type == typeof(bool))
            return random.Next(2) == 0;
        if (type == typeof(IEnumerable<int>))
            return Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(9)).ToArray();
        if (type == typeof(int[]))
            return new int[] { 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7 };
        if (type == typeof(IEnumerable<string>))
            return Enumerable.Range(0, random.Next(5)).Select(_ => "v" + random.Next(4)).ToArray();
        if (type == typeof(IEnumerable<(string, int)>))
            return Enumerable.Range(0, random.Next(5)).Select(_ => ("v" + random.Next(4), random.Next(9))).ToArray();
        if (type == typeof(ImmutableArray<int>))
            return ImmutableArray.Create(random.Next(9), random.Next(9));
        if (type == typeof(ImmutableArray<int>.Builder))
            return ImmutableArray.Create(random.Next(9)).ToBuilder();
        if (type == typeof(IEnumerable<KeyValuePair<int, string>>))
            return Enumerable.Range(0, random.Next(4)).Select(_ => new KeyValuePair<int, string>(random.Next(9), "v" + random.Next(2))).ToArray();
        if (type == typeof(Func<int, int>))
            return (Func<int, int>)(item => item + 1);
        if (type == typeof(KeyValuePair<int, string>))
            return new KeyValuePair<int, string>(random.Next(9), "v" + random.Next(4));
        if (type == typeof(KeyValuePair<int, string>[]))
            return new KeyValuePair<int, string>[12];
        return typeof(Delegate).IsAssignableFrom(type) ? Code(type, random.Next(3)) : null;
    }

    private static Delegate? Code(Type type, int number)
    {
        if (type == typeof(Predicate<int>))
            return (Predicate<int>)(item => item % 3 == number);
        if (type == typeof(Comparison<int>))
            return (Comparison<int>)((x, y) => (x * (number - 1)).CompareTo(y * (number - 1)));
        if (type == typeof(Converter<int, int>))
            return (Converter<int, int>)(item => item + number);
        if (type == typeof(Func<int, string>))
            return (Func<int, string>)(key => $"made {key} {number}");
        if (type == typeof(Func<int, int, string>))
            return (Func<int, int, string>)((key, with) => $"made {key} {with}");
        if (type == typeof(Func<int, string, string>))
            return (Func<int, string, string>)((key, old) => $"{key}{old[..Math.Min(old.Length, 3)]}");
        if (type == typeof(Func<int, string, int, string>))
            return (Func<int, string, int, string>)((key, old, with) => $"{key}{old[..Math.Min(old.Length, 3)]}{with}");
        return type == typeof(Action<int>) ? (Action<int>)(_ => { }) : null;
    }

    private sealed record Place(int Index);

    private sealed record Bits(int Seed);

    private static BitArray MakeBits(int length, int seed)
    {
        Random random = new(seed);
        return new BitArray([.. Enumerable.Range(0, length).Select(_ => random.Next(2) == 0)]);
    }

    private static string Enumerate(IEnumerator enumerator)
    {
        List<string> items = [];
        while (enumerator.MoveNext())
            items.Add(Text(enumerator.Current));
        return string.Join(",", items);
    }

    private string Outcome(object collection, Func<object?> run)
    {
        try
        {
            object? returned = run();
            // Other nodes may change it while its content is read here, past the shims.
            string result = ReferenceEquals(returned, collection) ? "itself" : Text(returned);
            return $"{result} {string.Join(" ", _arguments.Where(argument => argument is not Delegate).Select(Text))}";
        }
        catch (TargetInvocationException e) when (e.InnerException is ArgumentException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException or NullReferenceException)
        {
            return $"{e.InnerException.GetType().Name} {(e.InnerException as ArgumentException)?.ParamName}";
        }
        catch (InvalidOperationException e)
        {
            // The enumeration of what others change meanwhile.
            return e.GetType().Name;
        }
    }
}
