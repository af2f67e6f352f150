using Mono.Cecil;
using Weft.Weaver.Metadata;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Members;

/// <summary>What the code of one class may name.</summary>
internal sealed class Access(TypeDefinition caller, Friends friends)
{
    private readonly HashSet<VerifierType> _seen = [];

    /// <summary>The first type in it that may not be named; null if all may.</summary>
    internal TypeDefinition? Hidden(VerifierType type)
    {
        if (_seen.Contains(type))
            return null;
        TypeDefinition? hidden = Find(type);
        if (hidden is null)
            _seen.Add(type);
        return hidden;
    }

    private TypeDefinition? Find(VerifierType type) => type switch
    {
        NamedType named => !CanName(named.Definition) ? named.Definition : named.Arguments.IsEmpty ? null : named.Arguments.Select(Hidden).FirstOrDefault(item => item is not null),
        AddressType address => Hidden(address.Element),
        PointerToType { Element: { } element } => Hidden(element),
        ArrayOfType array => Hidden(array.Element),
        BoxedType boxed => Hidden(boxed.Content),
        _ => null,
    };

    internal bool CanName(TypeDefinition type)
    {
        if (type.Module == caller.Module && type.DeclaringType is null)
            return true;
        if (friends.IgnoresChecks(caller.Module, type.Module))
            return true;
        if (type.DeclaringType is not { } outer)
            return type.IsPublic || friends.AreFriends(caller.Module, type.Module);
        return CanName(outer) && Allows((MethodAttributes)(((int)(type.Attributes & TypeAttributes.VisibilityMask)) switch
        {
            (int)TypeAttributes.NestedPublic => (int)MethodAttributes.Public,
            (int)TypeAttributes.NestedPrivate => (int)MethodAttributes.Private,
            (int)TypeAttributes.NestedFamily => (int)MethodAttributes.Family,
            (int)TypeAttributes.NestedAssembly => (int)MethodAttributes.Assembly,
            (int)TypeAttributes.NestedFamANDAssem => (int)MethodAttributes.FamANDAssem,
            _ => (int)MethodAttributes.FamORAssem,
        }), outer, null);
    }

    /// <summary>Whether a method may be used.</summary>
    /// <param name="method">The method.</param>
    /// <param name="receiver">The type of the object on which it is used; null for static members and where it does not matter.</param>
    internal bool CanUse(MethodDefinition method, TypeDefinition? receiver) => Allows(method.Attributes & MethodAttributes.MemberAccessMask, method.DeclaringType, receiver);

    /// <summary>Whether a field may be used. The masks of fields and methods are the same.</summary>
    internal bool CanUse(FieldDefinition field, TypeDefinition? receiver) => Allows((MethodAttributes)(int)(field.Attributes & FieldAttributes.FieldAccessMask), field.DeclaringType, receiver);

    private bool Allows(MethodAttributes access, TypeDefinition declaring, TypeDefinition? receiver) => friends.IgnoresChecks(caller.Module, declaring.Module) || access switch
    {
        MethodAttributes.Public => true,
        MethodAttributes.Private => IsWithin(declaring),
        MethodAttributes.Family => IsFamily(declaring, receiver),
        MethodAttributes.Assembly => friends.AreFriends(caller.Module, declaring.Module),
        MethodAttributes.FamANDAssem => friends.AreFriends(caller.Module, declaring.Module) && IsFamily(declaring, receiver),
        MethodAttributes.FamORAssem => friends.AreFriends(caller.Module, declaring.Module) || IsFamily(declaring, receiver),
        _ => caller.Module == declaring.Module,
    };

    private bool IsWithin(TypeDefinition declaring)
    {
        for (TypeDefinition? type = caller; type is not null; type = type.DeclaringType)
        {
            if (type == declaring)
                return true;
        }
        return false;
    }

    /// <summary>A class that derives from the declaring one, or a class in it, may use the member on its own instances.</summary>
    private bool IsFamily(TypeDefinition declaring, TypeDefinition? receiver)
    {
        for (TypeDefinition? type = caller; type is not null; type = type.DeclaringType)
        {
            if (type == declaring)
                return true;
            if (Derives(type, declaring) && (receiver is null || Derives(receiver, type)))
                return true;
        }
        return false;
    }

    private static bool Derives(TypeDefinition type, TypeDefinition other) =>
        type.IsOrDerivesFrom(other) || (other.IsInterface && type.SelfBasesAndInterfaces().Any(item => item.GetElementType().Resolve() == other));
}

/// <summary>Which assemblies may use each other's members.</summary>
internal sealed class Friends
{
    private const string VisibleTo = "System.Runtime.CompilerServices.InternalsVisibleToAttribute";
    private const string IgnoresChecksTo = "System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute";

    private readonly Dictionary<(ModuleDefinition, ModuleDefinition), bool> _visible = [];
    private readonly Dictionary<(ModuleDefinition, ModuleDefinition), bool> _unchecked = [];

    /// <summary>Whether one assembly shows the other its internal members.</summary>
    internal bool AreFriends(ModuleDefinition user, ModuleDefinition owner)
    {
        if (user == owner)
            return true;
        if (!_visible.TryGetValue((user, owner), out bool friends))
            _visible.Add((user, owner), friends = Names(owner, VisibleTo, user.Assembly.Name.Name));
        return friends;
    }

    /// <summary>Whether the runtime asks nothing when one assembly uses the other, not even for private members; an assembly may name itself.</summary>
    internal bool IgnoresChecks(ModuleDefinition user, ModuleDefinition owner)
    {
        if (!_unchecked.TryGetValue((user, owner), out bool ignores))
            _unchecked.Add((user, owner), ignores = Names(user, IgnoresChecksTo, owner.Assembly.Name.Name));
        return ignores;
    }

    private static bool Names(ModuleDefinition module, string attribute, string assembly) =>
        module.Assembly.CustomAttributes.Any(item => item.AttributeType.FullName == attribute
            && item.ConstructorArguments is [{ Value: string value }]
            && string.Equals(value.Split(',')[0].Trim(), assembly, StringComparison.OrdinalIgnoreCase));
}
