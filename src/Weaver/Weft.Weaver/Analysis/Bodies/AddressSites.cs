using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>Decides, for the addresses that one body takes of fields and elements, by their consumers.</summary>
internal sealed class AddressSites(MethodDefinition method, Lazy<StackFlow> flow, SiteScope scope)
{
    private readonly Dictionary<Instruction, Dictionary<int, Step>> _lent = [];
    private readonly HashSet<Instruction> _exposed = [];
    private readonly HashSet<Instruction> _kept = [];

    /// <summary>One consumer of an address, with the path to it.</summary>
    private sealed record Step(Instruction Lender, Instruction Consumer, int Operand, AddressUse Use, ImmutableArray<Instruction> Path, TypeReference Place, bool Shared);

    /// <summary>The site of an <c>ldflda</c> or <c>ldsflda</c> of a planned field; null where it may stay or was refused.</summary>
    internal SitePlan? Field(Instruction instruction, FieldPlan field)
    {
        if (field.Treatment == FieldTreatment.Transient)
            return new(instruction, SiteAction.MakeResident, field, null, [], field.Reason);
        FieldReference reference = (FieldReference)instruction.Operand;
        List<Step> steps = [];
        Follow(instruction, instruction, [], reference.FieldType.Substitute(reference.DeclaringType, null).Unmodified(), steps);
        if (steps.Count == 0)
            return null;
        ImmutableArray<Instruction> consumers = [.. steps.Select(step => step.Consumer)];
        bool onlyReads = steps.All(step => step.Use == AddressUse.Read);
        // As plain stores there, what works on the root of a copied type nominates.
        if (field.IsValueRoot && IsTypeInitializer && !(onlyReads && method.DeclaringType != field.Field.DeclaringType))
            return null;
        if (onlyReads)
            return new(instruction, SiteAction.CopyOut, field, null, consumers, "its consumers only read: they get a copy");
        return field.Roots.IsEmpty || field.IsValueRoot ? Place(instruction, field, steps, consumers) : ObjectRoot(instruction, field, steps, consumers);
    }

    private bool IsTypeInitializer => method is { IsConstructor: true, IsStatic: true };

    /// <summary>The site of an address of a root that holds an object: such a root is assigned as a whole, as its policy has it.</summary>
    private SitePlan? ObjectRoot(Instruction instruction, FieldPlan field, List<Step> steps, ImmutableArray<Instruction> consumers)
    {
        bool works = !IsRootOperation(steps);
        if (works && !WorksOnRoot(steps, field))
            return Refuse(instruction, field, steps, RootRefusal(steps));
        // As plain stores there, it nominates: what the field has is bound at the first access outside.
        if (IsTypeInitializer)
            return null;
        if (!works)
            return new(instruction, SiteAction.AtomicOnRoot, field, null, consumers, "an atomic operation on the root: an assignment as its policy has it, decided for all nodes");
        Lend(steps);
        return new(instruction, SiteAction.LendAtomic, field, null, consumers, "a call works on the root, and assigns it as its policy has it") { Stepped = steps[0].Use == AddressUse.Steps };
    }

    /// <summary>The site of an address of a shared field, or of a root of a copied type.</summary>
    private SitePlan? Place(Instruction instruction, FieldPlan field, List<Step> steps, ImmutableArray<Instruction> consumers)
    {
        if (steps.All(step => step.Use is AddressUse.Read or AddressUse.ReadKept || ReturnsReadOnly(step)))
            return new(instruction, SiteAction.View, field, null, consumers, "its consumers only read, but may keep the address: the object is made resident");
        if (Refusal(steps) is { } refusal)
            return steps.All(MayBeExposed) ? Expose(instruction, field, steps) : Refuse(instruction, field, steps, refusal);
        Lend(steps);
        return IsAtomic(steps)
            ? new(instruction, SiteAction.LendAtomic, field, null, consumers, "an atomic operation works on the field, under its lease where the object is shared") { Stepped = steps.Any(step => step.Use == AddressUse.Steps) }
            : new(instruction, SiteAction.Lend, field, null, consumers, "a consumer may write through the address: it is lent and taken back");
    }

    private SitePlan? Refuse(Instruction instruction, FieldPlan field, List<Step> steps, string why)
    {
        string code = steps.Any(step => step.Use is AddressUse.Atomic or AddressUse.Operation or AddressUse.Steps) ? Codes.AtomicOnField : Codes.AddressKept;
        string remedy = code == Codes.AtomicOnField ? "Make the call on the field itself where it can be, use a lock" : "Work on a local copy and store it back";
        scope.Diagnostics.Refuse(code, SourcePositions.Of(method, instruction), $"The address of the shared field {field.Field.FullName} {why}. {remedy}, or make the field transient.", field.Field);
        return null;
    }

