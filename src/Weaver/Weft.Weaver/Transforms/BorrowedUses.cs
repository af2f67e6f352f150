using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>
/// Moves the instructions that work on lent addresses, or may change structs in their boxes, to generated methods. There the stack is empty, so that a handler can give
/// back what was borrowed, whatever else the caller's stack holds.
/// </summary>
internal sealed class BorrowedUses
{
    private readonly WovenModule _module;
    private readonly BodyPlan _plan;
    private readonly BodyEditor _editor;
    private readonly Dictionary<Instruction, object> _operands = [];
    private readonly Dictionary<Instruction, string> _rootPlaces;

    /// <summary>Made before the sites are rewritten: notes what lenders and paths name.</summary>
    internal BorrowedUses(WovenModule module, BodyPlan plan, BodyEditor editor)
    {
        _module = module;
        _plan = plan;
        _editor = editor;
        _rootPlaces = plan.Sites.Where(site => site is { Action: SiteAction.Lend or SiteAction.LendAtomic, Field.Roots.IsEmpty: false })
            .ToDictionary(site => site.Instruction, site => ContractReferences.PlaceOf(site.Field!));
        foreach (BorrowedOperand operand in plan.Uses.SelectMany(use => use.Operands))
        {
            if (operand.Lender is not null)
                _operands[operand.Lender] = operand.Lender.Operand;
            foreach (Instruction step in operand.Path)
                _operands[step] = step.Operand;
        }
    }

    internal void Apply()
    {
        foreach (BorrowedUse use in _plan.Uses)
        {
            if (!UseWholePlace(use))
                CallUse(use);
            foreach (Instruction step in use.Operands.SelectMany(operand => operand.Path))
                BodyEditor.Remove(step);
        }
    }

    /// <summary>A load or store of the whole field or element needs no address at all.</summary>
    private bool UseWholePlace(BorrowedUse use)
    {
        BorrowedOperand place = use.Operands[0];
        if (place.Lender is null || place.Path.Length > 0 || use.Operands.Skip(1).Any(operand => operand.Lender is not null))
            return false;
        Instruction consumer = use.Consumer;
        switch (consumer.OpCode.Code)
        {
            case Code.Pop:
                return true;
            case Code.Ldobj:
            case >= Code.Ldind_I1 and <= Code.Ldind_Ref:
                BodyEditor.RemovePrefixes(consumer);
                _editor.Replace(consumer, Instruction.Create(OpCodes.Call, WholePlace(place, stores: false)));
                return true;
            case Code.Stobj or Code.Stind_I:
            case >= Code.Stind_Ref and <= Code.Stind_R8:
                BodyEditor.RemovePrefixes(consumer);
                _editor.Replace(consumer, Instruction.Create(OpCodes.Call, WholePlace(place, stores: true)));
                return true;
            case Code.Initobj:
                VariableDefinition empty = _editor.AddLocal(place.Type);
                _editor.Replace(consumer,
                    Instruction.Create(OpCodes.Ldloca, empty),
                    Instruction.Create(OpCodes.Initobj, place.Type),
                    Instruction.Create(OpCodes.Ldloc, empty),
                    Instruction.Create(OpCodes.Call, WholePlace(place, stores: true)));
                return true;
            default:
                return false;
        }
    }

    private MethodReference WholePlace(BorrowedOperand place, bool stores)
    {
        if (FieldOf(place) is { } field)
            return Accessors.Of(_module, field, stores ? Names.Set : Names.Get, stores, isStatic: false);
        string access = RootPlaceOf(place) is not null ? "ValueRootAccess" : IsMatrix(place) ? "MatrixAccess" : "ArrayAccess";
        return _module.Contract.Method(access, stores ? "StoreAt" : "LoadAt", place.Type);
    }

    /// <summary>The field whose owner is on the stack in the place of its address; null for places that stand there themselves.</summary>
    private FieldReference? FieldOf(BorrowedOperand place) => RootPlaceOf(place) is null ? _operands[place.Lender!] as FieldReference : null;

    private string? RootPlaceOf(BorrowedOperand place) => _rootPlaces.TryGetValue(place.Lender!, out string? type) ? type : null;

    private bool IsMatrix(BorrowedOperand place) => _operands[place.Lender!] is MethodReference;

