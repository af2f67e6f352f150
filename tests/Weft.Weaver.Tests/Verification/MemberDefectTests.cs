using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Tests.Verification;

/// <summary>What instructions name: whether it exists, may be used, is used as it must be, and has its generic arguments.</summary>
public sealed class MemberDefectTests
{
    [TestCaseSource(nameof(Access))]
    [TestCaseSource(nameof(ReadOnly))]
    [TestCaseSource(nameof(Generics))]
    [TestCaseSource(nameof(Forms))]
    [TestCaseSource(nameof(Tokens))]
    [TestCaseSource(nameof(Constructors))]
    public void Is_found(object defect) => Specimens.Expect((Defect)defect);

    private static IEnumerable<Defect> Access()
    {
        yield return Defect.InBody("A private field is read", Codes.NotAccessible, "Number", il =>
        {
            il.Emit(OpCodes.Newobj, il.Method("Animal", ".ctor"));
            il.Emit(OpCodes.Ldfld, il.Field("Animal", "_secret"));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("A private method is called", Codes.NotAccessible, "Nothing", il =>
        {
            il.Emit(OpCodes.Newobj, il.Method("Animal", ".ctor"));
            il.Emit(OpCodes.Call, il.Method("Animal", "Hide"));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("A protected method is called by a stranger", Codes.NotAccessible, "Nothing", il =>
        {
            il.Emit(OpCodes.Newobj, il.Method("Animal", ".ctor"));
            il.Emit(OpCodes.Callvirt, il.Method("Animal", "Grow"));
            il.Emit(OpCodes.Ret);
        });
        yield return new("A protected field of another object is read", Codes.NotAccessible, "Specimens.Dog::Speak(", module => module.Method("Dog", "Speak").Replace(il =>
        {
            il.Emit(OpCodes.Newobj, module.Method("Animal", ".ctor"));
            il.Emit(OpCodes.Ldfld, module.Field("Animal", "_age"));
            il.Emit(OpCodes.Pop, OpCodes.Ldnull, OpCodes.Ret);
        }));
        yield return Defect.InBody("A private nested class is named", Codes.NotAccessible, "Anything", il =>
        {
            il.Emit(OpCodes.Newobj, il.Body.Method.Module.Type("Animal").NestedTypes.Single().Methods.Single());
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("A hidden member of another assembly is used", Codes.NotAccessible, "Nothing", il =>
        {
            ModuleDefinition module = il.Body.Method.Module;
            FieldDefinition hidden = module.TypeSystem.Object.Resolve().Module.Types.Where(item => item is { IsPublic: true, HasGenericParameters: false })
                .SelectMany(item => item.Fields).First(item => item is { IsStatic: true, IsPublic: false, IsLiteral: false, FieldType.FullName: "System.Int32" });
            il.Emit(OpCodes.Ldsfld, new FieldReference(hidden.Name, module.TypeSystem.Int32, module.Framework(hidden.DeclaringType.Namespace, hidden.DeclaringType.Name)));
            il.Emit(OpCodes.Pop, OpCodes.Ret);
        });
    }

    private static IEnumerable<Defect> ReadOnly()
    {
        yield return Defect.InBody("A readonly field is written by a stranger", Codes.ReadOnlyWritten, "Nothing", il =>
        {
            il.Emit(OpCodes.Newobj, il.Method("Animal", ".ctor"));
            il.Emit(OpCodes.Ldc_I4_1);
            il.Emit(OpCodes.Stfld, il.Field("Animal", "Born"));
            il.Emit(OpCodes.Ret);
        });
        yield return new("A readonly field is written by a method of its class", Codes.ReadOnlyWritten, "Specimens.Animal::Wag(", module => module.Method("Animal", "Wag").Replace(il =>
        {
            il.Emit(OpCodes.Ldarg_0, OpCodes.Ldc_I4_1);
            il.Emit(OpCodes.Stfld, module.Field("Animal", "Born"));
            il.Emit(OpCodes.Ret);
        }));
        yield return new("A generated writer of one field writes another readonly one", Codes.ReadOnlyWritten, "Specimens.Animal::$weft_set_First_Born(", module => module.Method("Animal", "Wag").Let(method =>
        {
            method.Name = "$weft_set_First_Born";
            method.Replace(il =>
            {
                il.Emit(OpCodes.Ldarg_0, OpCodes.Ldc_I4_1);
                il.Emit(OpCodes.Stfld, module.Field("Animal", "Born"));
                il.Emit(OpCodes.Ret);
            });
        }));
        yield return new("A constructor writes a readonly field of another object", Codes.ReadOnlyWritten, "Specimens.Animal::.ctor(", module =>
        {
            ILProcessor il = module.Method("Animal", ".ctor").Body.GetILProcessor();
            Instruction last = il.Body.Instructions[il.Body.Instructions.Count - 1];
            foreach (Instruction instruction in new[] { il.Create(OpCodes.Newobj, module.Method("Animal", ".ctor")), il.Create(OpCodes.Ldc_I4_1), il.Create(OpCodes.Stfld, module.Field("Animal", "Born")) })
                il.InsertBefore(last, instruction);
        });
        yield return Defect.InBody("A static readonly field is written outside the class constructor", Codes.ReadOnlyWritten, "Nothing", il =>
        {
            il.Emit(OpCodes.Ldc_I4_1);
            il.Emit(OpCodes.Stsfld, il.Field("Animal", "Count"));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("The address of a readonly field is written through", Codes.ReadOnlyWritten, "Nothing", il =>
        {
            il.Emit(OpCodes.Ldsflda, il.Field("Animal", "Count"));
            il.Emit(OpCodes.Ldc_I4_1, OpCodes.Stind_I4, OpCodes.Ret);
        });
        yield return Defect.InBody("The address of a readonly field is passed to be written", Codes.ReadOnlyWritten, "Nothing", il =>
        {
            il.Emit(OpCodes.Ldsflda, il.Field("Animal", "Count"));
            il.Emit(OpCodes.Call, il.Method("Code", "Write"));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("An argument that is passed by read only address is written", Codes.ReadOnlyWritten, "Read", il => il.Emit(OpCodes.Ldarg_0, OpCodes.Ldc_I4_1, OpCodes.Stind_I4, OpCodes.Ldc_I4_1, OpCodes.Ret));
    }

    private static IEnumerable<Defect> Generics()
    {
        yield return new("A field of a generic class is named without arguments", Codes.GenericInstantiation, "Specimens.Box`1::Get(", module =>
            module.Method("Box`1", "Get").Body.Instructions.First(item => item.OpCode.Code == Code.Ldfld).Operand = module.Field("Box`1", "Value"));
        yield return Defect.InBody("A generic method is called without arguments", Codes.GenericInstantiation, "Anything", il =>
        {
            il.Emit(OpCodes.Call, il.Method("Code", "Create"));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("A generic type has too many arguments", Codes.GenericInstantiation, "Nothing", il =>
        {
            GenericInstanceType box = new(il.Type("Box`1")) { GenericArguments = { il.Body.Method.Module.TypeSystem.Int32, il.Body.Method.Module.TypeSystem.Int32 } };
            il.Emit(OpCodes.Ldtoken, box);
            il.Emit(OpCodes.Pop, OpCodes.Ret);
        });
        yield return Defect.InBody("An argument does not fit a constraint", Codes.GenericInstantiation, "Anything", il =>
        {
            il.Emit(OpCodes.Call, new GenericInstanceMethod(il.Method("Code", "Create")) { GenericArguments = { il.Type("Shape") } });
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("An argument does not implement what is demanded", Codes.GenericInstantiation, "Nothing", il =>
        {
            GenericInstanceType keeper = new(il.Type("Keeper`1")) { GenericArguments = { il.Type("Stone") } };
            il.Emit(OpCodes.Ldtoken, keeper);
            il.Emit(OpCodes.Pop, OpCodes.Ret);
        });
        yield return Defect.InBody("A ref struct is a generic argument", Codes.GenericInstantiation, "Nothing", il =>
        {
            il.Local(new GenericInstanceType(il.Type("Box`1")) { GenericArguments = { il.Type("Window") } });
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("A generic parameter is named where there is none", Codes.GenericInstantiation, "Nothing", il =>
        {
            il.Emit(OpCodes.Ldtoken, il.Method("Code", "Same").GenericParameters[0]);
            il.Emit(OpCodes.Pop, OpCodes.Ret);
        });
    }

    private static IEnumerable<Defect> Forms()
    {
        yield return Defect.InBody("A static field is read as one of an object", Codes.WrongForm, "Number", il =>
        {
            il.Emit(OpCodes.Newobj, il.Method("Animal", ".ctor"));
            il.Emit(OpCodes.Ldfld, il.Field("Animal", "Count"));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("An instance field is read as a static one", Codes.WrongForm, "Number", il =>
        {
            il.Emit(OpCodes.Ldsfld, il.Field("Stone", "Weight"));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("An abstract class is instantiated", Codes.WrongForm, "Anything", il =>
        {
            MethodDefinition constructor = il.Body.Method.Module.Method("Shape", ".ctor");
            constructor.IsPublic = true;
            il.Emit(OpCodes.Newobj, constructor);
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("A method is called as a constructor", Codes.WrongForm, "Text", il =>
        {
            il.Emit(OpCodes.Newobj, il.Method("Code", "Nothing"));
            il.Emit(OpCodes.Pop, OpCodes.Ldnull, OpCodes.Ret);
        });
        yield return new("An abstract method is called without looking at the object", Codes.WrongForm, "Specimens.Square::Area(", module => module.Method("Square", "Area").Replace(il =>
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Call, module.Method("Shape", "Area"));
            il.Emit(OpCodes.Ret);
        }));
        yield return Defect.InBody("A virtual call has become a plain one", Codes.WrongForm, "Text", il =>
        {
            il.Emit(OpCodes.Ldnull);
            il.Emit(OpCodes.Call, il.Method("Code", "Pet"));
            il.Emit(OpCodes.Call, il.Method("Animal", "Speak"));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("A delegate is made of a method of another signature", Codes.WrongForm, "Delegate", il =>
        {
            il.Emit(OpCodes.Ldnull);
            il.Emit(OpCodes.Ldftn, il.Method("Code", "Sum"));
            il.Emit(OpCodes.Newobj, il.Method("Shout", ".ctor"));
            il.Emit(OpCodes.Ret);
        });
        yield return new("constrained. is lost", Codes.WrongType, "Specimens.Code::Show(", module =>
        {
            ILProcessor il = module.Method("Code", "Show").Body.GetILProcessor();
            il.Remove(il.Body.Instructions.First(item => item.OpCode.Code == Code.Constrained));
        });
        yield return Defect.InBody("volatile. stands before an instruction that has no memory", Codes.WrongPrefix, "Nothing", il => il.Emit(OpCodes.Volatile, OpCodes.Nop, OpCodes.Ret));
        yield return Defect.InBody("A tail call is not followed by ret", Codes.WrongPrefix, "Nothing", il =>
        {
            il.Emit(OpCodes.Tail);
            il.Emit(OpCodes.Call, il.Method("Code", "Number"));
            il.Emit(OpCodes.Pop, OpCodes.Ret);
        });
        yield return Defect.InBody("A ref struct is boxed", Codes.AddressEscapes, "Anything", il =>
        {
            il.Emit(OpCodes.Ldloc, il.Local(il.Type("Window")));
            il.Emit(OpCodes.Box, il.Type("Window"));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("The address of a local variable is returned", Codes.AddressEscapes, "Element", il =>
        {
            il.Emit(OpCodes.Ldloca, il.Local(il.Body.Method.Module.TypeSystem.Int32));
            il.Emit(OpCodes.Ret);
        });
    }

    private static IEnumerable<Defect> Tokens()
    {
        yield return Defect.InBody("A method does not exist", Codes.UnresolvedToken, "Nothing", il =>
        {
            il.Emit(OpCodes.Call, new MethodReference("Vanish", il.Body.Method.Module.TypeSystem.Void, il.Type("Code")));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("A field does not exist", Codes.UnresolvedToken, "Number", il =>
        {
            il.Emit(OpCodes.Ldsfld, new FieldReference("Lost", il.Body.Method.Module.TypeSystem.Int32, il.Type("Code")));
            il.Emit(OpCodes.Ret);
        });
        yield return Defect.InBody("A type does not exist", Codes.UnresolvedToken, "Nothing", il =>
        {
            il.Emit(OpCodes.Ldtoken, il.Body.Method.Module.Framework("System", "Nonexistent"));
            il.Emit(OpCodes.Pop, OpCodes.Ret);
        });
        yield return Defect.InBody("A member of another module is not imported", Codes.UnresolvedToken, "Nothing", il =>
        {
            il.Emit(OpCodes.Call, il.Body.Method.Module.Framework("System", "GC").Resolve().Methods.Single(item => item is { Name: "Collect", HasParameters: false }));
            il.Emit(OpCodes.Ret);
        });
        yield return new("The core library is named by its own name", Codes.UnresolvedToken, "System.Private.CoreLib", module =>
            module.AssemblyReferences.Add(new AssemblyNameReference("System.Private.CoreLib", new Version(10, 0, 0, 0))));
        yield return new("An argument of another method is loaded", Codes.WrongOperand, "Specimens.Code::Sum(", module =>
            module.Replace("Sum", il =>
            {
                il.Emit(OpCodes.Ldarg, module.Method("Code", "Read").Parameters[0]);
                il.Emit(OpCodes.Ret);
            }));
        yield return Defect.InBody("A local variable does not exist", Codes.WrongOperand, "Number", il => il.Emit(OpCodes.Ldloc_2, OpCodes.Ret));
    }

    private static IEnumerable<Defect> Constructors()
    {
        yield return new("A constructor does not call another one", Codes.UninitializedThis, "Specimens.Stone::.ctor(", module => module.Method("Stone", ".ctor").Replace(il => il.Emit(OpCodes.Ret)));
        yield return new("this is used before it is initialised", Codes.UninitializedThis, "Specimens.Dog::.ctor(", module =>
        {
            ILProcessor il = module.Method("Dog", ".ctor").Body.GetILProcessor();
            Instruction first = il.Body.Instructions[0];
            il.InsertBefore(first, il.Create(OpCodes.Ldarg_0));
            il.InsertBefore(first, il.Create(OpCodes.Call, module.Method("Animal", "Wag")));
        });
        yield return new("this is handed to a generated method before it is initialised", Codes.UninitializedThis, "Specimens.Dog::.ctor(", module =>
        {
            module.Method("Animal", "Wag").Name = "$weft_get_Born";
            ILProcessor il = module.Method("Dog", ".ctor").Body.GetILProcessor();
            Instruction first = il.Body.Instructions[0];
            il.InsertBefore(first, il.Create(OpCodes.Ldarg_0));
            il.InsertBefore(first, il.Create(OpCodes.Call, module.Method("Animal", "$weft_get_Born")));
        });
        yield return Defect.InBody("A constructor is called on an object that exists", Codes.UninitializedThis, "Nothing", il =>
        {
            il.Emit(OpCodes.Call, il.Method("Code", "AStone"));
            il.Emit(OpCodes.Call, il.Method("Stone", ".ctor"));
            il.Emit(OpCodes.Ret);
        });
    }
}