    /// <summary>The sites of an instruction that takes an element's address.</summary>
    internal IEnumerable<SitePlan> Element(Instruction instruction)
    {
        TypeReference element = ArrayMembers.ElementOf(instruction);
        bool readOnly = Instructions.Prefixes(instruction).Any(prefix => prefix.OpCode.Code == Code.Readonly);
        List<Step> steps = [];
        Follow(instruction, instruction, [], element, steps);
        if (readOnly || steps.All(step => step.Use is AddressUse.Read or AddressUse.ReadKept))
            return [];
        ImmutableArray<Instruction> consumers = [.. steps.Select(step => step.Consumer)];
        if (Refusal(steps) is null)
        {
            Lend(steps);
            return
            [
                IsAtomic(steps)
                    ? new(instruction, SiteAction.LendAtomic, null, null, consumers, "an atomic operation works on the element, under its lease where the array is shared")
                    : new(instruction, SiteAction.Lend, null, null, consumers, "a consumer may write through the element's address: it is lent and taken back"),
            ];
        }
        if (steps.Any(step => step.Use is AddressUse.Atomic or AddressUse.Operation or AddressUse.Steps))
        {
            scope.Diagnostics.Warning(Codes.AtomicOnElement, SourcePositions.Of(method, instruction),
                $"An atomic operation on an element of {ArrayMembers.ArrayOf(instruction).FullName} is atomic on this node only. Use a lock where the array is shared.");
        }
        ImmutableArray<StackValue> operands = flow.Value.Operands(instruction);
        IEnumerable<Instruction> producers = operands.IsDefaultOrEmpty ? [] : operands[0].Producers.Where(producer => producer.OpCode.Code != Code.Newarr);
        return [.. producers.Select(producer => new SitePlan(producer, SiteAction.ExposeArray, null, null, consumers, "an element's address is kept: the array is compared when the thread next publishes"))];
    }

    /// <summary>Whether an address of a root serves one call which the root's accessors can make.</summary>
    private static bool IsRootOperation(List<Step> steps) => ServesOneCall(steps) && RootOperation.Of(steps[0].Consumer, steps[0].Place) is not null;

    /// <summary>Whether an address of a root serves one call that can work on its place: one that makes what is not there, or where the policy lets it replace what is.</summary>
    private static bool WorksOnRoot(List<Step> steps, FieldPlan field) => ServesOneCall(steps)
        && ((MethodReference)steps[0].Consumer.Operand).DeclaringType.FullName is var type && (type == SteppedCalls.Lazy || (type == SteppedCalls.Immutable && field.Roots.All(root => root.Policy == (int)RootPolicy.Replaceable)));

    private static bool ServesOneCall(List<Step> steps) => steps is [{ Operand: 0, Shared: false, Path.IsEmpty: true, Use: AddressUse.Operation or AddressUse.Steps }];

    private SitePlan Expose(Instruction instruction, FieldPlan field, List<Step> steps)
    {
        _exposed.Add(instruction);
        return new(instruction, SiteAction.Expose, field, null, [.. steps.Select(step => step.Consumer)], "the address may be kept: the field is compared when the thread next publishes");
    }

    /// <summary>Whether a consumer gives the address back as one that must not be written through.</summary>
    private bool ReturnsReadOnly(Step step) => step.Consumer.OpCode.Code == Code.Ret && !step.Shared
        && (method.ReturnType is RequiredModifierType { ModifierType.FullName: "System.Runtime.InteropServices.InAttribute" }
            || method.MethodReturnType.HasCustomAttributes && method.MethodReturnType.CustomAttributes.Any(item => item.AttributeType.Name == "IsReadOnlyAttribute"));

    /// <summary>Whether what a consumer does with an address is seen by a look at the field. Atomic operations are not: they would be atomic on this node alone.</summary>
    private bool MayBeExposed(Step step) => step.Use switch
    {
        AddressUse.Read or AddressUse.ReadKept or AddressUse.Write or AddressUse.Nested => true,
        AddressUse.Keeps => step.Consumer.OpCode.Code switch
        {
            Code.Stloc => step.Consumer.Operand is VariableDefinition { IsPinned: false } local && !ReachesAtomics(local),
            Code.Ret or Code.Stfld or Code.Call or Code.Callvirt or Code.Newobj => true,
            _ => false,
        },
        _ => false,
    };

    private bool ReachesAtomics(VariableDefinition local) =>
        method.Body.Instructions.Where(instruction => instruction.OpCode.Code == Code.Ldloc && instruction.Operand == local)
            .SelectMany(load => flow.Value.Uses(load)).Any(use => AddressPolicy.Classify(use.Consumer, use.Operand) is AddressUse.Atomic or AddressUse.Operation or AddressUse.Steps);

