using Mono.Cecil;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>References to accessors, made from the site's own reference to the field.</summary>
internal static class Accessors
{
    internal static MethodReference Of(WovenModule module, FieldReference field, Func<string, string> name, bool stores, bool isStatic)
    {
        if (module.Accessors.TryGetValue((field, name, isStatic), out MethodReference? known))
            return known;
        TypeReference type = field.FieldType.Unmodified();
        MethodReference accessor = Make(module, field, name(field.Name), stores ? module.Module.TypeSystem.Void : type, isStatic);
        if (stores)
            accessor.Parameters.Add(new ParameterDefinition(type));
        module.Accessors.Add((field, name, isStatic), accessor);
        return accessor;
    }

    /// <summary>Borrow or return of a field's loan.</summary>
    internal static MethodReference Loan(WovenModule module, FieldReference field, string name, bool borrows)
    {
        TypeReference type = field.FieldType.Unmodified();
        MethodReference accessor = Make(module, field, name, borrows ? new ByReferenceType(type) : module.Module.TypeSystem.Void, isStatic: false);
        accessor.Parameters.Add(new ParameterDefinition(new ByReferenceType(module.Contract.Loan(type))));
        return accessor;
    }

    /// <summary>What carries out an atomic operation on a root.</summary>
    internal static MethodReference OnRoot(WovenModule module, FieldReference field, RootOperation operation, bool isStatic)
    {
        MethodReference contract = module.Contract.Method("RootAccess", operation.Contract, field.FieldType.Unmodified());
        MethodReference accessor = Make(module, field, Names.OnRoot(operation.Contract, field.Name), In(contract, contract.ReturnType), isStatic);
        foreach (ParameterDefinition parameter in contract.Parameters.Skip(1).Take(operation.Parameters - 1))
            accessor.Parameters.Add(new ParameterDefinition(In(contract, parameter.ParameterType)));
        return accessor;
    }

    /// <summary>A type in the signature of a method, for the method's own type arguments.</summary>
    internal static TypeReference In(MethodReference method, TypeReference type) => type.Substitute(method.DeclaringType, method).Unmodified();

    internal static MethodReference Make(WovenModule module, FieldReference field, string name, TypeReference result, bool isStatic)
    {
        // Not by the name in the reference: where the type is forwarded, access is checked against the assembly that has it.
        if (field.DeclaringType.GetElementType().Resolve() is { } declaring && declaring.Module != module.Module)
            module.AccessedAssemblies.Add(declaring.Module.Assembly.Name.Name);
        return new(name, result, field.DeclaringType) { HasThis = !isStatic };
    }
}
