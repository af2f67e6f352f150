using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Configuration;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>Carries out the sites of all bodies.</summary>
internal sealed class RewriteSites : ITransform
{
    public void Apply(WovenModule module)
    {
        Dictionary<FieldDefinition, string> namedLocks = [];
        foreach (NamedLockPlan plan in module.Assembly.NamedLocks)
        {
            if (plan.Field is not null)
                namedLocks[plan.Field] = plan.Name;
        }
        foreach (BodyPlan body in module.Assembly.Bodies)
            new BodyRewriter(module, body, namedLocks).Run();
    }
}

/// <summary>Carries out the sites of one body.</summary>
internal sealed class BodyRewriter(WovenModule module, BodyPlan plan, Dictionary<FieldDefinition, string> namedLocks)
{
    private readonly BodyEditor _editor = new(plan.Method);

    internal void Run()
    {
        BorrowedUses uses = new(module, plan, _editor);
        IReadOnlyDictionary<Instruction, Instruction> guarded = new GuardedRegions(module, plan, _editor).Apply();
        foreach (SitePlan site in plan.Sites)
            Apply(guarded.TryGetValue(site.Instruction, out Instruction? copy) ? site with { Instruction = copy } : site);
        uses.Apply();
    }

    private void Apply(SitePlan site)
    {
        Instruction instruction = site.Instruction;
        switch (site.Action)
        {
            case SiteAction.Read:
                CallAccessor(instruction, site.IsOwn ? Names.Own : Names.Get, stores: false);
                break;
            case SiteAction.Write:
                CallAccessor(instruction, Names.Set, stores: true);
                break;
            case SiteAction.Nominate:
                CallAccessor(instruction, Names.Nominate, stores: true);
                break;
            case SiteAction.MakeResident:
                CallAddress(instruction, Names.Address);
                break;
            case SiteAction.View:
                CallAddress(instruction, Names.View, readOnly: true);
                break;
            case SiteAction.Expose:
                CallAddress(instruction, Names.Expose);
                break;
            case SiteAction.Wrote:
                _editor.InsertAfter(instruction, Instruction.Create(OpCodes.Call, module.Contract.Method("FieldAccess", "Wrote")));
                break;
            case SiteAction.CopyOut:
                CopyOut(instruction, site.IsOwn ? Names.Own : Names.Get, site.Consumers.Any(AddressPolicy.IsVolatileRead));
                break;
            case SiteAction.CallOnBox:
            case SiteAction.LendKept:
                // It moves as a use of lent addresses does.
                break;
            case SiteAction.Lend or SiteAction.LendAtomic when site.Field is { Roots.IsEmpty: false } root:
                NameRoot(instruction, root, site.IsOwn ? Names.OwnRoot : Names.Root);
                break;
            case SiteAction.Lend:
            case SiteAction.LendAtomic:
                Lend(instruction);
                break;
            case SiteAction.AtomicOnRoot:
                CallRootOperation(instruction, site.Consumers[0]);
                break;
            case SiteAction.Shim:
            case SiteAction.Create:
                if (site.Level == LockLevel.Write)
                    CallShim(instruction, site.Replacement!.Resolve());
                else
                    EnterAtLevel(instruction, site.Replacement!.Resolve(), site.Level);
                break;
            case SiteAction.ShimBase:
                _editor.Replace(instruction, Instruction.Create(OpCodes.Call, module.BaseCalls.Of(plan.Method.DeclaringType, (MethodReference)instruction.Operand, site.Replacement!.Resolve())));
                break;
            case SiteAction.StoreElement:
                StoreElement(instruction);
                break;
            case SiteAction.ExposeArray:
                _editor.InsertAfter(instruction, Instruction.Create(OpCodes.Dup), Instruction.Create(OpCodes.Call, module.Contract.Method("ArrayAccess", "Expose")));
                break;
            case SiteAction.Hand:
                Hand(site);
                break;
            case SiteAction.OwnItems:
                OwnItems(instruction);
                break;
            case SiteAction.NameLock:
                NameLock(instruction);
                break;
            default:
                throw new InvalidOperationException($"No transform for {site.Action}.");
        }
    }

