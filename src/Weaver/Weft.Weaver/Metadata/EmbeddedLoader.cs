using Mono.Cecil;

namespace Weft.Weaver.Metadata;

/// <summary>
/// The class by which Costura lets assemblies be found that lie inside the program as resources, the runtime among them. It has to run before the runtime is
/// there, so it is not woven, and what is woven waits for it.
/// </summary>
internal static class EmbeddedLoader
{
    private const string Name = "Costura.AssemblyLoader";

    /// <summary>Whether a type is the loader.</summary>
    internal static bool Is(TypeReference type) => type.FullName == Name;

    /// <summary>Whether a method starts the loader.</summary>
    internal static bool IsStart(MethodReference method) => method.Name == "Attach" && Is(method.DeclaringType);
}
