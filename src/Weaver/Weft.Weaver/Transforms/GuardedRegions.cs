using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Collections.Generic;
using Weft.Weaver.Analysis;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>
/// Divides the regions of one body: as compiled where no owner has a header, and a copy that goes through the accessors where one has. What was stored as compiled is reported
/// if its owner has got a header meanwhile.
/// </summary>
internal sealed class GuardedRegions(WovenModule module, BodyPlan plan, BodyEditor editor)
{
    private readonly Dictionary<Instruction, Instruction> _copies = [];

    /// <summary>Returns, for each instruction of a region, its copy that goes through the accessors. Runs before the sites are carried out.</summary>
    internal IReadOnlyDictionary<Instruction, Instruction> Apply()
    {
        // From the last: what one adds to the sequence points is behind all that the next one looks for.
        for (int index = plan.Regions.Length - 1; index >= 0; index--)
            Divide(plan.Regions[index]);
        return _copies;
    }

    private void Divide(AccessRegion region)
    {
        Instruction end = region.Instructions[^1].Next;
        List<Instruction> copies = [.. region.Instructions.Select(Copy)];
        CopySequencePoints(region, copies);
        foreach (RegionProperty property in region.Properties)
            AccessDirectly(property);

        List<Instruction> tail = [Instruction.Create(OpCodes.Br, end), .. copies];
        RegionOwner[] stored = [.. region.Owners.Where(owner => owner.Stored.Length > 0)];
        List<Instruction> looks = [];
        if (stored.Length > 0)
        {
            List<Instruction> report = Report(stored);
            tail.Add(Instruction.Create(OpCodes.Br, end));
            tail.AddRange(report);
            foreach (RegionOwner owner in stored)
                Look(owner, report[0], looks);
        }
        else
        {
            tail.Add(Instruction.Create(OpCodes.Br, end));
        }
        editor.InsertBefore(end, [.. looks, .. tail]);
        Guard(region, copies[0]);
    }

    /// <summary>Puts the looks at the headers before the region; whoever jumps to its first instruction comes to them.</summary>
    private void Guard(AccessRegion region, Instruction slow)
    {
        List<Instruction> guards = [];
        foreach (RegionOwner owner in region.Owners)
        {
            if (!owner.IsThis)
            {
                // The accessors find a null owner where the program comes to it.
                guards.Add(Load(owner));
                guards.Add(Instruction.Create(OpCodes.Brfalse, slow));
            }
            Look(owner, slow, guards);
        }
        Instruction first = region.Instructions[0];
        editor.Replace(first, [.. guards, BodyEditor.Copy(first)]);
    }

    private void Look(RegionOwner owner, Instruction target, List<Instruction> code)
    {
        code.Add(Load(owner));
        code.Add(Instruction.Create(OpCodes.Call, Accessors.Make(module, owner.Via, Names.Shared, module.Module.TypeSystem.Boolean, isStatic: false)));
        code.Add(Instruction.Create(OpCodes.Brtrue, target));
    }

    private Instruction Copy(Instruction instruction)
    {
        Instruction copy = BodyEditor.Copy(instruction);
        _copies.Add(instruction, copy);
        return copy;
    }

    private void CopySequencePoints(AccessRegion region, List<Instruction> copies)
    {
        Collection<SequencePoint> points = plan.Method.DebugInformation.SequencePoints;
        int last = region.Instructions.Max(instruction => instruction.Offset);
        int at = 0;
        while (at < points.Count && points[at].Offset <= last)
            at++;
        int known = at, next = 0;
        for (int index = 0; index < region.Instructions.Length; index++)
        {
            int offset = region.Instructions[index].Offset;
            if (offset == 0 && region.Instructions[index].Previous is not null)
                continue;
            while (next < known && points[next].Offset < offset)
                next++;
            if (next == known || points[next].Offset != offset)
                continue;
            SequencePoint point = points[next];
            points.Insert(at, new SequencePoint(copies[index], point.Document)
            {
                StartLine = point.StartLine,
                StartColumn = point.StartColumn,
                EndLine = point.EndLine,
                EndColumn = point.EndColumn,
            });
            at++;
        }
    }

