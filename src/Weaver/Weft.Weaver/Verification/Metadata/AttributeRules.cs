using Mono.Cecil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Verification.Metadata;

/// <summary>Attributes of which a thing may have only one.</summary>
internal static class AttributeRules
{
    private const string Usage = "System.AttributeUsageAttribute";

    internal static void Check(ICustomAttributeProvider provider, IMemberDefinition? member, string name, FindingSink sink)
    {
        if (!provider.HasCustomAttributes || provider.CustomAttributes.Count < 2)
            return;
        foreach (IGrouping<string, CustomAttribute> group in provider.CustomAttributes.GroupBy(item => item.AttributeType.FullName))
        {
            if (group.Count() > 1 && !AllowsSeveral(group.First().AttributeType))
                sink.Add(Codes.DuplicateRow, member, $"{name} has {group.Count()} attributes {group.Key}, which allows one");
        }
    }

    private static bool AllowsSeveral(TypeReference type)
    {
        for (TypeDefinition? definition = type.Resolve(); definition is not null; definition = definition.BaseType?.Resolve())
        {
            if (definition.CustomAttributes.FirstOrDefault(item => item.AttributeType.FullName == Usage) is { } usage)
                return usage.Properties.Any(item => item is { Name: "AllowMultiple", Argument.Value: true });
        }
        // Nothing is known of an attribute that is not there.
        return type.Resolve() is null;
    }
}
