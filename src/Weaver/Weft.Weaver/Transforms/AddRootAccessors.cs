using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>Generates the accessors of static roots, and of instance roots whose class is not instrumented.</summary>
internal sealed class AddRootAccessors : ITransform
{
    public void Apply(WovenModule module)
    {
        HashSet<FieldDefinition> atomic = AddFieldAccessors.Fields(module, SiteAction.AtomicOnRoot), lent = AddFieldAccessors.Fields(module, SiteAction.LendAtomic);
        ValueRootAccessors.Sites sites = ValueRootAccessors.Sites.Of(module);
        foreach (FieldPlan field in module.Fields)
        {
            if (field.IsValueRoot)
            {
                if (field.Index < 0)
                    new ValueRootAccessors(module, field, sites).AddPlain();
                continue;
            }
            if (field.Treatment == FieldTreatment.StaticRoot)
                AddStatic(module, field);
            else if (field.Treatment == FieldTreatment.InstanceRoot && field.Index < 0)
                AddPlainInstance(module, field);
            if (field.Treatment is FieldTreatment.StaticRoot or FieldTreatment.InstanceRoot && atomic.Contains(field.Field))
                AddAtomics(module, field);
            if (field.Treatment is FieldTreatment.StaticRoot or FieldTreatment.InstanceRoot && lent.Contains(field.Field))
                AddPlace(module, field);
        }
    }

    /// <summary>Getter and setter that go to the root where the instance is one of its owners, and otherwise on to the given code.</summary>
    internal static void AddInstance(WovenModule module, FieldDefinition field, ImmutableArray<RootPlan> roots, Action<IL> readOther, Action<IL> writeOther)
    {
        TypeReference type = field.FieldType.Unmodified();
        MethodDefinition getter = module.Members.AddMethod(field.DeclaringType, Names.Get(field.Name), MethodAttributes.Assembly, type);
        IL get = new(getter);
        EmitRoots(module, getter, get, field, roots, "Read");
        readOther(get);

        MethodDefinition setter = module.Members.AddMethod(field.DeclaringType, Names.Set(field.Name), MethodAttributes.Assembly, module.Module.TypeSystem.Void);
        setter.Parameters.Add(new ParameterDefinition("value", ParameterAttributes.None, type));
        IL set = new(setter);
        EmitRoots(module, setter, set, field, roots, "Write");
        writeOther(set);
    }

    private static void AddPlainInstance(WovenModule module, FieldPlan plan)
    {
        FieldReference field = GenericReferences.Self(plan.Field);
        AddInstance(module, plan.Field, plan.Roots, Load, Store);

        void Load(IL il)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
            il.Emit(OpCodes.Ret);
        }

