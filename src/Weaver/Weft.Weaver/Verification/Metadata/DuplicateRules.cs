using Mono.Cecil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Verification.Metadata;

/// <summary>Members that stand twice in the tables: which of them a reference means would be chance.</summary>
internal static class DuplicateRules
{
    internal static void Check(TypeDefinition type, FindingSink sink)
    {
        Mono.Collections.Generic.Collection<TypeDefinition> siblings = type.DeclaringType?.NestedTypes ?? type.Module.Types;
        if (siblings.Count > 1 && siblings.Count(item => item.Name == type.Name && item.Namespace == type.Namespace) > 1)
            sink.Add(Codes.DuplicateRow, type, "there are two types of this name");
        Report(type.Methods.Where(item => !item.IsCompilerControlled).GroupBy(Signature), "methods", type, sink);
        Report(type.Fields.Where(item => !item.IsCompilerControlled).GroupBy(item => $"{item.FieldType.FullName} {item.Name}"), "fields", type, sink);
        Report(type.Properties.GroupBy(item => item.FullName), "properties", type, sink);
        Report(type.Events.GroupBy(item => item.Name), "events", type, sink);
        Report(type.Interfaces.GroupBy(item => item.InterfaceType.FullName), "implementations of the interface", type, sink);
        Report(type.GenericParameters.GroupBy(item => item.Name), "generic parameters", type, sink);
        AttributeRules.Check(type, type, "the type", sink);
        foreach (FieldDefinition field in type.Fields)
            AttributeRules.Check(field, type, field.Name, sink);
        foreach (PropertyDefinition property in type.Properties)
            AttributeRules.Check(property, type, property.Name, sink);
    }

    private static string Signature(MethodDefinition method) => $"{method.FullName}`{method.GenericParameters.Count}{(method.IsStatic ? " static" : "")}";

    private static void Report<T>(IEnumerable<IGrouping<string, T>> groups, string what, TypeDefinition type, FindingSink sink)
    {
        foreach (IGrouping<string, T> group in groups)
        {
            if (group.Skip(1).Any())
                sink.Add(Codes.DuplicateRow, type, $"there are {group.Count()} {what} {group.Key}");
        }
    }
}
