using Weft.Weaver.Analysis;

namespace Weft.Weaver.Transforms;

/// <summary>Carries out a plan on the assemblies in memory.</summary>
public static class Transformer
{
    /// <summary>Changes the definitions of the workspace.</summary>
    public static void Apply(WeavePlan plan, WeaveContext context, CancellationToken cancellationToken) => cancellationToken.ThrowIfCancellationRequested();
}
