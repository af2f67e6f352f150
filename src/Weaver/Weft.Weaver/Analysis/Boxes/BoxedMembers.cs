using System.Globalization;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.Boxes;

/// <summary>The members through which structs change in their box, by what instructions name.</summary>
internal sealed class BoxedMembers
{
    private readonly Dictionary<(string Type, string Name, int Parameters), BoxedMember> _members = [];
    private readonly HashSet<string> _names;
    private readonly HashSet<string> _interfaces;
    private readonly Dictionary<string, TypeDefinition?> _changing = new(StringComparer.Ordinal);
    private readonly HashSet<AssemblyDefinition> _own;

    internal BoxedMembers(WeavePlan plan)
    {
        foreach (BoxedMember member in plan.Boxed.SelectMany(each => each.Members))
            _members[member.Key] = member;
        _own = [.. plan.Assemblies.Select(assembly => assembly.Assembly)];
        AreKnownElsewhere = _members.Values.Any(member => !IsOwn(member.Interface));
        _names = new(_members.Keys.Select(key => key.Name), StringComparer.Ordinal);
        _interfaces = new(_members.Keys.Select(key => key.Type), StringComparer.Ordinal);
    }

    internal bool IsEmpty => _members.Count == 0;

    /// <summary>Whether code that is not woven knows interfaces with such members, so that it can call them.</summary>
    internal bool AreKnownElsewhere { get; }

    /// <summary>Whether a type is the application's.</summary>
    internal bool IsOwn(TypeDefinition type) => _own.Contains(type.Module.Assembly);

    /// <summary>A struct's method that a call through an interface may run and that changes the struct; null where there is none.</summary>
    internal BoxedMember? Behind(MethodReference member) =>
        _names.Contains(member.Name) && member.DeclaringType is not ArrayType && _members.TryGetValue((member.DeclaringType.GetElementType().FullName, member.Name, member.Parameters.Count), out BoxedMember? found) ? found : null;

    /// <summary>Whether a name is that of such a member.</summary>
    internal bool AreNamed(string name) => _names.Contains(name);

    /// <summary>An interface with such members that a type is, or is made from; null where there is none.</summary>
    internal TypeDefinition? In(TypeReference? type)
    {
        if (type is null || type.IsPrimitive || type is GenericParameter)
            return null;
        if (!_changing.TryGetValue(type.FullName, out TypeDefinition? found))
            _changing.Add(type.FullName, found = Interface(type) ?? InParts(type));
        return found;
    }

    /// <summary>The interface itself, or one that it extends, with such members.</summary>
    internal TypeDefinition? Interface(TypeReference type) => type is TypeSpecification and not GenericInstanceType || type.GetElementType().Resolve() is not { IsInterface: true } definition ? null
        : definition.SelfBasesAndInterfaces().FirstOrDefault(each => _interfaces.Contains(each.GetElementType().FullName))?.GetElementType().Resolve();

    /// <summary>A member among them that code of a module calls; null where there is none.</summary>
    internal BoxedMember? CalledIn(ModuleDefinition module) => AllCalledIn(module).FirstOrDefault();

    /// <summary>The members through which structs of a program change in their box and which code of a module calls, by name.</summary>
    internal static IEnumerable<string> CalledIn(WeavePlan plan, ModuleDefinition module) => plan.Boxed.IsEmpty ? []
        : new BoxedMembers(plan).AllCalledIn(module).Select(member => $"{member.Interface.FullName}::{member.Name}/{member.Parameters.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>By the table of references: only a module that declares such an interface calls it in other ways too.</summary>
    private IEnumerable<BoxedMember> AllCalledIn(ModuleDefinition module)
    {
        if (IsEmpty)
            return [];
        IEnumerable<MethodReference> called = module.GetMemberReferences().OfType<MethodReference>();
        if (_interfaces.Any(name => module.GetType(name) is not null))
            called = called.Concat(CalledInBodies(module));
        return called.Select(Behind).OfType<BoxedMember>();
    }

    private static IEnumerable<MethodReference> CalledInBodies(ModuleDefinition module) => module.GetTypes().SelectMany(type => type.Methods).Where(Instructions.HasCode).SelectMany(method => method.Body.Instructions)
        .Where(instruction => instruction.OpCode.Code is Code.Callvirt or Code.Ldvirtftn).Select(instruction => (MethodReference)instruction.Operand);

    private TypeDefinition? InParts(TypeReference type) => type switch
    {
        GenericInstanceType instance => instance.GenericArguments.Select(In).FirstOrDefault(part => part is not null),
        TypeSpecification specification => In(specification.ElementType),
        _ => null,
    };
}
