using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Metadata;

/// <summary>Whether a type can be loaded as it is declared: base class, interfaces, fields, layout.</summary>
internal static class TypeRules
{
    internal static void Check(TypeContext context, FindingSink sink)
    {
        TypeDefinition type = context.Type;
        CheckBase(context, sink);
        foreach (InterfaceImplementation implementation in type.Interfaces)
        {
            CheckNamed(context, implementation.InterfaceType, "an interface", sink);
            if (context.Universe.Of(implementation.InterfaceType) is NamedType { IsInterface: false } named)
                sink.Add(Codes.TypeShape, type, $"the type implements {named.Name}, which is no interface");
        }
        foreach (GenericParameterConstraint constraint in type.GenericParameters.SelectMany(item => item.Constraints))
            CheckNamed(context, constraint.ConstraintType, "a constraint", sink);
        if (type.DeclaringType is { } outer && type.GenericParameters.Count < outer.GenericParameters.Count)
            sink.Add(Codes.GenericInstantiation, type, $"the type has fewer generic parameters than {outer.FullName}, in which it is declared");
        foreach (FieldDefinition field in type.Fields)
            CheckField(context, field, sink);
        if (type.IsEnum)
            CheckEnum(type, sink);
        else
            CheckLayout(type, sink);
    }

    private static void CheckBase(TypeContext context, FindingSink sink)
    {
        TypeDefinition type = context.Type;
        if (type.BaseType is null)
        {
            if (!type.IsInterface && type.Name != "<Module>" && context.Self != context.Universe.Object)
                sink.Add(Codes.TypeShape, type, "the class has no base class");
            return;
        }
        CheckNamed(context, type.BaseType, "the base class", sink);
        if (type.IsInterface)
            sink.Add(Codes.TypeShape, type, "the interface has a base class");
        if (context.Universe.Of(type.BaseType) is not NamedType parent)
            return;
        if (parent.IsInterface || parent.Definition.IsSealed)
            sink.Add(Codes.TypeShape, type, $"the class derives from {parent.Name}, which is {(parent.IsInterface ? "an interface" : "sealed")}");
        HashSet<TypeDefinition> seen = [type];
        foreach (TypeDefinition ancestor in type.Bases())
        {
            if (seen.Add(ancestor))
                continue;
            sink.Add(Codes.TypeShape, type, "the class is among its own base classes");
            break;
        }
    }

    private static void CheckField(TypeContext context, FieldDefinition field, FindingSink sink)
    {
        CheckNamed(context, field.FieldType, $"the type of {field.Name}", sink);
        VerifierType fieldType = context.Universe.Of(field.FieldType);
        bool byRefLike = context.Relations.IsByRefLike(context.Self);
        if (field.FieldType.MetadataType == MetadataType.Void)
            sink.Add(Codes.TypeShape, context.Type, $"the field {field.Name} is of type void");
        else if (fieldType is not ParameterType && (fieldType is AddressType || context.Relations.IsByRefLike(fieldType)) && (field.IsStatic || !byRefLike))
            sink.Add(Codes.AddressEscapes, context.Type, $"the field {field.Name} holds {fieldType.Name}, which must stay on the stack");
        if (field.IsLiteral && !field.IsStatic)
            sink.Add(Codes.TypeShape, context.Type, $"the constant {field.Name} is not static");
        if (field.IsLiteral && !field.HasConstant)
            sink.Add(Codes.TypeShape, context.Type, $"the constant {field.Name} has no value");
        if (context.Type.IsInterface && !field.IsStatic)
            sink.Add(Codes.TypeShape, context.Type, $"the interface has the instance field {field.Name}");
        if (ReferenceEquals(fieldType, context.Self) && context.Self is { IsValueType: true, Kind: StackKind.Value } && !field.IsStatic)
            sink.Add(Codes.TypeShape, context.Type, $"the struct holds itself in {field.Name}");
    }

    private static void CheckEnum(TypeDefinition type, FindingSink sink)
    {
        if (type.Fields.Count(field => !field.IsStatic) != 1)
            sink.Add(Codes.TypeShape, type, "the enum has not exactly one instance field");
        if (type.Methods.Count > 0)
            sink.Add(Codes.TypeShape, type, "the enum has methods");
    }

    private static void CheckLayout(TypeDefinition type, FindingSink sink)
    {
        foreach (FieldDefinition field in type.Fields)
        {
            if (field.IsStatic)
                continue;
            if (type.IsExplicitLayout && !field.HasLayoutInfo)
                sink.Add(Codes.TypeShape, type, $"the layout is explicit, and the field {field.Name} has no offset");
            else if (!type.IsExplicitLayout && field.HasLayoutInfo && field.Offset >= 0)
                sink.Add(Codes.TypeShape, type, $"the field {field.Name} has an offset, and the layout is not explicit");
        }
        if (type.HasLayoutInfo && type.PackingSize > 0 && (type.PackingSize & (type.PackingSize - 1)) != 0)
            sink.Add(Codes.TypeShape, type, $"fields are packed to {type.PackingSize} bytes, which is no power of two");
    }

    /// <summary>Whether a type that a declaration names exists and is closed as it must be.</summary>
    internal static void CheckNamed(TypeContext context, TypeReference reference, string what, FindingSink sink)
    {
        VerifierType named = context.Universe.Of(reference);
        if (named is UnresolvedType)
            sink.Add(Codes.UnresolvedToken, context.Type, $"there is no type {named.Name}, {what}");
        else if (context.Generics.Complaint(named) is { } complaint)
            sink.Add(Codes.GenericInstantiation, context.Type, $"{what}: {complaint}");
    }
}
