using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Emit;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Transforms;

/// <summary>Lets the module initializer register what was woven, before an existing one runs.</summary>
internal sealed class RegisterModule : ITransform
{
    private const string Register = "Register";

    public void Apply(WovenModule module)
    {
        MethodDefinition register = new(Register, MethodAttributes.Assembly | MethodAttributes.Static | MethodAttributes.HideBySig, module.Module.TypeSystem.Void);
        module.Holder.Methods.Add(register);
        IL il = new(register);
        il.Emit(OpCodes.Ldstr, module.Module.Assembly.Name.Name);
        il.Emit(module.Settings.ContractVersion);
        il.Emit(OpCodes.Ldstr, module.Settings.WeavingHash);
        il.Emit(OpCodes.Ldstr, module.Settings.ClusterLines);
        il.Emit(OpCodes.Call, module.Contract.Method("Registration", "Assembly"));
        foreach (TypePlan type in module.Assembly.Types)
        {
            il.Emit(OpCodes.Ldtoken, type.Type);
            il.Emit(OpCodes.Call, module.Contract.Method("Registration", "Class"));
        }
        if (!module.Plan.Boxed.IsEmpty)
        {
            il.Emit(OpCodes.Ldstr, string.Join("\n", module.Plan.Boxed.Select(boxed => boxed.WireName)));
            il.Emit(OpCodes.Call, module.Contract.Method("Registration", "Boxes"));
        }
        foreach (FieldDefinition method in module.MethodHandles)
        {
            il.Emit(OpCodes.Ldsfld, method);
            il.Emit(OpCodes.Call, module.Contract.Method("Registration", "Method"));
        }
        foreach (NamedLockPlan named in module.Assembly.NamedLocks.Where(named => named.Type is not null))
        {
            il.Emit(OpCodes.Ldtoken, module.Module.ImportReference(named.Type!));
            il.Emit(OpCodes.Call, TypeTokens.ToType(module.Contract));
            il.Emit(OpCodes.Ldstr, named.Name);
            il.Emit(OpCodes.Call, module.Contract.Method("Registration", "NamedLock"));
        }
        il.Emit(OpCodes.Ret);
        new IL(module.TypeInitializer()).Emit(OpCodes.Ret);
        Call(module.Module, register);
    }

    private static void Call(ModuleDefinition module, MethodDefinition register)
    {
        TypeDefinition type = module.GetType("<Module>");
        MethodDefinition? initializer = type.Methods.FirstOrDefault(method => method.Name == ".cctor");
        if (initializer is null)
        {
            initializer = new(".cctor", MethodAttributes.Private | MethodAttributes.Static | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName, module.TypeSystem.Void);
            type.Methods.Add(initializer);
            new IL(initializer).Emit(OpCodes.Ret);
        }
        BodyEditor editor = new(initializer);
        if (AssemblyLoader(initializer) is { } loader)
            editor.InsertAfter(loader, Instruction.Create(OpCodes.Call, register));
        else
            editor.InsertFirst(Instruction.Create(OpCodes.Call, register));
    }

    /// <summary>What makes assemblies known that lie inside this one as resources: without it the runtime may not be found.</summary>
    private static Instruction? AssemblyLoader(MethodDefinition initializer) => initializer.Body.Instructions
        .FirstOrDefault(instruction => instruction.OpCode.Code == Code.Call && instruction.Operand is MethodReference called && EmbeddedLoader.IsStart(called));
}
