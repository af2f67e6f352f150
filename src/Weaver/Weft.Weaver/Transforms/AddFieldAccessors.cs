using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>Generates the accessors of shared and transient fields. The fast halves are small enough to be inlined everywhere.</summary>
internal sealed class AddFieldAccessors : ITransform
{
    public void Apply(WovenModule module)
    {
        HashSet<FieldDefinition> addressed = Fields(module, SiteAction.Lend, SiteAction.MakeResident);
        HashSet<FieldDefinition> exposed = Fields(module, SiteAction.Expose);
        HashSet<FieldDefinition> viewed = Fields(module, SiteAction.View);
        ValueRootAccessors.Sites roots = ValueRootAccessors.Sites.Of(module);
        foreach (TypePlan type in module.Assembly.Types)
        {
            foreach (FieldPlan field in type.Fields)
            {
                FieldAccessors accessors = new(module, type, field.Field);
                if (field.Treatment == FieldTreatment.Transient)
                    accessors.AddTransient(addressed.Contains(field.Field));
                else if (field.IsValueRoot)
                    accessors.AddValueRoot(field, roots);
                else if (field.Index >= 0)
                    accessors.AddShared(field, addressed.Contains(field.Field));
                if (field.Treatment == FieldTreatment.Shared && exposed.Contains(field.Field))
                    accessors.AddExpose(field.Index);
                if (field.Treatment == FieldTreatment.Shared && viewed.Contains(field.Field))
                    accessors.AddView();
            }
            AddShared(module, type);
        }
    }

    /// <summary>What regions ask at their start and their end: whether the instance has a header.</summary>
    private static void AddShared(WovenModule module, TypePlan type)
    {
        MethodDefinition method = module.Members.AddMethod(type.Type, Names.Shared, MethodAttributes.Assembly, module.Module.TypeSystem.Boolean);
        method.ImplAttributes |= MethodImplAttributes.AggressiveInlining;
        IL il = new(method);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Volatile);
        il.Emit(OpCodes.Ldfld, new HeaderPlaces(module, type).Header);
        il.Emit(OpCodes.Ldnull);
        il.Emit(OpCodes.Cgt_Un);
        il.Emit(OpCodes.Ret);
    }

    /// <summary>The fields with a site of an action anywhere; in the build of one project, those that other projects may name too.</summary>
    internal static HashSet<FieldDefinition> Fields(WovenModule module, params SiteAction[] actions) =>
    [
        .. module.Settings.IsProject ? module.Fields.Select(plan => plan.Field).Where(field => !field.IsPrivate && (!field.IsInitOnly || Array.IndexOf(actions, SiteAction.View) >= 0)) : [],
        .. module.Plan.Assemblies.SelectMany(assembly => assembly.Bodies).SelectMany(body => body.Sites)
            .Where(site => site.Field is not null && actions.Contains(site.Action))
            .Select(site => site.Field!.Field),
    ];
}

/// <summary>Generates the accessors of one field.</summary>
internal sealed class FieldAccessors(WovenModule module, TypePlan type, FieldDefinition definition)
{
    private const MethodAttributes Instance = MethodAttributes.Assembly;
    private readonly HeaderPlaces _places = new(module, type);
    private readonly FieldReference _field = GenericReferences.Self(definition);
    private readonly TypeReference _fieldType = definition.FieldType.Unmodified();
    private readonly bool _volatile = definition.FieldType is RequiredModifierType { ModifierType.Name: "IsVolatile" };

    private TypeReference Void => module.Module.TypeSystem.Void;

    internal void AddShared(FieldPlan plan, bool lent)
    {
        MethodDefinition fault = AddFault();
        MethodDefinition write = AddWrite(plan.Index);
        MethodDefinition late = AddLate(plan.Index);
        if (plan.Treatment == FieldTreatment.InstanceRoot)
        {
            AddRootAccessors.AddInstance(module, definition, plan.Roots, il => Read(il, fault), il => Write(il, write, late));
        }
        else
        {
            Read(new(Inlined(Names.Get(definition.Name), _fieldType)), fault);
            MethodDefinition set = Inlined(Names.Set(definition.Name), Void);
            set.Parameters.Add(new ParameterDefinition("value", ParameterAttributes.None, _fieldType));
            Write(new(set), write, late);
        }
        AddRef();
        if (lent)
            AddLoan(plan.Index);
    }