    private void CallUse(BorrowedUse use)
    {
        MethodDefinition method = AddUse(use);
        BodyEditor.RemovePrefixes(use.Consumer);
        TypeReference self = GenericReferences.Self(_plan.Method.DeclaringType);
        MethodReference reference = self is GenericInstanceType ? method.On(self) : method;
        _editor.Replace(use.Consumer, Instruction.Create(OpCodes.Call, reference.Closed([.. _plan.Method.GenericParameters])));
    }

    private MethodDefinition AddUse(BorrowedUse use)
    {
        Instruction consumer = use.Consumer;
        MethodDefinition method = _module.Members.AddMethod(_plan.Method.DeclaringType, _module.NextUse(), MethodAttributes.Private | MethodAttributes.Static, ResultOf(use));
        foreach (GenericParameter parameter in _plan.Method.GenericParameters)
            method.GenericParameters.Add(BodyMover.Copy(parameter, method));
        IL il = new(method);
        List<Borrowing> borrowings = [];
        for (int index = 0; index < use.Operands.Length; index++)
        {
            BorrowedOperand operand = use.Operands[index];
            ParameterDefinition parameter = new(operand.IsKept ? new ByReferenceType(operand.Type) : operand.Lender is null ? PassedOn(consumer, index, operand.Type) : OwnerOf(operand));
            method.Parameters.Add(parameter);
            if ((operand.Lender is not null || operand.IsKept) && !use.Stepped)
                borrowings.Add(new(operand, parameter, il.Local(_module.Contract.Loan(operand.Type)), il.Local(new ByReferenceType(operand.Type))));
        }
        if (use.Stepped)
        {
            EmitSteps(il, use);
            return method;
        }
        foreach (Borrowing borrowing in borrowings)
            Borrow(il, borrowing, use.Atomic);
        List<VariableDefinition> boxes = [.. use.Boxes.Select(index => BeginOnBox(il, use, index, borrowings))];

        bool simple = consumer.OpCode.Code is not (Code.Call or Code.Callvirt or Code.Newobj);
        if (simple)
            EmitSimple(il, use, borrowings);
        else
            EmitProtected(il, use, borrowings, boxes);
        return method;
    }

    /// <summary>An address that the consumer only reads may be one that must not be written through: it is passed on as such.</summary>
    private TypeReference PassedOn(Instruction consumer, int index, TypeReference type) => type is ByReferenceType reference && AddressPolicy.TakesReadOnly(consumer, index)
        ? _module.Contract.ReadOnly(reference.ElementType)
        : type;

    /// <summary>Loads and stores through an address that is known to be good cannot throw.</summary>
    private void EmitSimple(IL il, BorrowedUse use, List<Borrowing> borrowings)
    {
        EmitConsumer(il, use, borrowings);
        GiveBack(il, borrowings, use.Atomic);
        il.Emit(OpCodes.Ret);
    }

    /// <summary>The runtime's method takes places, and borrows from them for each of its operations.</summary>
    private void EmitSteps(IL il, BorrowedUse use)
    {
        MethodReference called = (MethodReference)use.Consumer.Operand;
        List<TypeReference> arguments = [];
        for (int index = 0; index < use.Operands.Length; index++)
        {
            ParameterDefinition parameter = il.Body.Method.Parameters[index];
            il.Emit(OpCodes.Ldarg, parameter);
            if (PlaceOf(il, use.Operands[index], parameter) is { } place)
                arguments.Add(place);
        }
        il.Emit(OpCodes.Call, _module.Contract.Method("PlaceShims", SteppedCalls.ShimOf(called)!, [.. arguments, .. called.Arguments()]));
        il.Emit(OpCodes.Ret);
    }

    /// <summary>Makes a place of what was pushed, and gives its type; null for values.</summary>
    private TypeReference? PlaceOf(IL il, BorrowedOperand operand, ParameterDefinition parameter)
    {
        if (operand.Lender is null)
        {
            if (parameter.ParameterType is not ByReferenceType { ElementType: var local })
                return null;
            il.Emit(OpCodes.Newobj, _module.Contract.MethodOn("LocalPlace`1", [local], ".ctor"));
            return _module.Contract.LocalPlace(local);
        }
        if (FieldOf(operand) is not { } field)
            return OwnerOf(operand);
        il.Emit(OpCodes.Call, Accessors.Make(_module, field, Names.Cell(field.Name), _module.Contract.FieldPlace(field.FieldType.Unmodified()), isStatic: false));
        return _module.Contract.FieldPlace(operand.Type);
    }

