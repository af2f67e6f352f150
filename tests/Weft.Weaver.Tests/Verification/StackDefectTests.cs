using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Tests.Verification;

/// <summary>The depth of the stack, and the kinds and types of what lies on it.</summary>
public sealed class StackDefectTests
{
    [TestCaseSource(nameof(Depths))]
    [TestCaseSource(nameof(Types))]
    [TestCaseSource(nameof(Merges))]
    public void Is_found(object defect) => Specimens.Expect((Defect)defect);

    private static IEnumerable<Defect> Depths()
    {
        yield return Defect.InBody("A value is taken from an empty stack", Codes.StackShape, "Number", il => il.Emit(OpCodes.Ldc_I4_1, OpCodes.Add, OpCodes.Ret));
        yield return Defect.InBody("A value is left at ret", Codes.StackShape, "Number", il => il.Emit(OpCodes.Ldc_I4_1, OpCodes.Ldc_I4_1, OpCodes.Ret));
        yield return Defect.InBody("Nothing is returned", Codes.StackShape, "Text", il => il.Emit(OpCodes.Ret));
        yield return Defect.InBody("Code runs out of the body", Codes.StackShape, "Nothing", il => il.Emit(OpCodes.Nop));
        yield return Defect.InBody("The body is empty", Codes.StackShape, "Nothing", _ => { });
        yield return new("A call lacks its last argument", Codes.StackShape, "Specimens.Dog::.ctor(", module =>
        {
            ILProcessor il = module.Method("Dog", ".ctor").Body.GetILProcessor();
            il.Remove(il.Body.Instructions.First(item => item.OpCode.Code == Code.Ldarg_1));
        });
    }

