using Weft.Runtime.Contract;

namespace Weft.Runtime.Objects;

internal static class WovenAssemblies
{
    internal static void Add(string assembly, int contractVersion, string configurationHash, string cluster)
    {
        if (contractVersion != Registration.ContractVersion)
            throw new InvalidOperationException($"WEFT1005: {assembly} was woven against contract version {contractVersion}, but this Weft.Runtime has version {Registration.ContractVersion}: weave it again with the weaver of this version.");
    }

    internal static void AddClass(RuntimeTypeHandle type)
    {
    }

    internal static void AddMethod(DistributedMethod method)
    {
    }

    internal static void AddNamedLock(object? lockObject, string name)
    {
    }

    internal static void Start(string assemblies)
    {
    }
}