        void Store(IL il)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Stfld, field);
            il.Emit(OpCodes.Ret);
        }
    }

    private static void EmitRoots(WovenModule module, MethodDefinition method, IL il, FieldDefinition field, ImmutableArray<RootPlan> roots, string operation) =>
        EmitRoots(module, method, il, field, roots, "RootAccess", operation, () => il.Emit(OpCodes.Ret));

    /// <summary>For each rule: an operation of the contract, where the instance is one of the rule's owners.</summary>
    internal static void EmitRoots(WovenModule module, MethodDefinition method, IL il, FieldDefinition field, ImmutableArray<RootPlan> roots, string contract, string operation, Action end)
    {
        foreach (RootPlan root in roots)
        {
            Instruction other = Instruction.Create(OpCodes.Nop);
            TypeReference owner = root.On is null ? GenericReferences.Self(field.DeclaringType) : module.Module.ImportReference(root.On);
            if (root.On is not null)
            {
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Isinst, owner);
                il.Emit(OpCodes.Brfalse, other);
            }
            if (root.Key is not null)
            {
                il.Emit(OpCodes.Call, module.Contract.Method("RootAccess", "IsClustered"));
                il.Emit(OpCodes.Brfalse, other);
            }
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldflda, GenericReferences.Self(field));
            EmitValues(il, method);
            il.Emit(OpCodes.Ldsfld, module.RootHandle(root));
            EmitKey(module, il, root, owner);
            il.Emit(OpCodes.Call, module.Contract.Method(contract, operation, field.FieldType.Unmodified()));
            end();
            il.Add(other);
        }
    }

    private static void EmitValues(IL il, MethodDefinition method)
    {
        foreach (ParameterDefinition value in method.Parameters)
            il.Emit(OpCodes.Ldarg, value);
    }

    private static void AddAtomics(WovenModule module, FieldPlan plan)
    {
        bool isStatic = plan.Treatment == FieldTreatment.StaticRoot;
        foreach (RootOperation operation in RootOperation.All)
        {
            MethodReference contract = module.Contract.Method("RootAccess", operation.Contract, plan.Field.FieldType.Unmodified());
            MethodDefinition method = module.Members.AddMethod(plan.Field.DeclaringType, Names.OnRoot(operation.Contract, plan.Field.Name),
                MethodAttributes.Assembly | (isStatic ? MethodAttributes.Static : 0), Accessors.In(contract, contract.ReturnType));
            foreach (ParameterDefinition parameter in contract.Parameters.Skip(1).Take(operation.Parameters - 1))
                method.Parameters.Add(new ParameterDefinition(method.HasParameters ? "comparand" : "value", ParameterAttributes.None, Accessors.In(contract, parameter.ParameterType)));
            IL il = new(method);
            if (!isStatic)
                EmitRoots(module, method, il, plan.Field, plan.Roots, operation.Contract);
            if (plan.Index >= 0)
            {
                // An instance that is none of the roots' owners: its field may be shared.
                PushFieldPlace(module, il, plan);
                EmitValues(il, method);
                il.Emit(OpCodes.Call, module.Contract.Method("FieldOperations", operation.Contract, plan.Field.FieldType.Unmodified()));
                il.Emit(OpCodes.Ret);
                continue;
            }
            if (!isStatic)
                il.Emit(OpCodes.Ldarg_0);
            il.Emit(isStatic ? OpCodes.Ldsflda : OpCodes.Ldflda, GenericReferences.Self(plan.Field));
            EmitValues(il, method);
            if (isStatic)
                il.Emit(OpCodes.Ldsfld, module.RootHandle(plan.Roots[0]));
            else
                il.Emit(OpCodes.Ldnull);
            il.Emit(OpCodes.Ldnull);
            il.Emit(OpCodes.Call, contract);
            il.Emit(OpCodes.Ret);
        }
    }

    /// <summary>Names a root to calls that work on it in several atomic operations; of an instance that is no owner, its field.</summary>
    private static void AddPlace(WovenModule module, FieldPlan plan)
    {
        TypeReference type = plan.Field.FieldType.Unmodified();
        bool isStatic = plan.Treatment == FieldTreatment.StaticRoot;
        MethodDefinition method = module.Members.AddMethod(plan.Field.DeclaringType, Names.Root(plan.Field.Name), MethodAttributes.Assembly | (isStatic ? MethodAttributes.Static : 0), module.Contract.RootPlace(plan, type));
        IL il = new(method);
        if (isStatic)
        {
            il.Emit(OpCodes.Ldsflda, GenericReferences.Self(plan.Field));
            il.Emit(OpCodes.Ldsfld, module.RootHandle(plan.Roots[0]));
            il.Emit(OpCodes.Ldnull);
            il.Emit(OpCodes.Call, module.Contract.Method("RootAccess", "Place", type));
            il.Emit(OpCodes.Ret);
            return;
        }
        EmitRoots(module, method, il, plan.Field, plan.Roots, "Place");
        if (plan.Index >= 0)
        {
            PushFieldPlace(module, il, plan);
            il.Emit(OpCodes.Call, module.Contract.MethodOn("RootPlace`1", [type], "OfField"));
        }
        else
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldflda, GenericReferences.Self(plan.Field));
            il.Emit(OpCodes.Call, module.Contract.MethodOn("RootPlace`1", [type], "OfPlace"));
        }
        il.Emit(OpCodes.Call, module.Contract.MethodOn("ObjectRootPlace`1", [type], "OfOther"));
        il.Emit(OpCodes.Ret);
    }

    private static void PushFieldPlace(WovenModule module, IL il, FieldPlan plan) => new HeaderPlaces(module, module.Plan.Types[plan.Field.DeclaringType]).PushFieldPlace(il, plan);

    private static void EmitKey(WovenModule module, IL il, RootPlan root, TypeReference owner)
    {
        if (root.Key is null)
        {
            il.Emit(OpCodes.Ldnull);
            return;
        }
        il.Emit(OpCodes.Ldarg_0);
        if (root.On is not null)
            il.Emit(OpCodes.Castclass, owner);
        MethodDefinition? getter = root.Key as MethodDefinition ?? (root.Key as PropertyDefinition)?.GetMethod;
        TypeReference type;
        if (getter is not null)
        {
            type = module.Module.ImportReference(getter.ReturnType);
            il.Emit(OpCodes.Callvirt, module.Module.ImportReference(getter));
        }
        else
        {
            FieldDefinition key = (FieldDefinition)root.Key;
            type = module.Module.ImportReference(key.FieldType);
            il.Emit(OpCodes.Ldfld, module.Module.ImportReference(key));
        }
        if (type.IsValueType)
            il.Emit(OpCodes.Box, type);
    }

    private static void AddStatic(WovenModule module, FieldPlan plan)
    {
        // The JIT folds static readonly fields to constants; a root changes.
        plan.Field.IsInitOnly = false;
        RootPlan root = plan.Roots[0];
        Add("Read", Names.Get(plan.Field.Name), writes: false, key: true);
        Add("Write", Names.Set(plan.Field.Name), writes: true, key: true);
        Add("Nominate", Names.Nominate(plan.Field.Name), writes: true, key: false);

        void Add(string operation, string name, bool writes, bool key)
        {
            TypeReference type = plan.Field.FieldType.Unmodified();
            MethodDefinition method = module.Members.AddMethod(plan.Field.DeclaringType, name, MethodAttributes.Assembly | MethodAttributes.Static, writes ? module.Module.TypeSystem.Void : type);
            IL il = new(method);
            il.Emit(OpCodes.Ldsflda, GenericReferences.Self(plan.Field));
            if (writes)
            {
                ParameterDefinition value = new("value", ParameterAttributes.None, type);
                method.Parameters.Add(value);
                il.Emit(OpCodes.Ldarg, value);
            }
            il.Emit(OpCodes.Ldsfld, module.RootHandle(root));
            if (key)
                il.Emit(OpCodes.Ldnull);
            il.Emit(OpCodes.Call, module.Contract.Method("RootAccess", operation, type));
            il.Emit(OpCodes.Ret);
        }
    }
}