    private static bool IsInRefField(Instruction instruction) => instruction is { OpCode.Code: Code.Ldfld, Operand: FieldReference { FieldType: ByReferenceType } };

    private static bool IsInDictionary(Instruction instruction) =>
        instruction is { OpCode.Code: Code.Call, Operand: MethodReference { DeclaringType.FullName: "System.Runtime.InteropServices.CollectionsMarshal", Name: "GetValueRefOrAddDefault" or "GetValueRefOrNullRef" } };

    /// <summary>Elements of inline arrays are reached through spans too.</summary>
    private static bool IsInSpan(Instruction instruction) =>
        instruction is { OpCode.Code: Code.Call, Operand: MethodReference { Name: "get_Item", DeclaringType: GenericInstanceType { ElementType.FullName: "System.Span`1" } } };

    /// <summary>The instructions that may write, or work atomically, through addresses which are kept: exposed ones, those that the application's own methods and dictionaries return, those in ref fields, and those that spans give in a body which exposes a field.</summary>
    internal IEnumerable<SitePlan> Writes()
    {
        Queue<Instruction> open = new(method.Body.Instructions.Where(instruction => _exposed.Contains(instruction) || scope.ReturnsReference(instruction) || IsInDictionary(instruction) || IsInRefField(instruction) || (_exposed.Count > 0 && IsInSpan(instruction))));
        HashSet<Instruction> seen = [.. open], found = [];
        while (open.Count > 0)
        {
            foreach (StackFlow.Use use in flow.Value.Uses(open.Dequeue()))
            {
                AddressUse kind = AddressPolicy.Classify(use.Consumer, use.Operand);
                if (kind == AddressUse.Write && !_lent.ContainsKey(use.Consumer) && Instructions.Prefixes(use.Consumer).All(prefix => prefix.OpCode.Code != Code.Tail))
                    found.Add(use.Consumer);
                else if (kind == AddressUse.Operation && !_lent.ContainsKey(use.Consumer))
                    _kept.Add(use.Consumer);
                IEnumerable<Instruction> next = kind == AddressUse.Nested ? [use.Consumer]
                    : use.Consumer is { OpCode.Code: Code.Stloc, Operand: VariableDefinition { VariableType: ByReferenceType } local } ? method.Body.Instructions.Where(instruction => instruction.OpCode.Code == Code.Ldloc && instruction.Operand == local)
                    : [];
                foreach (Instruction item in next.Where(seen.Add))
                    open.Enqueue(item);
            }
        }
        return found.Select(consumer => new SitePlan(consumer, SiteAction.Wrote, null, null, [], "it may write through an address that is kept"))
            .Concat(_kept.Select(consumer => new SitePlan(consumer, SiteAction.LendKept, null, null, [], "an atomic operation works through an address that is kept: under the lease of the place, if the object is shared")));
    }

    /// <summary>The instructions that work on lent addresses.</summary>
    internal IEnumerable<BorrowedUse> Uses()
    {
        foreach (KeyValuePair<Instruction, Dictionary<int, Step>> entry in _lent)
        {
            Step any = entry.Value.Values.First();
            ImmutableArray<TypeReference> types = AddressPolicy.OperandTypes(entry.Key, any.Place)!.Value;
            ImmutableArray<BorrowedOperand>.Builder operands = ImmutableArray.CreateBuilder<BorrowedOperand>(types.Length);
            for (int index = 0; index < types.Length; index++)
            {
                operands.Add(entry.Value.TryGetValue(index, out Step? step)
                    ? new(Pointee(step.Lender), step.Lender, step.Path)
                    : new(index == 0 ? Receiver(entry.Key, types[0]) : types[index], null, []));
            }
            yield return new(entry.Key, operands.MoveToImmutable(), entry.Value.Values.Any(step => step.Use is AddressUse.Write or AddressUse.Operation or AddressUse.Steps), IsAtomic(entry.Value.Values))
            {
                Stepped = any.Use == AddressUse.Steps,
            };
        }
        foreach (Instruction operation in _kept)
        {
            // The place comes first, and the type of what it is in is not asked for by calls.
            ImmutableArray<TypeReference> types = AddressPolicy.OperandTypes(operation, method.DeclaringType)!.Value;
            yield return new(operation, [.. types.Select((type, index) => new BorrowedOperand(index == 0 ? ((ByReferenceType)type).ElementType : type, null, []) { IsKept = index == 0 })], Writes: true, Atomic: true);
        }
    }

