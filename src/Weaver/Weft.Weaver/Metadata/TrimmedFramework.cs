using Mono.Cecil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Metadata;

/// <summary>Finds out whether the framework that a self-contained application carries has been trimmed: what only the runtime needs would be missing.</summary>
internal static class TrimmedFramework
{
    /// <summary>Reports it.</summary>
    internal static void Check(string folder, AssemblyDefinition runtime, DiagnosticBag diagnostics)
    {
        if (DependencyFile.FrameworkFiles(folder, new()).Count == 0 || Missing(runtime.MainModule) is not { } missing)
            return;
        diagnostics.Error(Codes.TrimmedFramework, new(folder, 0, 0), $"the framework in this folder lacks {missing}, which Weft.Runtime needs: the application was trimmed as it was published. Publish without PublishTrimmed, or weave in the build, before it is trimmed, with Weft.MSBuild");
    }

    private static string? Missing(ModuleDefinition runtime)
    {
        foreach (TypeReference type in runtime.GetTypeReferences())
        {
            if (IsFramework(type) && type.Resolve() is null)
                return type.FullName;
        }
        return runtime.GetMemberReferences().FirstOrDefault(member => member.DeclaringType is not ArrayType && IsFramework(member.DeclaringType) && Definition(member) is null)?.FullName;
    }

    // The runtime's other half lies beside it, not in the application's folder.
    private static bool IsFramework(TypeReference type) => type.GetElementType().Scope is AssemblyNameReference { Name: var name } && !name.StartsWith("Weft.", StringComparison.Ordinal);

    private static IMemberDefinition? Definition(MemberReference member) => member switch
    {
        FieldReference field => field.Resolve(),
        MethodReference method => method.Resolve(),
        _ => null,
    };
}
