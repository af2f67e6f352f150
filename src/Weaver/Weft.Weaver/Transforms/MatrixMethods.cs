using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>
/// Generates, for each number of dimensions that a module uses, what stores an element of such an array and what names its place. Calls of <c>Set</c> and <c>Address</c> go there
/// with the arguments that they have.
/// </summary>
internal sealed class MatrixMethods(WovenModule module)
{
    private readonly Dictionary<string, MethodDefinition> _methods = [];

    /// <summary>What is called instead of an array's <c>Set</c>.</summary>
    internal MethodReference Store(ArrayType array) => Get(Names.Store(array.Rank), array, AddStore);

    /// <summary>What is called instead of an array's <c>Address</c>: it gives the place.</summary>
    internal MethodReference Place(ArrayType array) => Get(Names.Place(array.Rank), array, AddPlace);

    private MethodReference Get(string name, ArrayType array, Func<string, int, MethodDefinition> add)
    {
        if (!_methods.TryGetValue(name, out MethodDefinition? method))
            _methods.Add(name, method = add(name, array.Rank));
        return method.Closed(array.ElementType);
    }

    /// <summary>The address that a shared element is found by is not written through, so that an array of a derived class has one too.</summary>
    private MethodDefinition AddStore(string name, int rank)
    {
        MethodDefinition method = Add(name, rank, out ArrayType array);
        method.ReturnType = module.Module.TypeSystem.Void;
        ParameterDefinition value = new("value", ParameterAttributes.None, array.ElementType);
        method.Parameters.Add(value);
        method.ImplAttributes |= MethodImplAttributes.AggressiveInlining;

        IL il = new(method);
        Instruction unshared = Instruction.Create(OpCodes.Nop);
        Instruction end = Instruction.Create(OpCodes.Ret);
        il.Emit(OpCodes.Call, module.Contract.Method("MatrixAccess", "MayBeShared", array.ElementType));
        il.Emit(OpCodes.Brfalse, unshared);
        il.Emit(OpCodes.Ldarg, method.Parameters[0]);
        LoadAddress(il, array, readOnly: true);
        il.Emit(OpCodes.Ldarg, value);
        il.Emit(OpCodes.Call, module.Contract.Method("MatrixAccess", "Store", array.ElementType));
        il.Emit(OpCodes.Ret);
        il.Add(unshared);
        foreach (ParameterDefinition parameter in method.Parameters)
            il.Emit(OpCodes.Ldarg, parameter);
        il.Emit(OpCodes.Call, Member(array, "Set", module.Module.TypeSystem.Void, array.ElementType));
        il.Emit(OpCodes.Call, module.Contract.Method("MatrixAccess", "MayBeShared", array.ElementType));
        il.Emit(OpCodes.Brfalse, end);
        il.Emit(OpCodes.Ldarg, method.Parameters[0]);
        LoadAddress(il, array, readOnly: true);
        il.Emit(OpCodes.Call, module.Contract.Method("MatrixAccess", "StoredLate", array.ElementType));
        il.Add(end);
        return method;
    }

    private MethodDefinition AddPlace(string name, int rank)
    {
        MethodDefinition method = Add(name, rank, out ArrayType array);
        method.ReturnType = module.Contract.MatrixPlace(array.ElementType);
        IL il = new(method);
        il.Emit(OpCodes.Ldarg, method.Parameters[0]);
        LoadAddress(il, array, readOnly: false);
        il.Emit(OpCodes.Newobj, module.Contract.MethodOn("MatrixPlace`1", [array.ElementType], ".ctor"));
        il.Emit(OpCodes.Ret);
        return method;
    }

    private MethodDefinition Add(string name, int rank, out ArrayType array)
    {
        MethodDefinition method = module.Members.AddMethod(module.Holder, name, MethodAttributes.Assembly | MethodAttributes.Static, module.Module.TypeSystem.Void);
        GenericParameter element = new("T", method);
        method.GenericParameters.Add(element);
        array = new(element);
        array.Dimensions.Clear();
        method.Parameters.Add(new ParameterDefinition("array", ParameterAttributes.None, array));
        for (int dimension = 0; dimension < rank; dimension++)
        {
            array.Dimensions.Add(new ArrayDimension(0, null));
            method.Parameters.Add(new ParameterDefinition($"index{dimension}", ParameterAttributes.None, module.Module.TypeSystem.Int32));
        }
        return method;
    }

    private void LoadAddress(IL il, ArrayType array, bool readOnly)
    {
        MethodDefinition method = il.Body.Method;
        foreach (ParameterDefinition parameter in method.Parameters.Take(array.Rank + 1))
            il.Emit(OpCodes.Ldarg, parameter);
        if (readOnly)
            il.Emit(OpCodes.Readonly);
        il.Emit(OpCodes.Call, Member(array, "Address", new ByReferenceType(array.ElementType)));
    }

    private MethodReference Member(ArrayType array, string name, TypeReference result, TypeReference? value = null)
    {
        MethodReference member = new(name, result, array) { HasThis = true };
        for (int dimension = 0; dimension < array.Rank; dimension++)
            member.Parameters.Add(new ParameterDefinition(module.Module.TypeSystem.Int32));
        if (value is not null)
            member.Parameters.Add(new ParameterDefinition(value));
        return member;
    }
}
