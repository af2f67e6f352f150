using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.LockCoverage;

/// <summary>One instruction that writes shared state.</summary>
/// <param name="Instruction">The instruction.</param>
/// <param name="Type">The type that the list of writes puts it under.</param>
/// <param name="Target">What is written.</param>
/// <param name="How">By what.</param>
/// <param name="WhyFree">Why it needs no lock; null where it does.</param>
internal sealed record WriteSite(Instruction Instruction, string Type, string Target, string How, string? WhyFree = null)
{
    /// <summary>The field that holds the array or collection which is changed; null where that is not known, or where the field itself is written.</summary>
    public FieldDefinition? Holder { get; init; }
}

/// <summary>Finds the writes among the sites of a body. What a constructor or an initializer does to the object that it makes is none: nobody else sees that yet.</summary>
internal sealed class SharedWriteSites(SharedPlaces places)
{
    internal IEnumerable<WriteSite> In(BodyPlan body, StackFlow flow)
    {
        foreach (SitePlan site in body.Sites)
        {
            if (Of(site, body, flow) is { } write)
                yield return write;
        }
    }

    private WriteSite? Of(SitePlan site, BodyPlan body, StackFlow flow)
    {
        Instruction instruction = site.Instruction;
        ImmutableArray<StackValue> operands = flow.Operands(instruction);
        if (operands.IsDefault)
            return null;
        switch (site.Action)
        {
            case SiteAction.Read or SiteAction.CopyOut or SiteAction.MakeResident or SiteAction.View or SiteAction.Wrote or SiteAction.Create or SiteAction.NameLock or SiteAction.OwnItems or SiteAction.Hand:
                return null;
            case SiteAction.StoreElement:
                return Element(instruction, operands[0], operands[0].Type ?? (instruction.Operand is MethodReference set ? set.DeclaringType : new ArrayType(ElementOf(instruction, body.Method))), "an element is stored", body, flow);
            case SiteAction.Lend when site.Field is null:
                return Element(instruction, operands[0], ArrayMembers.ArrayOf(instruction), "an element is written through its address", body, flow);
            case SiteAction.LendAtomic:
                return Atomic(site, operands, body, flow);
            case SiteAction.ExposeArray:
                return Exposed(instruction, site, body, flow);
            case SiteAction.CallOnBox:
                return OnBox(instruction, (MethodReference)instruction.Operand, operands, body, flow);
            case SiteAction.Shim or SiteAction.ShimBase when instruction.Operand is MethodReference called:
                return Called(instruction, called, operands, body, flow);
            default:
                return site.Field is { } field && field.Treatment != FieldTreatment.Transient ? Field(site, field, operands, body.Method) : null;
        }
    }

    private WriteSite? Atomic(SitePlan site, ImmutableArray<StackValue> operands, BodyPlan body, StackFlow flow)
    {
        if (site.Consumers.All(consumer => consumer.Operand is MethodReference { Name: "Read" }))
            return null;
        WriteSite? write = site.Field is { } field
            ? field.Treatment == FieldTreatment.Transient ? null : new(site.Instruction, field.Field.DeclaringType.FullName, TypeNames.Display(field.Field), "the field is changed atomically")
            : Element(site.Instruction, operands[0], ArrayMembers.ArrayOf(site.Instruction), "an element is changed atomically", body, flow);
        return write is null ? null : write with { WhyFree = "it is atomic, and ordered, across the cluster" };
    }

    private static WriteSite? Field(SitePlan site, FieldPlan field, ImmutableArray<StackValue> operands, MethodDefinition method)
    {
        bool isStatic = field.Field.IsStatic;
        if (!isStatic && (IsUnderConstruction(operands[0], method) || IsInitializer(method)))
            return null;
        string how = site.Action switch
        {
            SiteAction.Nominate => "the root is first assigned",
            SiteAction.AtomicOnRoot => "the root is assigned atomically",
            SiteAction.Write when !field.Roots.IsEmpty => field.IsValueRoot ? "the root is written" : "the root is assigned",
            SiteAction.Write => "the field is stored",
            SiteAction.Lend or SiteAction.Expose => "the field is written through its address",
            _ => "the field is changed",
        };
        return new(site.Instruction, field.Field.DeclaringType.FullName, TypeNames.Display(field.Field), how, site.Action switch
        {
            SiteAction.Nominate => "the first assignment in the cluster decides",
            SiteAction.AtomicOnRoot => "it is decided for all nodes, by the root's policy",
            _ => null,
        });
    }