    private void CallAccessor(Instruction instruction, Func<string, string> name, bool stores)
    {
        BodyEditor.RemovePrefixes(instruction);
        FieldReference field = (FieldReference)instruction.Operand;
        bool isStatic = instruction.OpCode.Code is Code.Ldsfld or Code.Stsfld;
        _editor.Replace(instruction, Instruction.Create(OpCodes.Call, Accessors.Of(module, field, name, stores, isStatic)));
    }

    private void CallAddress(Instruction instruction, Func<string, string> name, bool readOnly = false)
    {
        FieldReference field = (FieldReference)instruction.Operand;
        TypeReference type = field.FieldType.Unmodified();
        MethodReference address = Accessors.Make(module, field, name(field.Name), readOnly ? module.Contract.ReadOnly(type) : new ByReferenceType(type), instruction.OpCode.Code == Code.Ldsflda);
        _editor.Replace(instruction, Instruction.Create(OpCodes.Call, address));
    }

    /// <summary>The place of a root stands on the stack instead of its address; the consumer, which has moved, borrows from it.</summary>
    private void NameRoot(Instruction instruction, FieldPlan root, Func<string, string> name)
    {
        FieldReference field = (FieldReference)instruction.Operand;
        MethodReference place = Accessors.Make(module, field, name(field.Name), module.Contract.RootPlace(root, field.FieldType.Unmodified()), instruction.OpCode.Code == Code.Ldsflda);
        _editor.Replace(instruction, Instruction.Create(OpCodes.Call, place));
    }

    private void CallRootOperation(Instruction address, Instruction call)
    {
        FieldReference field = (FieldReference)address.Operand;
        bool isStatic = address.OpCode.Code == Code.Ldsflda;
        RootOperation operation = RootOperation.Of(call, field.FieldType.Substitute(field.DeclaringType, null).Unmodified())!;
        MethodReference accessor = Accessors.OnRoot(module, field, operation, isStatic);
        BodyEditor.RemovePrefixes(call);
        _editor.Replace(call, Instruction.Create(OpCodes.Call, accessor));
        if (isStatic)
            BodyEditor.Remove(address);
        else
            Lend(address);
    }

    private void CopyOut(Instruction instruction, Func<string, string> name, bool acquires)
    {
        FieldReference field = (FieldReference)instruction.Operand;
        bool isStatic = instruction.OpCode.Code == Code.Ldsflda;
        VariableDefinition copy = _editor.AddLocal(field.FieldType.Substitute(field.DeclaringType, null).Unmodified());
        List<Instruction> sequence = [Instruction.Create(OpCodes.Call, Accessors.Of(module, field, name, stores: false, isStatic))];
        if (acquires)
            sequence.Add(Instruction.Create(OpCodes.Call, module.Contract.Method("AtomicAccess", "Acquired")));
        sequence.Add(Instruction.Create(OpCodes.Stloc, copy));
        sequence.Add(Instruction.Create(OpCodes.Ldloca, copy));
        _editor.Replace(instruction, [.. sequence]);
    }

    /// <summary>The owner stays on the stack in the place of the address; the consumer, which has moved, borrows from it.</summary>
    private void Lend(Instruction instruction)
    {
        if (instruction.Operand is TypeReference element)
        {
            BodyEditor.RemovePrefixes(instruction);
            _editor.Replace(instruction, Instruction.Create(OpCodes.Newobj, module.Contract.MethodOn("ElementPlace`1", [element], ".ctor")));
            return;
        }
        if (instruction.Operand is MethodReference)
        {
            BodyEditor.RemovePrefixes(instruction);
            _editor.Replace(instruction, Instruction.Create(OpCodes.Call, module.Matrices.Place(ArrayMembers.ArrayOf(instruction))));
            return;
        }
        FieldReference field = (FieldReference)instruction.Operand;
        if (instruction.Previous is { OpCode.Code: Code.Ldarg } previous && previous.Operand == plan.Method.Body.ThisParameter)
            BodyEditor.Remove(instruction);
        else
            // A null owner must be found here, before the arguments that follow are computed.
            _editor.Replace(instruction, Instruction.Create(OpCodes.Dup), Instruction.Create(OpCodes.Ldflda, field), Instruction.Create(OpCodes.Pop));
    }

