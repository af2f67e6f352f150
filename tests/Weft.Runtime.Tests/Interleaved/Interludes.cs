using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Runtime.Tests.Interleaved;

/// <summary>
/// Makes copies of assemblies that stop where an interleaving begins: before chosen instructions they call <c>Interlude.Call</c>, which runs what a test has put there once. So a test does at exactly that place what another
/// thread does once in a million runs.
/// </summary>
internal static class Interludes
{
    internal const string Class = "Interlude";
    internal const string Field = "Pause";

    /// <summary>Writes a copy with calls before the instructions that are chosen; gives back how many there are.</summary>
    internal static int Write(string input, string output, Func<MethodDefinition, Instruction, bool> stopsBefore)
    {
        using DefaultAssemblyResolver resolver = new();
        resolver.AddSearchDirectory(Path.GetDirectoryName(input));
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        using ModuleDefinition module = ModuleDefinition.ReadModule(input, new ReaderParameters { AssemblyResolver = resolver });
        MethodDefinition call = AddClass(module);
        int stops = 0;
        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody && method != call).ToArray())
        {
            Instruction[] chosen = [.. method.Body.Instructions.Where(instruction => stopsBefore(method, instruction))];
            ILProcessor il = method.Body.GetILProcessor();
            foreach (Instruction instruction in chosen)
            {
                // Branches that led to the instruction lead to the call: the copy of the instruction comes behind it.
                Instruction moved = il.Create(OpCodes.Nop);
                (moved.OpCode, moved.Operand) = (instruction.OpCode, instruction.Operand);
                il.InsertAfter(instruction, moved);
                (instruction.OpCode, instruction.Operand) = (OpCodes.Call, call);
                stops++;
            }
        }
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        module.Write(output);
        return stops;
    }

    // public static class Interlude { public static Action Pause; public static void Call() { Action pause = Interlocked.Exchange(ref Pause, null); if (pause != null) pause(); } }
    private static MethodDefinition AddClass(ModuleDefinition module)
    {
        TypeDefinition type = new("", Class, TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed, module.TypeSystem.Object);
        TypeReference action = module.ImportReference(typeof(Action));
        FieldDefinition pause = new(Field, FieldAttributes.Public | FieldAttributes.Static, action);
        MethodDefinition call = new("Call", MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.Void);
        type.Fields.Add(pause);
        type.Methods.Add(call);
        module.Types.Add(type);
        GenericInstanceMethod exchange = new(module.ImportReference(typeof(Interlocked).GetMethods().Single(method => method is { Name: nameof(Interlocked.Exchange), IsGenericMethodDefinition: true })));
        exchange.GenericArguments.Add(action);
        ILProcessor il = call.Body.GetILProcessor();
        Instruction end = il.Create(OpCodes.Ret);
        Instruction none = il.Create(OpCodes.Pop);
        il.Emit(OpCodes.Ldsflda, pause);
        il.Emit(OpCodes.Ldnull);
        il.Emit(OpCodes.Call, exchange);
        il.Emit(OpCodes.Dup);
        il.Emit(OpCodes.Brfalse, none);
        il.Emit(OpCodes.Callvirt, module.ImportReference(typeof(Action).GetMethod(nameof(Action.Invoke))!));
        il.Emit(OpCodes.Br, end);
        il.Append(none);
        il.Append(end);
        return call;
    }
}