    /// <summary>Whether a value is the instance that a constructor is making, or one that <c>new</c> has just made, as in an object initializer.</summary>
    internal static bool IsUnderConstruction(StackValue value, MethodDefinition method) =>
        (method is { IsConstructor: true, IsStatic: false } && Instructions.IsThis(value, method.Body)) || (!value.Producers.IsEmpty && value.Producers.All(producer => producer.OpCode.Code == Code.Newobj));

    private static bool IsInitializer(MethodDefinition method) =>
        method.IsSetter && method.ReturnType is RequiredModifierType { ModifierType.FullName: "System.Runtime.CompilerServices.IsExternalInit" };

    private WriteSite? Element(Instruction instruction, StackValue array, TypeReference type, string how, BodyPlan body, StackFlow flow) =>
        places.Of(array, type, body.Method.Body, flow) is var (field, words) ? new(instruction, Group(field, type), words, how) { Holder = field } : null;

    private WriteSite? Exposed(Instruction producer, SitePlan site, BodyPlan body, StackFlow flow)
    {
        TypeReference? type = StackEffect.PushedType(producer, flow.Operands(producer) is { IsDefaultOrEmpty: false } operands ? operands[0] : null, body.Method.Body);
        return type is ArrayType && places.Of(StackValue.From(producer, type), type, body.Method.Body, flow) is var (field, words) && field is not null
            ? new(producer, Group(field, type), words, site.Rule)
            : null;
    }

    private WriteSite? Called(Instruction instruction, MethodReference called, ImmutableArray<StackValue> operands, BodyPlan body, StackFlow flow)
    {
        if (operands.IsEmpty || !CollectionMembers.Changes(called))
            return null;
        // Array.Copy and its kin write the array that stands third.
        int target = !called.HasThis && called.Name is "Copy" or "ConstrainedCopy" ? called.Parameters.Count == 3 ? 1 : 2 : 0;
        TypeReference type = called.HasThis ? called.DeclaringType : operands[target].Type ?? called.Parameters[target].ParameterType;
        if (type is ByReferenceType reference)
            type = reference.ElementType;
        string? free = called.HasThis && CollectionMembers.IsConcurrent(type) ? "each update is atomic across the cluster" : null;
        return places.Of(operands[target], type, body.Method.Body, flow) is var (field, words) ? new(instruction, Group(field, type), words, $"{called.DeclaringType.Name.Split('`')[0]}.{called.Name}", free) { Holder = field } : null;
    }

    private WriteSite? OnBox(Instruction call, MethodReference called, ImmutableArray<StackValue> operands, BodyPlan body, StackFlow flow)
    {
        if (operands.IsEmpty || operands[0].Producers.All(producer => producer.OpCode.Code is Code.Box or Code.Newobj))
            return null;
        (FieldDefinition? field, string words) = places.Of(operands[0], called.DeclaringType, body.Method.Body, flow) ?? (null, "a struct in its box that may be shared");
        return new(call, Group(field, called.DeclaringType), words, $"{called.DeclaringType.Name.Split('`')[0]}.{called.Name} may change a struct in its box");
    }

    private static string Group(FieldDefinition? field, TypeReference type) => field?.DeclaringType.FullName ?? Explain.IlNames.Of(type);

    private static TypeReference ElementOf(Instruction store, MethodDefinition method)
    {
        TypeSystem types = method.Module.TypeSystem;
        return store.OpCode.Code switch
        {
            Code.Stelem_Any => (TypeReference)store.Operand,
            Code.Stelem_I => types.IntPtr,
            Code.Stelem_I1 => types.Byte,
            Code.Stelem_I2 => types.Int16,
            Code.Stelem_I4 => types.Int32,
            Code.Stelem_I8 => types.Int64,
            Code.Stelem_R4 => types.Single,
            Code.Stelem_R8 => types.Double,
            _ => types.Object,
        };
    }
}