    /// <summary>A root of a copied type; instances that are no owners have a shared field.</summary>
    internal void AddValueRoot(FieldPlan plan, ValueRootAccessors.Sites sites)
    {
        MethodDefinition fault = AddFault();
        MethodDefinition write = AddWrite(plan.Index);
        MethodDefinition late = AddLate(plan.Index);
        new ValueRootAccessors(module, plan, sites).Add(new(il => Read(il, fault), il => Write(il, write, late), Place, il => Expose(il, plan.Index), View) { Load = il => EnsureLoaded(il, "EnsureReadable") });
        AddRef();

        void Place(IL il)
        {
            _places.PushFieldPlace(il, plan);
            il.Emit(OpCodes.Call, module.Contract.MethodOn("RootPlace`1", [_fieldType], "OfField"));
            il.Emit(OpCodes.Ret);
        }
    }

    internal void AddTransient(bool addressed)
    {
        MethodDefinition get = Inlined(Names.Get(definition.Name), _fieldType);
        IL il = new(get);
        EnsureLoaded(il);
        LoadField(il);
        il.Emit(OpCodes.Ret);

        MethodDefinition set = Inlined(Names.Set(definition.Name), Void);
        set.Parameters.Add(new ParameterDefinition("value", ParameterAttributes.None, _fieldType));
        il = new(set);
        EnsureLoaded(il);
        StoreField(il);
        il.Emit(OpCodes.Ret);
        if (!addressed)
            return;

        il = new(Inlined(Names.Address(definition.Name), new ByReferenceType(_fieldType)));
        EnsureLoaded(il);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, _field);
        il.Emit(OpCodes.Ret);
    }

    /// <summary>The field is loaded before the state byte: a hollow object's default can never be taken for its value.</summary>
    private void Read(IL il, MethodDefinition fault)
    {
        VariableDefinition value = il.Local(_fieldType);
        Instruction slow = Instruction.Create(OpCodes.Ldarg_0);
        LoadField(il);
        il.Emit(OpCodes.Stloc, value);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Volatile);
        il.Emit(OpCodes.Ldfld, _places.State);
        il.Emit(OpCodes.Brtrue, slow);
        il.Emit(OpCodes.Ldloc, value);
        il.Emit(OpCodes.Ret);
        il.Add(slow);
        il.Emit(OpCodes.Call, BodyMover.Beside(fault));
        il.Emit(OpCodes.Ret);
    }

    /// <summary>The header is looked at again after the store: sharing may have happened in between.</summary>
    private void Write(IL il, MethodDefinition write, MethodDefinition late)
    {
        Instruction shared = Instruction.Create(OpCodes.Ldarg_0);
        Instruction sharedMeanwhile = Instruction.Create(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, _places.Header);
        il.Emit(OpCodes.Brtrue, shared);
        StoreField(il);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Volatile);
        il.Emit(OpCodes.Ldfld, _places.Header);
        il.Emit(OpCodes.Brtrue, sharedMeanwhile);
        il.Emit(OpCodes.Ret);
        il.Add(shared);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Call, BodyMover.Beside(write));
        il.Emit(OpCodes.Ret);
        il.Add(sharedMeanwhile);
        il.Emit(OpCodes.Call, BodyMover.Beside(late));
        il.Emit(OpCodes.Ret);
    }

    private MethodDefinition AddFault()
    {
        MethodDefinition method = OutOfLine(Names.Fault(definition.Name), _fieldType);
        IL il = new(method);
        VariableDefinition sequence = il.Local(module.Module.TypeSystem.Int32);
        VariableDefinition value = il.Local(_fieldType);
        Instruction again = Instruction.Create(OpCodes.Nop);
        il.Add(again);
        _places.Push(il, state: true);
        il.Emit(OpCodes.Call, module.Contract.Method("FieldAccess", "BeginRead"));
        il.Emit(OpCodes.Stloc, sequence);
        LoadField(il);
        il.Emit(OpCodes.Stloc, value);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, _places.Header);
        il.Emit(OpCodes.Ldloc, sequence);
        il.Emit(OpCodes.Call, module.Contract.Method("FieldAccess", "EndRead"));
        il.Emit(OpCodes.Brfalse, again);
        il.Emit(OpCodes.Ldloc, value);
        il.Emit(OpCodes.Ret);
        return method;
    }

    private MethodDefinition AddWrite(int index)
    {
        MethodDefinition method = OutOfLine(Names.Write(definition.Name), Void);
        method.Parameters.Add(new ParameterDefinition("value", ParameterAttributes.None, _fieldType));
        IL il = new(method);
        PushPlace(il, index);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Call, module.Contract.Method("FieldAccess", "Write", _fieldType));
        il.Emit(OpCodes.Ret);
        return method;
    }

    private MethodDefinition AddLate(int index)
    {
        // Regions of other classes report their stores through it too.
        MethodDefinition method = OutOfLine(Names.Late(definition.Name), Void);
        method.Attributes = (method.Attributes & ~MethodAttributes.MemberAccessMask) | Instance;
        IL il = new(method);
        PushPlace(il, index);
        il.Emit(OpCodes.Call, module.Contract.Method("FieldAccess", "WriteLate", _fieldType));
        il.Emit(OpCodes.Ret);
        return method;
    }

    private void AddRef()
    {
        MethodDefinition method = module.Members.AddMethod(type.Type, Names.Ref(definition.Name), MethodAttributes.Assembly | MethodAttributes.Static, new ByReferenceType(_fieldType));
        method.Parameters.Add(new ParameterDefinition("owner", ParameterAttributes.None, GenericReferences.Self(type.Type)));
        IL il = new(method);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, _field);
        il.Emit(OpCodes.Ret);
    }

    private void AddLoan(int index)
    {
        ByReferenceType loan = new(module.Contract.Loan(_fieldType));
        MethodDefinition borrow = module.Members.AddMethod(type.Type, Names.Borrow(definition.Name), Instance, new ByReferenceType(_fieldType));
        borrow.Parameters.Add(new ParameterDefinition("loan", ParameterAttributes.None, loan));
        IL il = new(borrow);
        _places.Push(il, state: true);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, _field);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Call, module.Contract.Method("FieldAccess", "Borrow", _fieldType));
        il.Emit(OpCodes.Ret);

        MethodDefinition giveBack = module.Members.AddMethod(type.Type, Names.Return(definition.Name), Instance, Void);
        giveBack.Parameters.Add(new ParameterDefinition("loan", ParameterAttributes.None, loan));
        il = new(giveBack);
        PushPlace(il, index);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Call, module.Contract.Method("FieldAccess", "Return", _fieldType));
        il.Emit(OpCodes.Ret);
    }

    internal void AddExpose(int index) =>
        Expose(new(module.Members.AddMethod(type.Type, Names.Expose(definition.Name), Instance, new ByReferenceType(_fieldType))), index);

    private void Expose(IL il, int index)
    {
        _places.Push(il, state: true);
        il.Emit(index);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, _field);
        il.Emit(OpCodes.Call, module.Contract.Method("FieldAccess", "Expose", _fieldType));
        il.Emit(OpCodes.Ret);
    }

    internal void AddView() => View(new(Inlined(Names.View(definition.Name), module.Contract.ReadOnly(_fieldType))));

    private void View(IL il)
    {
        EnsureLoaded(il, "EnsureReadable");
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, _field);
        il.Emit(OpCodes.Ret);
    }

    private void EnsureLoaded(IL il, string how = "EnsureLoaded")
    {
        Instruction loaded = Instruction.Create(OpCodes.Nop);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Volatile);
        il.Emit(OpCodes.Ldfld, _places.State);
        il.Emit(OpCodes.Brfalse, loaded);
        _places.Push(il, state: true);
        il.Emit(OpCodes.Call, module.Contract.Method("FieldAccess", how));
        il.Add(loaded);
    }

    private void PushPlace(IL il, int index)
    {
        _places.Push(il, state: false);
        il.Emit(index);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, _field);
    }

    private void LoadField(IL il)
    {
        il.Emit(OpCodes.Ldarg_0);
        if (_volatile)
            il.Emit(OpCodes.Volatile);
        il.Emit(OpCodes.Ldfld, _field);
    }

    private void StoreField(IL il)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        if (_volatile)
            il.Emit(OpCodes.Volatile);
        il.Emit(OpCodes.Stfld, _field);
    }

    private MethodDefinition Inlined(string name, TypeReference result)
    {
        MethodDefinition method = module.Members.AddMethod(type.Type, name, Instance, result);
        method.ImplAttributes |= MethodImplAttributes.AggressiveInlining;
        return method;
    }

    private MethodDefinition OutOfLine(string name, TypeReference result)
    {
        MethodDefinition method = module.Members.AddMethod(type.Type, name, MethodAttributes.Private, result);
        method.ImplAttributes |= MethodImplAttributes.NoInlining;
        return method;
    }
}