    private static IEnumerable<Defect> Types()
    {
        yield return Defect.InBody("An int stands for an object", Codes.WrongType, "Anything", il => il.Emit(OpCodes.Ldc_I4_0, OpCodes.Ret));
        yield return Defect.InBody("A long stands for an int", Codes.WrongType, "Sum", il => il.Emit(OpCodes.Ldarg_0, OpCodes.Conv_I8, OpCodes.Ret));
        yield return Defect.InBody("An int and a float are added", Codes.WrongType, "Number", il =>
        {
            il.Emit(OpCodes.Ldc_I4_1);
            il.Emit(OpCodes.Ldc_R8, 1d);
            il.Emit(OpCodes.Add, OpCodes.Pop, OpCodes.Ldc_I4_1, OpCodes.Ret);
        });
        yield return Defect.InBody("A cast is missing before ret", Codes.WrongType, "Pet", il => il.Emit(OpCodes.Ldarg_0, OpCodes.Ret));
        yield return Defect.InBody("An object of another class is returned", Codes.WrongType, "AStone", il =>
        {
            il.Emit(OpCodes.Newobj, il.Method("Animal", ".ctor"));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("A base class stands for the derived one in a call", Codes.WrongType, "Text", il =>
        {
            il.Emit(OpCodes.Newobj, il.Method("Animal", ".ctor"));
            il.Emit(OpCodes.Callvirt, il.Method("Dog", "Speak"));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("A field of a foreign class is read", Codes.WrongType, "Number", il =>
        {
            il.Emit(OpCodes.Newobj, il.Method("Animal", ".ctor"));
            il.Emit(OpCodes.Ldfld, il.Field("Stone", "Weight"));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("An object of another class is stored in a field", Codes.WrongType, "Nothing", il =>
        {
            il.Emit(OpCodes.Newobj, il.Method("Animal", ".ctor"));
            il.Emit(OpCodes.Call, il.Method("Code", "AStone"));
            il.Emit(OpCodes.Stfld, il.Field("Animal", "Name"));
            il.Emit(OpCodes.Ret);
        });
        yield return new("A value stands for its address", Codes.WrongType, "Specimens.Point::Move(", module =>
        {
            ILProcessor il = module.Method("Point", "Move").Body.GetILProcessor();
            il.InsertAfter(il.Body.Instructions.First(item => item.OpCode.Code == Code.Ldarg_0), il.Create(OpCodes.Ldobj, module.Type("Point")));
        });
        yield return Defect.InBody("An address stands for its value", Codes.WrongType, "Sum", il =>
        {
            il.Emit(OpCodes.Ldarga_S, il.Body.Method.Parameters[0]);
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("The address of another type is passed", Codes.WrongType, "Nothing", il =>
        {
            il.Emit(OpCodes.Ldloca_S, il.Local(il.Body.Method.Module.TypeSystem.Int64));
            il.Emit(OpCodes.Call, il.Method("Code", "Write"));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("A struct is stored unboxed in an object", Codes.WrongType, "Anything", il =>
        {
            il.Emit(OpCodes.Ldloc, il.Local(il.Type("Point")));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("A boxed struct stands for another class", Codes.WrongType, "Text", il =>
        {
            il.Emit(OpCodes.Ldloc, il.Local(il.Type("Point")));
            il.Emit(OpCodes.Box, il.Type("Point"));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("The elements of an array are of another type", Codes.WrongType, "First", il => il.Emit(OpCodes.Ldarg_0, OpCodes.Ldc_I4_0, OpCodes.Ldelem_Ref, OpCodes.Pop, OpCodes.Ldc_I4_0, OpCodes.Ret));
        yield return Defect.InBody("An object that is no array is indexed", Codes.WrongType, "First", il =>
        {
            il.Emit(OpCodes.Call, il.Method("Code", "AStone"));
            il.Emit(OpCodes.Ldc_I4_0, OpCodes.Ldelem_I4, OpCodes.Ret);
        });
        yield return Defect.InBody("A wider number is stored through an address", Codes.WrongType, "Write", il => il.Emit(OpCodes.Ldarg_0, OpCodes.Ldc_I4_1, OpCodes.Conv_I8, OpCodes.Stind_I8, OpCodes.Ret));
        yield return Defect.InBody("A number is thrown", Codes.WrongType, "Nothing", il => il.Emit(OpCodes.Ldc_I4_0, OpCodes.Throw));
        yield return new("A generic argument is not the one of the variable", Codes.WrongType, "Specimens.Box`1::Get(", module =>
        {
            GenericInstanceType other = new(module.Type("Box`1"));
            other.GenericArguments.Add(module.TypeSystem.Int32);
            module.Method("Box`1", "Get").Body.Instructions.First(item => item.OpCode.Code == Code.Ldfld).Operand =
                new FieldReference("Value", module.Type("Box`1").GenericParameters[0], other);
        });
    }

    private static IEnumerable<Defect> Merges()
    {
        yield return Defect.InBody("Two paths bring different depths", Codes.MergeMismatch, "Sum", il =>
        {
            Instruction join = il.Create(OpCodes.Ldc_I4_0);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Brtrue, join);
            il.Emit(OpCodes.Ldc_I4_1);
            il.Append(join);
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("Two paths bring an int and an object", Codes.MergeMismatch, "Choose", il => Choose(il, () => il.Emit(OpCodes.Ldc_I4_1), () => il.Emit(OpCodes.Ldnull)));
        yield return Defect.InBody("Two paths bring different structs", Codes.MergeMismatch, "Choose", il => Choose(
            il, () => il.Emit(OpCodes.Ldloc, il.Local(il.Type("Point"))), () => il.Emit(OpCodes.Ldloc, il.Local(il.Body.Method.Module.Framework("System", "Guid", isValueType: true)))));
        yield return new("One of two paths brings a foreign class", Codes.WrongType, "Specimens.Code::Choose(", module =>
            module.Replace("Choose", il => Choose(il, () => il.Emit(OpCodes.Call, il.Method("Code", "AStone")), () => il.Emit(OpCodes.Newobj, il.Method("Animal", ".ctor")))));
    }

    private static void Choose(ILProcessor il, Action first, Action second)
    {
        Instruction other = il.Create(OpCodes.Nop);
        Instruction end = il.Create(OpCodes.Ret);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Brtrue, other);
        first();
        il.Emit(OpCodes.Br, end);
        il.Append(other);
        second();
        il.Append(end);
    }
}
