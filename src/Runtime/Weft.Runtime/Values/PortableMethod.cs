using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Values;

/// <summary>
/// The name of a method that a shared delegate calls. Only methods that woven assemblies declare have one, so that no frame can make a node call others.
/// </summary>
/// <remarks>
/// A name is the declaring type's wire name and the method's signature. Compilers number lambdas: such a name begins with the version of the module, since another build may have given the number to
/// another lambda.
/// </remarks>
internal static class PortableMethod
{
    private const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private const string Separator = "::";

    private static readonly ConcurrentDictionary<MethodInfo, string> Names = new();
    private static readonly ConcurrentDictionary<string, MethodInfo> Methods = new();
    private static readonly ConcurrentDictionary<Type, object> StatelessTargets = new();

    /// <summary>Why other nodes could not call a method; null where they can.</summary>
    internal static string? WhyNot(MethodInfo method)
    {
        if (Names.ContainsKey(method))
            return null;
        if (method.DeclaringType is not { } type)
            return "was made at run time";
        if (method.IsGenericMethod || type.ContainsGenericParameters)
            return "is generic";
        return WovenAssemblies.IsWoven(type.Assembly) ? null : $"belongs to {type.Assembly.GetName().Name}, which is not woven";
    }

    /// <summary>The name of a method for which <see cref="WhyNot"/> is null.</summary>
    internal static string NameOf(MethodInfo method) => Names.GetOrAdd(method, static m =>
    {
        string build = IsNumbered(m) ? m.Module.ModuleVersionId.ToString("N") : "";
        return $"{build}|{WireTypeName.Of(m.DeclaringType!)}{Separator}{m}";
    });

    /// <summary>The method of a name that came from another node; null, with the reason, where this node has none or does not give it to others. Runs no code of the program.</summary>
    internal static MethodInfo? Find(string name, out string why)
    {
        why = "";
        if (Methods.TryGetValue(name, out MethodInfo? known))
            return known;
        int build = name.IndexOf('|', StringComparison.Ordinal);
        int end = name.LastIndexOf(Separator, StringComparison.Ordinal);
        if (build < 0 || end < build)
            throw new ProtocolException("The name of a delegate's method has no type.");
        if (FindType(name[(build + 1)..end]) is not { } type)
            why = "its class is not in this node's application";
        else if (!WovenAssemblies.IsWoven(type.Assembly))
            why = $"{type.Assembly.GetName().Name} is not woven";
        else if (Array.Find(type.GetMethods(All), method => method.ToString() == name[(end + Separator.Length)..]) is not { } found || WhyNot(found) is not null)
            why = "its class has no such method in this node's application";
        else if (NameOf(found) != name)
            why = "it is a lambda, and this node's application is of another build; use a method that has a name";
        else
            return Methods.GetOrAdd(name, found);
        return null;
    }

    /// <summary>Whether a receiver is that of lambdas without captures, of which each node has its own.</summary>
    internal static bool IsStateless(object target) => StatelessTargets.ContainsKey(target.GetType()) || IsStateless(target.GetType());

    /// <summary>This node's receiver of lambdas without captures: the one that the compiler's own code uses, so that delegates are equal. Null where the class is another kind.</summary>
    internal static object? StatelessTarget(Type type) => StatelessTargets.TryGetValue(type, out object? known) ? known
        : IsStateless(type) ? StatelessTargets.GetOrAdd(type, static t => Array.Find(t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic), field => field.FieldType == t)?.GetValue(null) ?? RuntimeHelpers.GetUninitializedObject(t))
        : null;

    private static bool IsStateless(Type type) => type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && type.GetConstructor(Type.EmptyTypes) is not null && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length == 0;

    private static bool IsNumbered(MethodInfo method) => method.Name.Contains('<', StringComparison.Ordinal) || method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || method.DeclaringType!.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static Type? FindType(string name)
    {
        try
        {
            return WireTypeResolver.Resolve(name);
        }
        catch (ProtocolException)
        {
            // Another version of the application: the delegate says so when it is called.
            return null;
        }
    }
}
