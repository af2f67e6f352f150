using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Weft.Runtime.Objects;

/// <summary>Finds woven assemblies in a process whose entry point is not woven, or not yet run: by the marker that weaving leaves.</summary>
internal static class WovenDiscovery
{
    private const string Marker = "Weft.Woven";

    /// <summary>Lets all woven assemblies of the application register, if none has.</summary>
    internal static void Find()
    {
        if (WovenAssemblies.Any)
            return;
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(typeof(WovenDiscovery).Assembly) ?? AssemblyLoadContext.Default;
        foreach (Assembly assembly in context.Assemblies.Where(IsWoven).ToArray())
            RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
        if (WovenAssemblies.Any)
            return;
        foreach (string file in ApplicationFiles().Where(IsWoven))
            RuntimeHelpers.RunModuleConstructor(context.LoadFromAssemblyName(AssemblyName.GetAssemblyName(file)).ManifestModule.ModuleHandle);
    }

    /// <summary>Requires that something is woven.</summary>
    /// <exception cref="ClusterJoinException">Nothing is.</exception>
    internal static void RequireAny()
    {
        Find();
        if (!WovenAssemblies.Any)
        {
            throw new ClusterJoinException(
                $"{RuntimeCodes.NotWoven}: this program is to join {Activation.Options.Describe()}, but none of its assemblies is woven, so nothing in it would be shared. "
                + "Run what `weft weave` wrote, or build with Weft.MSBuild; to run unclustered, remove the hub from WEFT_HUB and the configuration, or set WEFT_OFF=1.");
        }
    }

    // The host's list has the framework's assemblies too, which lie elsewhere.
    private static IEnumerable<string> ApplicationFiles() =>
        (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(file => file.StartsWith(AppContext.BaseDirectory, StringComparison.OrdinalIgnoreCase) && File.Exists(file));

    private static bool IsWoven(Assembly assembly) =>
        !assembly.IsDynamic && assembly.GetCustomAttributesData().Any(data => data.AttributeType.FullName == typeof(AssemblyMetadataAttribute).FullName && data.ConstructorArguments is [{ Value: Marker }, _]);

    private static bool IsWoven(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            using PEReader image = new(stream);
            if (!image.HasMetadata)
                return false;
            MetadataReader metadata = image.GetMetadataReader();
            return metadata.IsAssembly && metadata.GetAssemblyDefinition().GetCustomAttributes().Any(handle => IsMarker(metadata, metadata.GetCustomAttribute(handle)));
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    // Prolog, then the first of the two strings: a length and the text.
    private static bool IsMarker(MetadataReader metadata, CustomAttribute attribute)
    {
        BlobReader value = metadata.GetBlobReader(attribute.Value);
        return value.Length > 2 + Marker.Length && value.ReadUInt16() == 1 && value.ReadByte() == Marker.Length && value.ReadUTF8(Marker.Length) == Marker;
    }
}