    /// <summary>A protected member may be used only on an instance of the class that uses it, so the declaring class does not do.</summary>
    internal TypeReference Receiver(Instruction consumer, TypeReference declared) =>
        consumer.Operand is MethodReference { HasThis: true } method && consumer.OpCode.Code != Code.Newobj && declared is not ByReferenceType
            && method.Resolve() is { } definition && (definition.IsFamily || definition.IsFamilyOrAssembly || definition.IsFamilyAndAssembly)
            && flow.Value.Operands(consumer)[0].Type is { } known
            ? known is TypeDefinition own ? GenericReferences.Self(own) : known.Unmodified()
            : declared;

    private static TypeReference Pointee(Instruction lender) => lender.Operand is FieldReference field
        ? field.FieldType.Substitute(field.DeclaringType, null).Unmodified()
        : ArrayMembers.ElementOf(lender);

    private static bool IsAtomic(IEnumerable<Step> steps) => steps.Any(step => step.Use is AddressUse.Operation or AddressUse.Steps);

    private void Lend(List<Step> steps)
    {
        foreach (Step step in steps)
        {
            if (!_lent.TryGetValue(step.Consumer, out Dictionary<int, Step>? operands))
                _lent.Add(step.Consumer, operands = []);
            operands[step.Operand] = step;
        }
    }

    private void Follow(Instruction lender, Instruction from, ImmutableArray<Instruction> path, TypeReference place, List<Step> steps)
    {
        foreach (StackFlow.Use use in flow.Value.Uses(from))
        {
            AddressUse kind = AddressPolicy.Classify(use.Consumer, use.Operand);
            ImmutableArray<Instruction> producers = flow.Value.Operands(use.Consumer)[use.Operand].Producers;
            bool shared = producers.Length > 1 && !AreRootsAlike(producers, use.Consumer);
            if (kind == AddressUse.Nested && !shared)
            {
                FieldReference member = (FieldReference)use.Consumer.Operand;
                Follow(lender, use.Consumer, path.Add(use.Consumer), member.FieldType.Substitute(member.DeclaringType, null).Unmodified(), steps);
            }
            else
            {
                steps.Add(new(lender, use.Consumer, use.Operand, kind, path, place, shared));
            }
        }
    }

    /// <summary>Whether the addresses that meet at a call are all of roots of one copied type, and serve that call alone: their places are of one type, which tells itself which root it is.</summary>
    private bool AreRootsAlike(ImmutableArray<Instruction> producers, Instruction consumer) => consumer.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj
        && producers.All(producer => producer.OpCode.Code is Code.Ldflda or Code.Ldsflda && scope.Field((FieldReference)producer.Operand) is { IsValueRoot: true }
            && Pointee(producer).FullName == Pointee(producers[0]).FullName && flow.Value.Uses(producer).Count == 1);

    /// <summary>Why an address cannot be lent, as the end of a sentence; null where it can.</summary>
    private static string? Refusal(List<Step> steps)
    {
        foreach (Step step in steps)
        {
            if (step.Use == AddressUse.Atomic)
                return $"reaches {((MethodReference)step.Consumer.Operand).DeclaringType.Name}.{((MethodReference)step.Consumer.Operand).Name}, whose meaning is the address itself";
            if (step.Shared)
                return "is one of several that meet where branches join";
            if (step.Use == AddressUse.Steps && !step.Path.IsEmpty)
                return $"leads to a member of a struct, and {((MethodReference)step.Consumer.Operand).DeclaringType.Name}.{((MethodReference)step.Consumer.Operand).Name} works on whole fields and elements alone";
            if (step.Use is AddressUse.Operation or AddressUse.Steps && steps.Count > 1)
                return "is used by an atomic operation and in another way";
            if (step.Use is AddressUse.Keeps or AddressUse.Nested or AddressUse.ReadKept)
                return Keeping(step.Consumer);
        }
        return null;
    }

    private static string RootRefusal(List<Step> steps) => ServesOneCall(steps) && ((MethodReference)steps[0].Consumer.Operand).DeclaringType.FullName == SteppedCalls.Immutable
        ? "is given to a call that replaces what is there, and the field is a root whose policy is not 'replaceable'"
        : "is taken, and the field is a root, which is only read and assigned as a whole";

    private static string Keeping(Instruction consumer) => consumer.OpCode.Code switch
    {
        Code.Stloc when consumer.Operand is VariableDefinition { IsPinned: true } => "is pinned",
        Code.Stloc or Code.Starg => "is kept in a ref local",
        Code.Ret => "is returned by reference",
        Code.Stfld => "is kept in a ref field",
        Code.Conv_U or Code.Conv_I => "is made a pointer",
        Code.Call or Code.Callvirt or Code.Newobj => $"may be kept by {((MethodReference)consumer.Operand).FullName}",
        _ => $"is used by the instruction {consumer.OpCode.Name}, which cannot be woven",
    };
}
