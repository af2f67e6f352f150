using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Locks;

namespace Weft.Runtime.Objects;

/// <summary>What the module initializers of woven assemblies registered.</summary>
internal static class WovenAssemblies
{
    // The generated class with the handles of an assembly's roots.
    private const string Holder = "<Weft>";

    private static readonly ConcurrentDictionary<string, (string Hash, string Cluster)> Assemblies = new();
    private static readonly ConcurrentDictionary<string, Assembly> Loaded = new();
    private static readonly ConcurrentDictionary<ulong, DistributedMethod> Methods = new();
    private static readonly List<PosixSignalRegistration> Signals = [];
    private static volatile bool _oneConfiguration;

    /// <summary>The <c>cluster:</c> section of the application; empty where none is registered.</summary>
    internal static string ClusterText => Deciding().Select(assembly => assembly.Cluster).FirstOrDefault(text => text.Length != 0) ?? "";

    /// <summary>Whether an assembly of this simple name is one.</summary>
    internal static bool Has(string assembly) => Assemblies.ContainsKey(assembly);

    /// <summary>Whether there are any.</summary>
    internal static bool Any => !Assemblies.IsEmpty;

    /// <summary>Hash of the configuration that the assemblies were woven with: that of the file, and of each set of attributes behind a plus sign.</summary>
    internal static string ConfigurationHash
    {
        get
        {
            string[][] parts = [.. Assemblies.Values.Where(value => value.Hash.Length != 0).Select(value => value.Hash.Split('+'))];
            return parts.Length == 0 ? "" : string.Join('+', [parts[0][0], .. parts.SelectMany(part => part.Skip(1)).Distinct().Order(StringComparer.Ordinal)]);
        }
    }

    /// <summary>
    /// The program before its libraries: those may have been woven in builds of their own, with another <c>cluster:</c> section.
    /// </summary>
    private static IEnumerable<(string Hash, string Cluster)> Deciding()
    {
        string? program = Assembly.GetEntryAssembly()?.GetName().Name;
        return Assemblies.OrderBy(assembly => assembly.Key != program).ThenBy(assembly => assembly.Key, StringComparer.Ordinal).Select(assembly => assembly.Value);
    }

    internal static void Add(string assembly, int contractVersion, string configurationHash, string cluster)
    {
        if (contractVersion != Registration.ContractVersion)
            throw new InvalidOperationException($"{RuntimeCodes.ContractMismatch}: {assembly} was woven against contract version {contractVersion}, but this Weft.Runtime has version {Registration.ContractVersion}: weave it again with the weaver of this version.");
        Assemblies[assembly] = (configurationHash, cluster);
        if (_oneConfiguration)
            RequireOneConfiguration();
    }

    /// <summary>What was woven by two files cannot work together: each would treat the other's classes in its own way. Called when the node joins; from then on it holds for what is loaded too.</summary>
    /// <exception cref="ClusterJoinException">There are assemblies of two configurations.</exception>
    internal static void RequireOneConfiguration()
    {
        _oneConfiguration = true;
        IGrouping<string, string>[] groups = [.. Assemblies.Where(a => a.Value.Hash.Length != 0).OrderBy(a => a.Key, StringComparer.Ordinal).GroupBy(a => a.Value.Hash.Split('+')[0], a => a.Key)];
        if (groups.Length > 1)
            throw new ClusterJoinException($"{RuntimeCodes.MixedConfigurations}: the assemblies of this program were woven with different configurations: {string.Join("; ", groups.Select(group => $"{string.Join(", ", group)} with {group.Key}"))}. Weave all of them with one weft.yaml.");
    }

    internal static void AddClass(RuntimeTypeHandle type)
    {
        Assembly assembly = Type.GetTypeFromHandle(type)!.Assembly;
        Loaded.TryAdd(assembly.GetName().Name!, assembly);
    }

    internal static void AddMethod(DistributedMethod method)
    {
        if (Methods.GetOrAdd(WireHash.Of(method.Name), method) is { } other && other.Name != method.Name)
            throw new InvalidOperationException($"{RuntimeCodes.MethodNameCollision}: the distributed methods {method.Name} and {other.Name} have the same hash; rename one of them.");
    }

    internal static void AddNamedLock(object? lockObject, string name)
    {
        // Whether there is a cluster may not be known yet.
        if (lockObject is not null)
            NamedLocks.Add(lockObject, name);
    }

    /// <summary>Whether an assembly has registered as woven.</summary>
    internal static bool IsWoven(Assembly assembly) => Assemblies.ContainsKey(assembly.GetName().Name ?? "");

    internal static DistributedMethod? FindMethod(ulong id) => Methods.GetValueOrDefault(id);

    /// <summary>An assembly of the application by simple name: one that registered, or one that is loaded beside it.</summary>
    internal static Assembly? Find(string name)
    {
        if (Loaded.TryGetValue(name, out Assembly? found))
            return found;
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(typeof(WovenAssemblies).Assembly) ?? AssemblyLoadContext.Default;
        return context.Assemblies.FirstOrDefault(a => a.GetName().Name == name);
    }

    internal static void Start(string assemblies)
    {
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(typeof(WovenAssemblies).Assembly) ?? AssemblyLoadContext.Default;
        List<Type?> holders = [];
        bool hosted = IsHosted(Assembly.GetEntryAssembly());
        foreach (string name in assemblies.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Assembly assembly = context.LoadFromAssemblyName(new AssemblyName(name));
            RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
            holders.Add(assembly.GetType(Holder));
            hosted |= IsHosted(assembly);
        }
        if (hosted)
        {
            // The host's configuration is not read yet, and says perhaps which cluster: the node joins when the host starts, or at the first use before.
            LeaveAtSignals();
            EagerRoots = [.. holders.SelectMany(HandlesOf)];
            return;
        }
        if (!Activation.IsActive)
            return;
        LeaveAtSignals();
        Activation.Node.Roots.LookUp(holders.SelectMany(HandlesOf));
    }

    /// <summary>Roots to look up after a node has joined that could not at the start.</summary>
    internal static ImmutableArray<RootHandle> EagerRoots { get; private set; } = [];

    private static bool IsHosted(Assembly? assembly) => assembly?.GetReferencedAssemblies().Any(reference => reference.Name == "Weft.Hosting") == true;

    private static IEnumerable<RootHandle> HandlesOf(Type? holder) =>
        holder?.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(field => field.FieldType == typeof(RootHandle)).Select(field => (RootHandle)field.GetValue(null)!) ?? [];

    // Handlers run last registered first, so those of the program have spoken when these, registered as the program starts, do. A signal that none of them
    // has cancelled ends the process without another event.
    private static void LeaveAtSignals()
    {
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT])
        {
            Signals.Add(PosixSignalRegistration.Create(signal, static context =>
            {
                if (!context.Cancel)
                    Activation.Joined?.Departure.LeaveAtExit();
            }));
        }
    }
}
