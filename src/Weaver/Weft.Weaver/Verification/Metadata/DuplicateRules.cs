using Mono.Cecil;
using Mono.Collections.Generic;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Verification.Metadata;

/// <summary>Members that stand twice in the tables: which of them a reference means would be chance.</summary>
internal static class DuplicateRules
{
    internal static void Check(TypeDefinition type, FindingSink sink)
    {
        Collection<TypeDefinition> siblings = type.DeclaringType?.NestedTypes ?? type.Module.Types;
        if (siblings.Count > 1 && siblings.Count(item => item.Name == type.Name && item.Namespace == type.Namespace) > 1)
            sink.Add(Codes.DuplicateRow, type, "there are two types of this name");
        Report(SameNames(type.Methods).Where(item => !item.IsCompilerControlled), Signature, "methods", type, sink);
        Report(SameNames(type.Fields).Where(item => !item.IsCompilerControlled), item => $"{item.FieldType.FullName} {item.Name}", "fields", type, sink);
        Report(SameNames(type.Properties), item => item.FullName, "properties", type, sink);
        Report(SameNames(type.Events), item => item.Name, "events", type, sink);
        Report(type.Interfaces.Count < 2 ? [] : type.Interfaces, item => item.InterfaceType.FullName, "implementations of the interface", type, sink);
        Report(SameNames(type.GenericParameters), item => item.Name, "generic parameters", type, sink);
        AttributeRules.Check(type, type, "the type", sink);
        foreach (FieldDefinition field in type.Fields)
            AttributeRules.Check(field, type, field.Name, sink);
        foreach (PropertyDefinition property in type.Properties)
            AttributeRules.Check(property, type, property.Name, sink);
    }

    private static string Signature(MethodDefinition method) => $"{method.FullName}`{method.GenericParameters.Count}{(method.IsStatic ? " static" : "")}";

    /// <summary>The members whose names alone do not tell them from each other: whole signatures are long, and most need none.</summary>
    private static IEnumerable<T> SameNames<T>(Collection<T> members)
        where T : MemberReference
    {
        if (members.Count < 2)
            return [];
        HashSet<string> names = new(StringComparer.Ordinal), twice = new(StringComparer.Ordinal);
        foreach (T member in members)
        {
            if (!names.Add(member.Name))
                twice.Add(member.Name);
        }
        return twice.Count == 0 ? [] : members.Where(member => twice.Contains(member.Name));
    }

    private static void Report<T>(IEnumerable<T> members, Func<T, string> signature, string what, TypeDefinition type, FindingSink sink)
    {
        foreach (IGrouping<string, T> group in members.GroupBy(signature))
        {
            if (group.Skip(1).Any())
                sink.Add(Codes.DuplicateRow, type, $"there are {group.Count()} {what} {group.Key}");
        }
    }
}
