using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Verification.Metadata;

/// <summary>What a module declares as a whole: its entry point, its references, the attributes of the assembly.</summary>
internal static class ModuleRules
{
    internal static void Check(ModuleDefinition module, FindingSink sink)
    {
        if (module.EntryPoint is { } entry)
            CheckEntryPoint(module, entry, sink);
        foreach (IGrouping<string, AssemblyNameReference> group in module.AssemblyReferences.GroupBy(item => item.FullName))
        {
            if (group.Count() > 1)
                sink.Add(Codes.DuplicateRow, null, $"the assembly {group.Key} is referred to twice");
        }
        AttributeRules.Check(module.Assembly, null, module.Assembly.Name.Name, sink);
    }

    private static void CheckEntryPoint(ModuleDefinition module, MethodDefinition entry, FindingSink sink)
    {
        string? wrong = entry switch
        {
            _ when entry.Module != module => "it belongs to another module",
            { IsStatic: false } => "it is not static",
            { HasGenericParameters: true } or { DeclaringType.HasGenericParameters: true } => "it is generic",
            { HasBody: false } => "it has no body",
            { Parameters.Count: > 1 } => "it takes more than one argument",
            { Parameters: [{ ParameterType: var type }] } when type.Unmodified() is not ArrayType { ElementType.MetadataType: MetadataType.String } => "its argument is no array of strings",
            _ when entry.ReturnType.Unmodified().MetadataType is not (MetadataType.Void or MetadataType.Int32 or MetadataType.UInt32) => "it returns neither void nor an int",
            _ => null,
        };
        if (wrong is not null)
            sink.Add(Codes.TypeShape, entry, $"the method cannot be the entry point: {wrong}");
    }
}