    /// <summary>The property's field may be private to its class, so that only its address is to be had here.</summary>
    private void AccessDirectly(RegionProperty property)
    {
        FieldReference field = property.Field;
        string name = Names.Ref(field.Name);
        MethodDefinition own = field.DeclaringType.Resolve().Methods.First(method => method.Name == name);
        MethodReference address = field.DeclaringType is GenericInstanceType ? own.On(field.DeclaringType) : own;
        TypeReference type = field.FieldType.Substitute(field.DeclaringType, null).Unmodified();
        if (property.Stores)
        {
            VariableDefinition value = editor.AddLocal(type);
            editor.Replace(property.Call,
                Instruction.Create(OpCodes.Stloc, value),
                Instruction.Create(OpCodes.Call, address),
                Instruction.Create(OpCodes.Ldloc, value),
                Instruction.Create(OpCodes.Stobj, type));
        }
        else
        {
            editor.Replace(property.Call, Instruction.Create(OpCodes.Call, address), Instruction.Create(OpCodes.Ldobj, type));
        }
    }

    private List<Instruction> Report(RegionOwner[] owners)
    {
        MethodDefinition method = module.Members.AddMethod(plan.Method.DeclaringType, module.NextReport(), MethodAttributes.Private | MethodAttributes.Static, module.Module.TypeSystem.Void);
        method.ImplAttributes |= MethodImplAttributes.NoInlining;
        foreach (GenericParameter parameter in plan.Method.GenericParameters)
            method.GenericParameters.Add(BodyMover.Copy(parameter, method));
        List<(ParameterDefinition Owner, FieldReference Field)> stores = [];
        foreach (RegionOwner owner in owners)
        {
            ParameterDefinition parameter = new(TypeOf(owner));
            method.Parameters.Add(parameter);
            stores.AddRange(owner.Stored.Select(field => (parameter, field)));
        }
        ReportAll(new(method), stores);

        TypeReference self = GenericReferences.Self(plan.Method.DeclaringType);
        MethodReference reference = (self is GenericInstanceType ? method.On(self) : method).Closed([.. plan.Method.GenericParameters]);
        return [.. owners.Select(Load), Instruction.Create(OpCodes.Call, reference)];
    }

    /// <summary>A report that throws must not keep the others from being made: each has the rest in its <c>finally</c>.</summary>
    private void ReportAll(IL il, List<(ParameterDefinition Owner, FieldReference Field)> stores)
    {
        Instruction after = Instruction.Create(OpCodes.Ret);
        List<(Instruction Start, Instruction Handler)> blocks = [];
        for (int index = 0; index < stores.Count; index++)
        {
            Instruction start = il.Emit(OpCodes.Ldarg, stores[index].Owner);
            il.Emit(OpCodes.Call, Accessors.Make(module, stores[index].Field, Names.Late(stores[index].Field.Name), module.Module.TypeSystem.Void, isStatic: false));
            if (index == stores.Count - 1)
                break;
            Instruction leave = il.Emit(OpCodes.Leave, after);
            blocks.Add((start, leave));
        }
        Instruction[] ends = new Instruction[blocks.Count + 1];
        for (int index = blocks.Count; index > 0; index--)
            ends[index] = il.Emit(OpCodes.Endfinally);
        il.Add(after);
        for (int index = 0; index < blocks.Count; index++)
            blocks[index].Handler.Operand = index == 0 ? after : ends[index];
        for (int index = blocks.Count - 1; index >= 0; index--)
        {
            Instruction handler = blocks[index].Handler.Next;
            il.Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Finally)
            {
                TryStart = blocks[index].Start,
                TryEnd = handler,
                HandlerStart = handler,
                HandlerEnd = ends[index + 1].Next,
            });
        }
    }

    private TypeReference TypeOf(RegionOwner owner) => owner.Variable switch
    {
        VariableDefinition local => local.VariableType.Unmodified(),
        ParameterDefinition parameter when !owner.IsThis => parameter.ParameterType.Unmodified(),
        _ => GenericReferences.Self(plan.Method.DeclaringType),
    };

    private static Instruction Load(RegionOwner owner) => owner.Variable is ParameterDefinition parameter
        ? Instruction.Create(OpCodes.Ldarg, parameter)
        : Instruction.Create(OpCodes.Ldloc, (VariableDefinition)owner.Variable);
}