    /// <summary>Gives back before an exception goes on: a <c>finally</c> would run after the filters of the callers, which may look at the field.</summary>
    private void EmitProtected(IL il, BorrowedUse use, List<Borrowing> borrowings, List<VariableDefinition> boxes)
    {
        TypeReference resultType = ResultOf(use);
        VariableDefinition? result = resultType.MetadataType == MetadataType.Void ? null : il.Local(resultType);
        Instruction after = Instruction.Create(OpCodes.Nop);
        Instruction start = il.Emit(OpCodes.Nop);
        EmitConsumer(il, use, borrowings);
        if (result is not null)
            il.Emit(OpCodes.Stloc, result);
        il.Emit(OpCodes.Leave, after);
        Instruction handler = il.Emit(OpCodes.Pop);
        GiveBack(il, borrowings, use.Atomic);
        EndOnBoxes(il, boxes);
        il.Emit(OpCodes.Rethrow);
        il.Add(after);
        GiveBack(il, borrowings, use.Atomic);
        EndOnBoxes(il, boxes);
        if (result is not null)
            il.Emit(OpCodes.Ldloc, result);
        il.Emit(OpCodes.Ret);
        il.Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Catch)
        {
            CatchType = _module.Module.TypeSystem.Object,
            TryStart = start,
            TryEnd = handler,
            HandlerStart = handler,
            HandlerEnd = after,
        });
    }

    /// <summary>Keeps what may be a box, which a call is about to change, for the end of the call.</summary>
    private VariableDefinition BeginOnBox(IL il, BorrowedUse use, int index, List<Borrowing> borrowings)
    {
        VariableDefinition box = il.Local(_module.Module.TypeSystem.Object);
        EmitOperand(il, use, index, borrowings);
        if (use.Operands[index] is { Lender: null, Type: ByReferenceType { ElementType: var place } })
            il.Emit(OpCodes.Call, _module.Contract.Method("BoxAccess", "Of", place));
        else if (use.Operands[index].Lender is not null)
            il.Emit(OpCodes.Call, _module.Contract.Method("BoxAccess", "Of", ReferredTo(use.Operands[index])));
        il.Emit(OpCodes.Stloc, box);
        il.Emit(OpCodes.Ldloc, box);
        il.Emit(OpCodes.Call, _module.Contract.Method("BoxAccess", "Begin"));
        return box;
    }

    private void EndOnBoxes(IL il, List<VariableDefinition> boxes)
    {
        foreach (VariableDefinition box in boxes)
        {
            il.Emit(OpCodes.Ldloc, box);
            il.Emit(OpCodes.Call, _module.Contract.Method("BoxAccess", "End"));
        }
    }

    private void EmitOperand(IL il, BorrowedUse use, int index, List<Borrowing> borrowings)
    {
        if (borrowings.FirstOrDefault(item => ReferenceEquals(item.Operand, use.Operands[index])) is not { } borrowing)
        {
            il.Emit(OpCodes.Ldarg, il.Body.Method.Parameters[index]);
            return;
        }
        il.Emit(OpCodes.Ldloc, borrowing.Address);
        foreach (Instruction step in borrowing.Operand.Path)
            il.Emit(OpCodes.Ldflda, (FieldReference)_operands[step]);
    }

    private void EmitConsumer(IL il, BorrowedUse use, List<Borrowing> borrowings)
    {
        for (int index = 0; index < use.Operands.Length; index++)
            EmitOperand(il, use, index, borrowings);
        foreach (Instruction prefix in Instructions.Prefixes(use.Consumer).Where(prefix => prefix.OpCode.Code != Code.Tail))
            il.Add(BodyEditor.Copy(prefix));
        il.Add(BodyEditor.Copy(use.Consumer));
    }

    private void Borrow(IL il, Borrowing borrowing, bool atomic)
    {
        EmitOwner(il, borrowing);
        il.Emit(OpCodes.Ldloca, borrowing.Loan);
        il.Emit(OpCodes.Call, LoanMethod(borrowing, borrows: true, atomic));
        il.Emit(OpCodes.Stloc, borrowing.Address);
    }

    private void GiveBack(IL il, List<Borrowing> borrowings, bool atomic)
    {
        for (int index = borrowings.Count - 1; index >= 0; index--)
            GiveBack(il, borrowings[index], atomic);
    }

    private void GiveBack(IL il, Borrowing borrowing, bool atomic)
    {
        EmitOwner(il, borrowing);
        il.Emit(OpCodes.Ldloca, borrowing.Loan);
        il.Emit(OpCodes.Call, LoanMethod(borrowing, borrows: false, atomic));
    }

    private void EmitOwner(IL il, Borrowing borrowing) =>
        il.Emit(borrowing.Operand.IsKept || FieldOf(borrowing.Operand) is not null ? OpCodes.Ldarg : OpCodes.Ldarga, borrowing.Owner);

    private MethodReference LoanMethod(Borrowing borrowing, bool borrows, bool atomic)
    {
        if (borrowing.Operand.IsKept)
            return _module.Contract.Method("AtomicAccess", borrows ? "BorrowKept" : "ReturnKept", borrowing.Operand.Type);
        if (FieldOf(borrowing.Operand) is not { } field)
        {
            string place = RootPlaceOf(borrowing.Operand) ?? (IsMatrix(borrowing.Operand) ? "MatrixPlace`1" : "ElementPlace`1");
            return _module.Contract.MethodOn(place, [borrowing.Operand.Type], ElementMethod(borrows, atomic));
        }
        string name = (borrows, atomic) switch
        {
            (true, false) => Names.Borrow(field.Name),
            (false, false) => Names.Return(field.Name),
            (true, true) => Names.BorrowAtomic(field.Name),
            (false, true) => Names.ReturnAtomic(field.Name),
        };
        return Accessors.Loan(_module, field, name, borrows);
    }

    private static string ElementMethod(bool borrows, bool atomic)
    {
        if (atomic)
            return borrows ? "BorrowAtomic" : "ReturnAtomic";
        return borrows ? "Borrow" : "Return";
    }

    private TypeReference OwnerOf(BorrowedOperand operand) => _operands[operand.Lender!] switch
    {
        FieldReference when RootPlaceOf(operand) is { } place => _module.Contract.Type(place).Closed(operand.Type),
        FieldReference field => field.DeclaringType,
        MethodReference => _module.Contract.MatrixPlace(operand.Type),
        _ => _module.Contract.ElementPlace(operand.Type),
    };

    private TypeReference ResultOf(BorrowedUse use) => use.Consumer.OpCode.Code switch
    {
        Code.Newobj => ((MethodReference)use.Consumer.Operand).DeclaringType,
        Code.Call or Code.Callvirt => ResultOf((MethodReference)use.Consumer.Operand),
        Code.Ldfld => ResultOf((FieldReference)use.Consumer.Operand),
        Code.Ldobj => (TypeReference)use.Consumer.Operand,
        Code.Ldind_I => _module.Module.TypeSystem.IntPtr,
        Code.Ldind_I8 => _module.Module.TypeSystem.Int64,
        Code.Ldind_R4 => _module.Module.TypeSystem.Single,
        Code.Ldind_R8 => _module.Module.TypeSystem.Double,
        Code.Ldind_Ref => ReferredTo(use.Operands[0]),
        >= Code.Ldind_I1 and <= Code.Ldind_U4 => _module.Module.TypeSystem.Int32,
        _ => _module.Module.TypeSystem.Void,
    };

    /// <summary>What lies at the end of a lent address; with less than its own type, what is read could not be used as one.</summary>
    private TypeReference ReferredTo(BorrowedOperand operand) =>
        operand.Path is [.., var last] ? ResultOf((FieldReference)_operands[last]) : operand.Lender is null ? _module.Module.TypeSystem.Object : operand.Type;

    private static TypeReference ResultOf(MethodReference method) => method.ReturnType.Substitute(method.DeclaringType, method).Unmodified();

    private static TypeReference ResultOf(FieldReference field) => field.FieldType.Substitute(field.DeclaringType, null).Unmodified();

    private sealed record Borrowing(BorrowedOperand Operand, ParameterDefinition Owner, VariableDefinition Loan, VariableDefinition Address);
}
