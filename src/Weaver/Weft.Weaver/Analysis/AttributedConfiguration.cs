using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>Adds the rules that attributes say to those of the file. A rule of the file for a member replaces what attributes say of that member.</summary>
internal static class AttributedConfiguration
{
    /// <summary>The configuration with the rules of all attributes that count.</summary>
    internal static WeaveConfiguration Of(WeaveConfiguration file, Workspace workspace, DiagnosticBag diagnostics)
    {
        ReportUnwoven(workspace, diagnostics);
        AttributeRules found = new(diagnostics);
        foreach (ModuleDefinition module in workspace.Assemblies.Select(assembly => assembly.Definition.MainModule).Where(AttributeRules.MayBeIn))
            found.Read(module);
        if (found.IsEmpty)
            return file;

        HashSet<IMemberDefinition> named = NamedByFile(file, workspace);
        ImmutableArray<RootRule> roots = [.. found.Roots.Where(item => !named.Contains(FieldOf(item.Member))).Select(item => item.Rule)];
        ImmutableArray<TransientRule> transients = [.. found.Transients.Where(item => !named.Contains(FieldOf(item.Member))).Select(item => item.Rule)];
        ImmutableArray<DistributedMethodRule> methods = [.. found.DistributedMethods.Where(item => !file.DistributedMethods.Any(rule => rule.Method.Matches(item.Method))).Select(item => item.Rule)];
        ImmutableArray<AutolockRule> locks = [.. found.Locks.Select(item => item.Rule)];
        WeaveConfiguration attributes = new() { File = file.File, ClusterLines = "", WeavingHash = "", Roots = roots, Transients = transients, DistributedMethods = methods, Locks = locks };
        return file with
        {
            Roots = [.. file.Roots, .. roots],
            Transients = [.. file.Transients, .. transients],
            DistributedMethods = [.. file.DistributedMethods, .. methods],
            // The last rule that matches decides, so those of the file stand behind.
            Locks = [.. locks, .. file.Locks],
            AttributesHash = ConfigurationHash.Of(attributes),
        };
    }

    /// <summary>The fields that rules of the file name as roots or transients.</summary>
    private static HashSet<IMemberDefinition> NamedByFile(WeaveConfiguration file, Workspace workspace)
    {
        // Names that nothing has are told where the rules are planned.
        DiagnosticBag unused = new();
        ApplicationTypes types = new(new(file, workspace, unused));
        IEnumerable<Positioned> names = file.Roots.Select(rule => rule.Field).Concat(file.Transients.Where(rule => rule.Field is not null).Select(rule => rule.Field!));
        return [.. names.Select(name => types.FindField(name, Codes.UnknownType)).Where(field => field is not null).Select(field => (IMemberDefinition)field!.Value.Field)];
    }

    private static IMemberDefinition FieldOf(IMemberDefinition member) =>
        member is PropertyDefinition property ? property.DeclaringType.Fields.FirstOrDefault(field => TypeNames.SourceName(field.Name) == property.Name) ?? member : member;

    private static void ReportUnwoven(Workspace workspace, DiagnosticBag diagnostics)
    {
        foreach (AssemblyDefinition assembly in workspace.Unwoven.Where(assembly => AttributeRules.MayBeIn(assembly.MainModule)))
            diagnostics.Warning(Codes.AttributesNotWoven, new(workspace.Resolver.FileOf(assembly) ?? assembly.Name.Name, 0, 0), $"{assembly.Name.Name} refers to {MemberAttribute.Namespace} and is not woven, so the attributes in it do nothing; add it to the inputs");
    }
}
