using Mono.Cecil;
using Weft.Weaver.Analysis;

namespace Weft.Weaver.Verification;

/// <summary>
/// Tells the types that weaving may have damaged: those that are instrumented, have or are something that was made, or have a body that was edited, and those that derive from
/// them. All others are as the compiler made them, which is most of a large program.
/// </summary>
internal sealed class TouchedTypes
{
    private readonly HashSet<TypeDefinition> _planned;
    private readonly HashSet<MethodDefinition> _edited;
    private readonly Dictionary<TypeDefinition, bool> _known = [];

    internal TouchedTypes(AssemblyPlan assembly, WeavePlan plan)
    {
        _planned = [.. assembly.Types.Select(type => type.Type)];
        _edited = [.. assembly.Bodies.Select(body => body.Method), .. plan.Methods.Keys];
        if (assembly.Assembly.EntryPoint is { } entry)
            _edited.Add(entry);
    }

    internal bool Contains(TypeDefinition type)
    {
        if (!_known.TryGetValue(type, out bool touched))
            _known.Add(type, touched = IsTouched(type) || (type.BaseType?.GetElementType() is TypeDefinition parent && parent != type && Contains(parent)));
        return touched;
    }

    private bool IsTouched(TypeDefinition type) => _planned.Contains(type) || IsMade(type)
        || type.Methods.Any(method => IsMade(method) || _edited.Contains(method)) || type.Fields.Any(IsMade);

    /// <summary>What was read has a row in the metadata; what was made gets one when it is written.</summary>
    private static bool IsMade(IMemberDefinition member) => member.MetadataToken.RID == 0;
}
