using Mono.Cecil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Verification;

/// <summary>Verifies what the transforms left in memory, before any of it is written.</summary>
internal static class WovenVerifier
{
    private const string Debuggable = "System.Diagnostics.DebuggableAttribute";
    private const int DisableOptimizations = 0x100;

    /// <summary>Compares each rewritten assembly with its pristine form; what is new is an error. Where nobody asked for it, only what weaving touched is looked at.</summary>
    internal static void Verify(WeaveRequest request, WeavePlan plan, WeaveContext context, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        AssemblyResolver pristine = new(context.Workspace.Resolver.Folders, context.Workspace.Resolver.Files);
        foreach (AssemblyPlan assembly in plan.Assemblies)
        {
            if (!assembly.Rewrite || !(request.Verify ?? IsForDebugging(assembly.Assembly)))
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report($"verifying {assembly.Assembly.Name.Name}");
            ApplicationAssembly source = context.Workspace.Assemblies.First(item => item.Definition == assembly.Assembly);
            if (source.IsLower)
                continue;
            Func<TypeDefinition, bool> chosen = request.Verify == true ? _ => true : new TouchedTypes(assembly, plan).Contains;
            foreach (Diagnostic diagnostic in Verifier.Compare(() => Read(source, pristine), assembly.Assembly, source.File, chosen, cancellationToken))
                context.Diagnostics.Add(diagnostic);
        }
    }

    /// <summary>Whether the compiler was told not to optimise.</summary>
    internal static bool IsForDebugging(AssemblyDefinition assembly) =>
        assembly.CustomAttributes.FirstOrDefault(item => item.AttributeType.FullName == Debuggable)?.ConstructorArguments switch
        {
            [{ Value: int modes }] => (modes & DisableOptimizations) != 0,
            [_, { Value: bool disabled }] => disabled,
            _ => false,
        };

    private static AssemblyDefinition Read(ApplicationAssembly source, AssemblyResolver resolver)
    {
        AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(source.File, resolver.Parameters);
        resolver.Register(assembly);
        return assembly;
    }
}
