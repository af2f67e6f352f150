using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Metadata;

/// <summary>Small questions about Cecil's objects.</summary>
public static class CecilExtensions
{
    /// <summary>The namespace; of a nested type, that of the outermost one.</summary>
    public static string OutermostNamespace(this TypeReference type)
    {
        while (type.DeclaringType is not null)
            type = type.DeclaringType;
        return type.Namespace;
    }

    /// <summary>Whether an attribute of this full name is on it.</summary>
    public static bool HasAttribute(this ICustomAttributeProvider provider, string fullName) =>
        provider.HasCustomAttributes && provider.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == fullName);

    /// <summary>Whether it is a reference assembly, which has no bodies and leaves private fields of classes out.</summary>
    public static bool IsReferenceAssembly(this AssemblyDefinition assembly) => assembly.HasAttribute("System.Runtime.CompilerServices.ReferenceAssemblyAttribute");

    /// <summary>The type, its base classes and all interfaces of these.</summary>
    public static IEnumerable<TypeReference> SelfBasesAndInterfaces(this TypeDefinition type)
    {
        HashSet<string> seen = [];
        Stack<TypeReference> open = new([type]);
        while (open.Count > 0)
        {
            TypeReference next = open.Pop();
            if (!seen.Add(next.FullName))
                continue;
            yield return next;
            if (next.GetElementType().Resolve() is not { } definition)
                continue;
            foreach (InterfaceImplementation implementation in definition.Interfaces)
                open.Push(implementation.InterfaceType);
            if (definition.BaseType is { } baseType)
                open.Push(baseType);
        }
    }

    /// <summary>The base classes, nearest first, without the type itself.</summary>
    public static IEnumerable<TypeDefinition> Bases(this TypeDefinition type)
    {
        for (TypeDefinition? next = type.BaseType?.Resolve(); next is not null; next = next.BaseType?.Resolve())
            yield return next;
    }

    /// <summary>Whether a class is the other one or derives from it.</summary>
    public static bool IsOrDerivesFrom(this TypeDefinition type, TypeDefinition other) => type == other || type.Bases().Contains(other);

    /// <summary>Whether it has instructions: neither abstract, extern nor an empty body.</summary>
    public static bool HasInstructions(this MethodDefinition method) => method.HasBody && method.Body.Instructions.Count > 0;

    /// <summary>Whether the compiler made this type, or a type round it: closures, state machines, anonymous types.</summary>
    public static bool IsCompilerGenerated(this TypeDefinition type)
    {
        for (TypeDefinition? next = type; next is not null; next = next.DeclaringType)
        {
            if (next.Name.Length > 0 && next.Name[0] == '<')
                return true;
        }
        return false;
    }

    /// <summary>Whether it is a static class.</summary>
    public static bool IsStaticClass(this TypeDefinition type) => type.IsAbstract && type.IsSealed;

    /// <summary>Whether it is a delegate class.</summary>
    public static bool IsDelegate(this TypeDefinition type) => type.BaseType?.FullName == "System.MulticastDelegate" || type.FullName is "System.Delegate" or "System.MulticastDelegate";

    /// <summary>The type without modifiers such as <c>volatile</c>.</summary>
    public static TypeReference WithoutModifiers(this TypeReference type)
    {
        while (type is IModifierType modifier)
            type = modifier.ElementType;
        return type;
    }

    /// <summary>The instance field that an instruction names.</summary>
    public static FieldDefinition? ResolveField(this Instruction instruction) => (instruction.Operand as FieldReference)?.Resolve();
}
