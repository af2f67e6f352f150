using System.Reflection;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Values;

/// <summary>Finds the type that a wire name stands for. Wire names are the framework's own syntax but for the nesting sign.</summary>
internal static class WireTypeResolver
{
    // Assemblies of the framework that have portable types; a wire name gives none for them.
    private static readonly string[] FrameworkAssemblies = ["System.Private.CoreLib", "System.Collections", "System.Collections.NonGeneric", "System.Collections.Concurrent", "System.Collections.Immutable", "System.Threading", "System.Threading.Channels", "System.Runtime.Numerics", "System.Net.Primitives", "System.Private.Uri", "System.Linq", "System.ObjectModel"];

    internal static Type Resolve(string wireName) =>
        Type.GetType(wireName.Replace('/', '+'), FindAssembly, FindType, throwOnError: false)
        ?? throw new ProtocolException($"The type {wireName}, which another node shared, is not in this node's application.");

    // Only assemblies of this application: a peer cannot make a node load others.
    private static Assembly? FindAssembly(AssemblyName name) => WovenAssemblies.Find(name.Name ?? "") ?? (name.Name == "Weft.Runtime" ? typeof(WireTypeResolver).Assembly : null);

    private static Type? FindType(Assembly? assembly, string name, bool ignoreCase)
    {
        if (assembly is not null)
            return assembly.GetType(name, throwOnError: false);
        foreach (string framework in FrameworkAssemblies)
        {
            if (Assembly.Load(framework).GetType(name, throwOnError: false) is { } found)
                return found;
        }
        return null;
    }
}
