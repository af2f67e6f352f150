using Mono.Cecil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>One module while it is woven: its part of the plan, and what its transforms share.</summary>
internal sealed class WovenModule
{
    private readonly Dictionary<RootPlan, FieldDefinition> _roots = [];
    private readonly Dictionary<MethodDefinition, FieldDefinition> _methods = [];
    private TypeDefinition? _holder;
    private int _uses;
    private int _reports;

    internal WovenModule(AssemblyPlan assembly, WeavePlan plan, WeaveSettings settings)
    {
        Assembly = assembly;
        Plan = plan;
        Settings = settings;
        Contract = new(Module, settings.Runtime);
        Members = new(Contract);
        Matrices = new(this);
        BaseCalls = new(this);
        foreach (FieldPlan field in plan.Fields.Values)
        {
            if (field.Field.Module == Module)
                Fields.Add(field);
        }
        AtomicFields =
        [
            .. plan.Assemblies.SelectMany(item => item.Bodies).SelectMany(body => body.Sites)
                .Where(site => site.Action == SiteAction.LendAtomic && site.Field is not null).Select(site => site.Field!.Field),
        ];
        SteppedFields =
        [
            .. plan.Assemblies.SelectMany(item => item.Bodies).SelectMany(body => body.Sites).Where(site => site is { Stepped: true, Field: not null }).Select(site => site.Field!.Field),
        ];
        Fields.Sort((left, right) => left.Field.MetadataToken.RID.CompareTo(right.Field.MetadataToken.RID));
    }

    internal AssemblyPlan Assembly { get; }

    internal WeavePlan Plan { get; }

    internal WeaveSettings Settings { get; }

    internal ModuleDefinition Module => Assembly.Assembly.MainModule;

    internal ContractReferences Contract { get; }

    internal GeneratedMembers Members { get; }

    internal MatrixMethods Matrices { get; }

    internal BaseCalls BaseCalls { get; }

    /// <summary>The planned fields that this module declares, in metadata order.</summary>
    internal List<FieldPlan> Fields { get; } = [];

    /// <summary>The fields that atomic operations work on anywhere in the application.</summary>
    internal HashSet<FieldDefinition> AtomicFields { get; }

    /// <summary>Those among them that calls work on in several operations.</summary>
    internal HashSet<FieldDefinition> SteppedFields { get; }

    /// <summary>The accessors that sites call, by the site's reference to the field and the rule of their names: sites of one form share one reference.</summary>
    internal Dictionary<(FieldReference Field, Func<string, string> Name, bool IsStatic), MethodReference> Accessors { get; } = [];

    /// <summary>Simple names of the assemblies whose accessors this one calls.</summary>
    internal SortedSet<string> AccessedAssemblies { get; } = new(StringComparer.Ordinal);

    /// <summary>The static class with root handles and distributed methods.</summary>
    internal TypeDefinition Holder => _holder ??= AddHolder();

    internal string NextReport() => Names.Report(_reports++);

    internal string NextUse() => Names.Use(_uses++);

    internal FieldDefinition RootHandle(RootPlan root)
    {
        if (!_roots.TryGetValue(root, out FieldDefinition? field))
        {
            field = AddStatic("root_" + _roots.Count, Contract.Type("RootHandle"));
            _roots.Add(root, field);
            IL il = new(TypeInitializer());
            il.Emit(Mono.Cecil.Cil.OpCodes.Ldstr, root.Name);
            il.Emit(root.Policy);
            il.Emit(root.Eager ? 1 : 0);
            il.Emit(Mono.Cecil.Cil.OpCodes.Newobj, Contract.Method("RootHandle", ".ctor"));
            il.Emit(Mono.Cecil.Cil.OpCodes.Stsfld, field);
        }
        return field;
    }

    /// <summary>The holder's field of a distributed method; it is filled when its invoker has been made.</summary>
    internal FieldDefinition MethodHandle(MethodDefinition method)
    {
        if (!_methods.TryGetValue(method, out FieldDefinition? field))
            _methods.Add(method, field = AddStatic("method_" + _methods.Count, Contract.Type("DistributedMethod")));
        return field;
    }

    internal IEnumerable<FieldDefinition> MethodHandles => _methods.Values;

    /// <summary>The holder's type initializer, without its <c>ret</c>.</summary>
    internal MethodDefinition TypeInitializer() => Holder.Methods.First(method => method.Name == ".cctor");

    private FieldDefinition AddStatic(string name, TypeReference type)
    {
        FieldDefinition field = new(name, FieldAttributes.Assembly | FieldAttributes.Static | FieldAttributes.InitOnly, type);
        Holder.Fields.Add(field);
        return field;
    }

    private TypeDefinition AddHolder()
    {
        TypeDefinition holder = new("", Names.Holder,
            TypeAttributes.NotPublic | TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit | TypeAttributes.Class, Module.TypeSystem.Object);
        Members.Mark(holder, "System.Runtime.CompilerServices", "CompilerGeneratedAttribute");
        Module.Types.Add(holder);
        holder.Methods.Add(new MethodDefinition(".cctor",
            MethodAttributes.Private | MethodAttributes.Static | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName, Module.TypeSystem.Void));
        return holder;
    }
}

/// <summary>What transforms need besides the plan.</summary>
/// <param name="Runtime">The runtime that is woven against.</param>
/// <param name="ContractVersion">Its contract version.</param>
/// <param name="WeavingHash">Hash of the configuration.</param>
/// <param name="ClusterLines">The <c>cluster:</c> section.</param>
/// <param name="WovenAssemblies">Simple names of all woven assemblies of the application.</param>
internal sealed record WeaveSettings(ModuleDefinition Runtime, int ContractVersion, string WeavingHash, string ClusterLines, IReadOnlyList<string> WovenAssemblies)
{
    /// <summary>Whether assemblies that are built later may work on this one's fields.</summary>
    internal bool IsProject { get; init; }
}
