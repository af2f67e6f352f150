using Mono.Cecil;
using Mono.Cecil.Rocks;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>
/// Gives every body that was edited or made short forms, once. Bodies that got longer must pass through the long forms first: Cecil writes a short branch
/// that is too far without a word. Bodies that were made have long forms alone.
/// </summary>
internal sealed class OptimizeBodies : ITransform
{
    public void Apply(WovenModule module)
    {
        HashSet<MethodDefinition> edited = [.. module.Assembly.Bodies.Select(body => body.Method), .. module.Plan.Methods.Keys];
        if (module.Module.EntryPoint is { } entry)
            edited.Add(entry);
        foreach (MethodDefinition method in module.Module.GetTypes().SelectMany(type => type.Methods).Where(Instructions.HasCode))
        {
            bool made = IsMade(method);
            if (!made && !edited.Contains(method))
                continue;
            if (!made)
                method.Body.SimplifyMacros();
            ShortForms.Apply(method.Body);
        }
    }

    private static bool IsMade(MethodDefinition method) =>
        method.Name.StartsWith("$weft_", StringComparison.Ordinal) || method.DeclaringType.Name is "<Weft>" or "<Module>";
}
