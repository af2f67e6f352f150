using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.Boxes;

/// <summary>Finds the structs of an application that may be changed in a box of shared state.</summary>
internal static class BoxedStructs
{
    private static readonly HashSet<string> Overridable = ["Equals", "GetHashCode", "ToString"];

    /// <summary>Those of all assemblies, in the order of metadata.</summary>
    internal static ImmutableArray<BoxedStruct> Of(WeavePlan plan)
    {
        BoxPlaces places = BoxPlaces.Of(plan);
        if (!places.Exist)
            return [];
        StructChanges changes = new();
        return
        [
            .. plan.Assemblies.SelectMany(assembly => assembly.Assembly.MainModule.GetTypes()).Where(IsCandidate)
                .Select(type => new BoxedStruct(type, [.. Members(type, changes)])).Where(found => !found.Members.IsEmpty && places.Hold(found.Struct)),
        ];
    }

    /// <summary>A method of a struct that changes it in its box; null where there is none.</summary>
    internal static BoxedMember? ChangeOf(TypeDefinition type) => IsCandidate(type) ? Members(type, new()).FirstOrDefault() : null;

    // A state machine is boxed by the framework alone, which gives it to nobody.
    private static bool IsCandidate(TypeDefinition type) => type is { IsValueType: true, IsEnum: false } && type.Fields.Any(field => !field.IsStatic)
        && !type.HasAttribute("System.Runtime.CompilerServices.IsReadOnlyAttribute") && !type.HasAttribute("System.Runtime.CompilerServices.IsByRefLikeAttribute")
        && type.Interfaces.All(implemented => implemented.InterfaceType.FullName != "System.Runtime.CompilerServices.IAsyncStateMachine");

    private static List<BoxedMember> Members(TypeDefinition type, StructChanges changes)
    {
        List<BoxedMember> found = [];
        List<MethodDefinition> defaults = [];
        foreach (TypeReference each in type.SelfBasesAndInterfaces())
        {
            if (each.GetElementType().Resolve() is not { IsInterface: true } contract)
                continue;
            foreach (MethodDefinition member in contract.Methods.Where(member => !member.IsStatic))
            {
                MethodDefinition[] own = [.. type.Methods.Where(method => Implements(method, member, contract))];
                if (own.FirstOrDefault(changes.Changes) is { } changing)
                    found.Add(new(contract, member.Name, member.Parameters.Count, changing));
                else if (own.Length == 0 && member.HasInstructions())
                    defaults.Add(member);
            }
        }
        found.AddRange(Overrides(type, changes));
        // What an interface does by default, it does through the members that the struct has.
        if (found.Count != 0)
            found.AddRange(defaults.Select(member => new BoxedMember(member.DeclaringType, member.Name, member.Parameters.Count, found[0].Method)));
        return found;
    }

    private static IEnumerable<BoxedMember> Overrides(TypeDefinition type, StructChanges changes) =>
        type.Module.TypeSystem.Object.Resolve() is not { } root ? [] : type.Methods.Where(method => method is { IsVirtual: true, IsNewSlot: false } && Overridable.Contains(method.Name) && changes.Changes(method))
            .Select(method => new BoxedMember(root, method.Name, method.Parameters.Count, method));

    private static bool Implements(MethodDefinition method, MethodDefinition member, TypeDefinition contract)
    {
        if (!method.IsVirtual || method.Parameters.Count != member.Parameters.Count)
            return false;
        return method.HasOverrides
            ? method.Overrides.Any(overridden => overridden.Name == member.Name && overridden.DeclaringType.GetElementType().FullName == contract.FullName)
            : method.Name == member.Name;
    }
}
