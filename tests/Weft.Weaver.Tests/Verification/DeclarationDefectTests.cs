using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Tests.Verification;

/// <summary>Declarations: rows that stand twice, members that are missing, overrides that do not fit, types that cannot be loaded.</summary>
public sealed class DeclarationDefectTests
{
    [TestCaseSource(nameof(Duplicates))]
    [TestCaseSource(nameof(Implementations))]
    [TestCaseSource(nameof(Overrides))]
    [TestCaseSource(nameof(Shapes))]
    public void Is_found(object defect) => Specimens.Expect((Defect)defect);

    private static IEnumerable<Defect> Duplicates()
    {
        yield return new("Two methods of one signature", Codes.DuplicateRow, "Specimens.Code", module =>
        {
            MethodDefinition twin = new("Number", module.Method("Code", "Number").Attributes, module.TypeSystem.Int32);
            module.Type("Code").Methods.Add(twin);
            twin.Replace(il => il.Emit(OpCodes.Ldc_I4_1, OpCodes.Ret));
        });
        yield return new("Two fields of one name and type", Codes.DuplicateRow, "Specimens.Code", module =>
            module.Type("Code").Fields.Add(new FieldDefinition("Field", FieldAttributes.Private, module.TypeSystem.Int32)));
        yield return new("Two types of one name", Codes.DuplicateRow, "Specimens.Stone", module =>
            module.Types.Add(new TypeDefinition("Specimens", "Stone", TypeAttributes.Class, module.TypeSystem.Object)));
        yield return new("An interface is implemented twice", Codes.DuplicateRow, "Specimens.Greeter", module =>
            module.Type("Greeter").Interfaces.Add(new InterfaceImplementation(module.Type("IGreeter"))));
        yield return new("Two attributes where one is allowed", Codes.DuplicateRow, "Specimens.Code", module =>
        {
            MethodReference constructor = new(".ctor", module.TypeSystem.Void, module.Framework("System", "SerializableAttribute")) { HasThis = true };
            module.Type("Code").CustomAttributes.Add(new CustomAttribute(constructor));
            module.Type("Code").CustomAttributes.Add(new CustomAttribute(constructor));
        });
        yield return new("A method is overridden twice", Codes.DuplicateRow, "Specimens.Shy", module =>
        {
            MethodDefinition twin = new("Again", MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot, module.TypeSystem.String);
            twin.Parameters.Add(new ParameterDefinition(module.TypeSystem.String));
            twin.Overrides.Add(module.Method("IGreeter", "Greet"));
            module.Type("Shy").Methods.Add(twin);
            twin.Replace(il => il.Emit(OpCodes.Ldnull, OpCodes.Ret));
        });
        yield return new("An assembly is referred to twice", Codes.DuplicateRow, "System.Runtime", module =>
        {
            AssemblyNameReference known = module.AssemblyReferences.Single(item => item.Name == "System.Runtime");
            module.AssemblyReferences.Add(new AssemblyNameReference(known.Name, known.Version) { PublicKeyToken = known.PublicKeyToken });
        });
    }

    private static IEnumerable<Defect> Implementations()
    {
        yield return new("A method of an interface is missing", Codes.MissingImplementation, "Specimens.Greeter", module => Remove(module, "Greeter", "Greet"));
        yield return new("A method of an interface is no longer virtual", Codes.MissingImplementation, "Specimens.Greeter", module =>
        {
            MethodDefinition method = module.Method("Greeter", "Greet");
            method.IsFinal = false;
            method.IsNewSlot = false;
            method.IsVirtual = false;
        });
        yield return new("A method of an interface is no longer public", Codes.MissingImplementation, "Specimens.Greeter", module => module.Method("Greeter", "Greet").IsAssembly = true);
        yield return new("A method of an interface has another parameter", Codes.MissingImplementation, "Specimens.Greeter", module =>
            module.Method("Greeter", "Greet").Parameters.Add(new ParameterDefinition(module.TypeSystem.Int32)));
        yield return new("An explicit implementation has lost its override", Codes.MissingImplementation, "Specimens.Shy", module => module.Method("Shy", "Specimens.IGreeter.Greet").Overrides.Clear());
        yield return new("A static abstract method is not implemented", Codes.MissingImplementation, "Specimens.Greeter", module =>
            module.Type("Greeter").Methods.Single(item => item.IsStatic && item.HasOverrides).Overrides.Clear());
        yield return new("An interface has a new member", Codes.MissingImplementation, "Specimens.Shy", module =>
            module.Type("IGreeter").Methods.Add(new MethodDefinition("Wave", MethodAttributes.Public | MethodAttributes.Abstract | MethodAttributes.Virtual | MethodAttributes.NewSlot, module.TypeSystem.Void)));
        yield return new("An abstract method is not overridden", Codes.MissingImplementation, "Specimens.Square", module => Remove(module, "Square", "Area"));
    }

