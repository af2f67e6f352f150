using Mono.Cecil.Cil;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>Starts the runtime first of all in a program's entry point.</summary>
internal sealed class StartAtEntryPoint : ITransform
{
    public void Apply(WovenModule module)
    {
        if (module.Module.EntryPoint is not { } entry)
            return;
        new BodyEditor(entry).InsertFirst(
            Instruction.Create(OpCodes.Ldstr, string.Join(";", module.Settings.WovenAssemblies)),
            Instruction.Create(OpCodes.Call, module.Contract.Method("EntryPoint", "Start")));
    }
}
