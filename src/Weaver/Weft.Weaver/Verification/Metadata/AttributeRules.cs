using Mono.Cecil;
using Mono.Collections.Generic;
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
        if (AllDiffer(provider.CustomAttributes))
            return;
        foreach (IGrouping<string, CustomAttribute> group in provider.CustomAttributes.GroupBy(item => item.AttributeType.FullName))
        {
            if (group.Count() > 1 && !AllowsSeveral(group.First().AttributeType))
                sink.Add(Codes.DuplicateRow, member, $"{name} has {group.Count()} attributes {group.Key}, which allows one");
        }
    }

    /// <summary>Whether no two are of one type: of the few that most things have, in pairs.</summary>
    private static bool AllDiffer(Collection<CustomAttribute> attributes)
    {
        const int few = 8;
        for (int index = 1; index < attributes.Count; index++)
        {
            for (int other = 0; other < index; other++)
            {
                if (attributes.Count > few || attributes[index].AttributeType.FullName == attributes[other].AttributeType.FullName)
                    return false;
            }
        }
        return true;
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
