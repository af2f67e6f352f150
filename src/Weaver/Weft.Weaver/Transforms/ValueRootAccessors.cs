using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>
/// Generates the accessors of a root of a copied type: reading, writing and nominating it, naming its place where its address would be lent, and giving addresses that are kept.
/// Those of an instance go on to the field where the instance is no owner of the root.
/// </summary>
/// <param name="module">The module that declares the field.</param>
/// <param name="plan">The field.</param>
/// <param name="sites">What is done with roots anywhere.</param>
internal sealed class ValueRootAccessors(WovenModule module, FieldPlan plan, ValueRootAccessors.Sites sites)
{
    private const string Contract = "ValueRootAccess";
    private readonly FieldReference _field = GenericReferences.Self(plan.Field);
    private readonly TypeReference _type = plan.Field.FieldType.Unmodified();

    private bool IsStatic => plan.Treatment == FieldTreatment.StaticRoot;

    private bool IsVolatile => plan.Field.FieldType is RequiredModifierType { ModifierType.Name: "IsVolatile" };

    /// <summary>The roots that sites nominate, lend, expose or view.</summary>
    internal sealed record Sites(HashSet<FieldDefinition> Nominated, HashSet<FieldDefinition> Lent, HashSet<FieldDefinition> Exposed, HashSet<FieldDefinition> Viewed, HashSet<FieldDefinition> Own)
    {
        internal static Sites Of(WovenModule module) => new(AddFieldAccessors.Fields(module, SiteAction.Nominate), AddFieldAccessors.Fields(module, SiteAction.Lend, SiteAction.LendAtomic),
            AddFieldAccessors.Fields(module, SiteAction.Expose), AddFieldAccessors.Fields(module, SiteAction.View),
            [
                .. module.Settings.IsProject ? module.Fields.Select(field => field.Field).Where(field => !field.IsPrivate) : [],
                .. module.Plan.Assemblies.SelectMany(assembly => assembly.Bodies).SelectMany(body => body.Sites).Where(site => site.IsOwn).Select(site => site.Field!.Field),
            ]);
    }

    /// <summary>What becomes of instances that are no owners of the root; each emits code that returns.</summary>
    internal sealed record Others(Action<IL> Read, Action<IL> Write, Action<IL> Place, Action<IL> Expose, Action<IL> View)
    {
        /// <summary>Emitted first: makes an instance resident, so that its field has what its constructor assigned.</summary>
        internal Action<IL> Load { get; init; } = _ => { };
    }

    /// <summary>The accessors of a static root, or of an instance root whose class is not instrumented: other instances have a plain field.</summary>
    internal void AddPlain() => Add(new(
        il => Return(il, OpCodes.Ldfld),
        il =>
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Stfld, _field);
            il.Emit(OpCodes.Ret);
        },
        il =>
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldflda, _field);
            il.Emit(OpCodes.Call, module.Contract.MethodOn("RootPlace`1", [_type], "OfPlace"));
            il.Emit(OpCodes.Ret);
        },
        il => Return(il, OpCodes.Ldflda),
        il => Return(il, OpCodes.Ldflda)));

    /// <summary>Adds those that are needed.</summary>
    internal void Add(Others others)
    {
        if (IsStatic)
            // The JIT folds static readonly fields to constants; a root changes.
            plan.Field.IsInitOnly = false;
        Add("Read", Names.Get(plan.Field.Name), _type, others.Load, others.Read).ImplAttributes |= MethodImplAttributes.AggressiveInlining;
        bool inTurn = IsVolatile || module.AtomicFields.Contains(plan.Field);
        Add(inTurn ? "WriteAtomic" : "Write", Names.Set(plan.Field.Name), null, others.Load, others.Write).ImplAttributes |= MethodImplAttributes.AggressiveInlining;
        if (sites.Nominated.Contains(plan.Field))
            Add("Nominate", Names.Nominate(plan.Field.Name), null, _ => { }, others.Write);
        if (sites.Lent.Contains(plan.Field))
            Add("Place", Names.Root(plan.Field.Name), module.Contract.RootPlace(plan, _type), others.Load, others.Place);
        if (sites.Exposed.Contains(plan.Field))
            Add("Expose", Names.Expose(plan.Field.Name), new ByReferenceType(_type), others.Load, others.Expose);
        if (sites.Viewed.Contains(plan.Field))
            Add("View", Names.View(plan.Field.Name), module.Contract.ReadOnly(_type), others.Load, others.View);
        if (!IsStatic && sites.Own.Contains(plan.Field))
        {
            Add("ReadOwn", Names.Own(plan.Field.Name), _type, _ => { }, others.Read);
            Add("PlaceOwn", Names.OwnRoot(plan.Field.Name), module.Contract.RootPlace(plan, _type), _ => { }, others.Place);
        }
    }

    private MethodDefinition Add(string operation, string name, TypeReference? result, Action<IL> load, Action<IL> other)
    {
        MethodDefinition method = module.Members.AddMethod(plan.Field.DeclaringType, name, MethodAttributes.Assembly | (IsStatic ? MethodAttributes.Static : 0), result ?? module.Module.TypeSystem.Void);
        if (result is null)
            method.Parameters.Add(new ParameterDefinition("value", ParameterAttributes.None, _type));
        IL il = new(method);
        load(il);
        if (IsStatic)
        {
            EmitStatic(il, method, operation);
            return method;
        }
        AddRootAccessors.EmitRoots(module, method, il, plan.Field, plan.Roots, Contract, operation, () => EndOf(il, operation));
        other(il);
        return method;
    }

    private void EmitStatic(IL il, MethodDefinition method, string operation)
    {
        il.Emit(OpCodes.Ldsflda, _field);
        foreach (ParameterDefinition value in method.Parameters)
            il.Emit(OpCodes.Ldarg, value);
        il.Emit(OpCodes.Ldsfld, module.RootHandle(plan.Roots[0]));
        il.Emit(OpCodes.Ldnull);
        il.Emit(OpCodes.Call, module.Contract.Method(Contract, operation, _type));
        EndOf(il, operation);
    }

    private void EndOf(IL il, string operation)
    {
        if (IsVolatile && operation == "Read")
            il.Emit(OpCodes.Call, module.Contract.Method("AtomicAccess", "Acquired"));
        il.Emit(OpCodes.Ret);
    }

    private void Return(IL il, OpCode load)
    {
        il.Emit(OpCodes.Ldarg_0);
        if (IsVolatile && load == OpCodes.Ldfld)
            il.Emit(OpCodes.Volatile);
        il.Emit(load, _field);
        il.Emit(OpCodes.Ret);
    }
}