    private static IEnumerable<Defect> Overrides()
    {
        yield return new("A final method is overridden", Codes.OverrideMismatch, "Specimens.Tile::Half(", module => AddHalf(module, MethodAttributes.Public));
        yield return new("An override is less visible", Codes.OverrideMismatch, "Specimens.Square::Area(", module => module.Method("Square", "Area").IsFamily = true);
        yield return new("An explicit override has another signature", Codes.OverrideMismatch, "Specimens.Shape::Half(", module =>
        {
            // The class implements the interface already; this override names a method that it cannot stand for.
            module.Type("Square").Methods.Single(item => item.Name == "Half").IsFinal = false;
            module.Method("Shape", "Half").Overrides.Add(module.Method("Shape", "Area"));
            module.Method("Shape", "Half").Parameters.Add(new ParameterDefinition(module.TypeSystem.Int32));
        });
        yield return new("A method of a foreign class is overridden", Codes.OverrideMismatch, "Specimens.Stone::ToString(", module => module.Method("Stone", "ToString").Overrides.Add(module.Method("Animal", "Speak")));
        yield return new("A method that is not virtual is overridden", Codes.OverrideMismatch, "Specimens.Dog::Speak(", module => module.Method("Animal", "Wag").Let(wag =>
        {
            wag.ReturnType = module.TypeSystem.String;
            wag.Replace(il => il.Emit(OpCodes.Ldnull, OpCodes.Ret));
            module.Method("Dog", "Speak").Overrides.Add(wag);
        }));
    }

    private static IEnumerable<Defect> Shapes()
    {
        yield return new("A class derives from a sealed one", Codes.TypeShape, "Specimens.Greeter", module => module.Type("Greeter").Let(type =>
        {
            type.BaseType = module.Type("Stone");
            type.Methods.Single(item => item.Name == ".ctor").Body.Instructions.First(item => item.OpCode.Code == Code.Call).Operand = module.Method("Stone", ".ctor");
        }));
        yield return new("A class is abstract no longer", Codes.TypeShape, "Specimens.Shape::Area(", module => module.Type("Shape").IsAbstract = false);
        yield return new("A static method is virtual", Codes.TypeShape, "Specimens.Code::Nothing(", module => module.Method("Code", "Nothing").IsVirtual = true);
        yield return new("A constructor is not marked as one", Codes.TypeShape, "Specimens.Stone::.ctor(", module => module.Method("Stone", ".ctor").IsRuntimeSpecialName = false);
        yield return new("A class constructor has a parameter", Codes.TypeShape, "Specimens.Animal::.cctor(", module =>
            module.Method("Animal", ".cctor").Parameters.Add(new ParameterDefinition(module.TypeSystem.Int32)));
        yield return new("The entry point is not static", Codes.TypeShape, "Specimens.Code::Member(", module => module.EntryPoint = module.Method("Code", "Member"));
        yield return new("The flags and the signature differ in whether a method is static", Codes.TypeShape, "Specimens.Code::Nothing(", module => module.Method("Code", "Nothing").HasThis = true);
        yield return new("A field has an offset, and the layout is not explicit", Codes.TypeShape, "Specimens.Point", module => module.Field("Point", "X").Offset = 4);
        yield return new("A field of an explicit layout has no offset", Codes.TypeShape, "Specimens.Point", module => module.Type("Point").Let(type =>
        {
            type.IsSequentialLayout = false;
            type.IsExplicitLayout = true;
        }));
        yield return new("A struct holds itself", Codes.TypeShape, "Specimens.Point", module => module.Field("Point", "Y").Let(field =>
        {
            field.FieldType = module.Type("Point");
            module.Method("Point", "ToString").Replace(il => il.Emit(OpCodes.Ldnull, OpCodes.Ret));
        }));
        yield return new("A class holds a ref struct", Codes.AddressEscapes, "Specimens.Stone", module =>
            module.Type("Stone").Fields.Add(new FieldDefinition("Window", FieldAttributes.Public, module.Type("Window"))));
        yield return new("A field is of a type that does not exist", Codes.UnresolvedToken, "Specimens.Stone", module =>
            module.Type("Stone").Fields.Add(new FieldDefinition("Gone", FieldAttributes.Public, module.Framework("System", "Nonexistent"))));
        yield return new("A field is of a generic type without arguments", Codes.GenericInstantiation, "Specimens.Stone", module =>
            module.Type("Stone").Fields.Add(new FieldDefinition("Open", FieldAttributes.Public, module.Type("Box`1"))));
        yield return new("A parameter does not fit a constraint", Codes.GenericInstantiation, "Specimens.Code::Sum(", module =>
            module.Method("Code", "Sum").Parameters[1].Let(parameter =>
            {
                parameter.ParameterType = new GenericInstanceType(module.Type("Keeper`1")) { GenericArguments = { module.TypeSystem.Int32 } };
                module.Replace("Sum", il => il.Emit(OpCodes.Ldarg_0, OpCodes.Ret));
            }));
    }

    private static void Remove(ModuleDefinition module, string type, string name) => module.Type(type).Methods.Remove(module.Method(type, name));

    private static void AddHalf(ModuleDefinition module, MethodAttributes access)
    {
        MethodDefinition method = new("Half", access | MethodAttributes.Virtual | MethodAttributes.HideBySig, module.TypeSystem.Double);
        module.Type("Tile").Methods.Add(method);
        method.Replace(il =>
        {
            il.Emit(OpCodes.Ldc_R8, 1d);
            il.Emit(OpCodes.Ret);
        });
    }
}