    private void EnterAtLevel(Instruction instruction, MethodDefinition shim, LockLevel level)
    {
        MethodReference enter = module.Contract.Leveled(shim);
        BodyEditor.RemovePrefixes(instruction);
        _editor.Replace(instruction, Instruction.Create(OpCodes.Ldc_I4, (int)level), Instruction.Create(OpCodes.Call, enter));
    }

    private void CallShim(Instruction instruction, MethodDefinition shim)
    {
        MethodReference member = (MethodReference)instruction.Operand;
        MethodReference replacement = module.Contract.Shim(shim, member.DeclaringType.Arguments(), member.Arguments());
        BodyEditor.RemovePrefixes(instruction);
        switch (instruction.OpCode.Code)
        {
            case Code.Ldftn:
                instruction.Operand = replacement;
                break;
            case Code.Ldvirtftn:
                _editor.Replace(instruction, Instruction.Create(OpCodes.Pop), Instruction.Create(OpCodes.Ldftn, replacement));
                break;
            default:
                _editor.Replace(instruction, Instruction.Create(OpCodes.Call, replacement));
                break;
        }
    }

    private void StoreElement(Instruction instruction)
    {
        if (instruction.Operand is MethodReference { DeclaringType: ArrayType array })
        {
            BodyEditor.RemovePrefixes(instruction);
            _editor.Replace(instruction, Instruction.Create(OpCodes.Call, module.Matrices.Store(array)));
            return;
        }
        TypeSystem types = module.Module.TypeSystem;
        TypeReference? element = instruction.OpCode.Code switch
        {
            Code.Stelem_Any => (TypeReference)instruction.Operand,
            Code.Stelem_I => types.IntPtr,
            Code.Stelem_I1 => types.SByte,
            Code.Stelem_I2 => types.Int16,
            Code.Stelem_I4 => types.Int32,
            Code.Stelem_I8 => types.Int64,
            Code.Stelem_R4 => types.Single,
            Code.Stelem_R8 => types.Double,
            _ => null,
        };
        MethodReference store = element is null ? module.Contract.Method("ArrayAccess", "StoreReference") : module.Contract.Method("ArrayAccess", "Store", element);
        _editor.Replace(instruction, Instruction.Create(OpCodes.Call, store));
    }

    private void Hand(SitePlan site)
    {
        List<Instruction> look = [Instruction.Create(OpCodes.Dup), Instruction.Create(OpCodes.Call, module.Contract.Method("FieldAccess", site.Whole ? "HandAll" : "Hand"))];
        if (site.Generic is { } parameter)
            look.Insert(1, Instruction.Create(OpCodes.Box, parameter));
        _editor.InsertAfter(site.Instruction, [.. look]);
    }

    private void OwnItems(Instruction baseCall)
    {
        TypeReference item = ((MethodReference)baseCall.Operand).DeclaringType.Arguments().Last();
        _editor.InsertAfter(baseCall, Instruction.Create(OpCodes.Ldarg, plan.Method.Body.ThisParameter), Instruction.Create(OpCodes.Call, module.Contract.Method("CollectionConstruction", "Own", item)));
    }

    private void NameLock(Instruction instruction)
    {
        FieldReference field = (FieldReference)instruction.Operand;
        _editor.InsertAfter(instruction,
            Instruction.Create(OpCodes.Ldsfld, field),
            Instruction.Create(OpCodes.Ldstr, namedLocks[field.Resolve()]),
            Instruction.Create(OpCodes.Call, module.Contract.Method("Registration", "NamedLock")));
    }
}
