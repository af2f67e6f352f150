using System.Collections.Concurrent;
using System.Reflection;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>What classes of the program that derive from a non-generic collection do in the place of its members.</summary>
internal static class Overrides
{
    private static readonly ConcurrentDictionary<(Type Type, string Member), bool> Known = new();
    private static readonly ConcurrentDictionary<(Type Type, Type Interface, string Member), bool> Again = new();

    /// <summary>Whether the class of an instance overrides a member; one of several of a name is named with its number of parameters, as in <c>Sort/3</c>.</summary>
    internal static bool Has(object instance, string member) => Known.GetOrAdd((instance.GetType(), member), static key =>
    {
        string[] parts = key.Member.Split('/');
        return key.Type.GetMethods(BindingFlags.Instance | BindingFlags.Public)
            .Any(method => method.Name == parts[0] && method.IsVirtual && (parts.Length == 1 || method.GetParameters().Length == int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture))
                && typeof(IWoven).IsAssignableFrom(method.DeclaringType) && !typeof(IWoven).IsAssignableFrom(method.GetBaseDefinition().DeclaringType));
    });

    /// <summary>Whether the class of an instance has a member of an interface of its own, beside what overrides that of its collection.</summary>
    internal static bool Implements(object instance, Type contract, string member) => instance is IWoven && Again.GetOrAdd((instance.GetType(), contract, member), static key =>
    {
        InterfaceMapping map = key.Type.GetInterfaceMap(key.Interface);
        int index = Array.FindIndex(map.InterfaceMethods, method => method.Name == key.Member);
        return typeof(IWoven).IsAssignableFrom(map.TargetMethods[index].DeclaringType) && !IsOverride(map.TargetMethods[index]);
    });

    private static bool IsOverride(MethodInfo method) => !typeof(IWoven).IsAssignableFrom(method.GetBaseDefinition().DeclaringType);
}
