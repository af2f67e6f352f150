using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Boxes;
using Weft.Weaver.Analysis.Finalization;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Analysis;

/// <summary>
/// Everything that weaving will do, decided before anything is changed. Transforms carry it out and decide nothing; <c>explain</c> prints it.
/// Cecil objects serve as identities only.
/// </summary>
/// <param name="Assemblies">The application's assemblies, each with the reason why it is rewritten or left.</param>
/// <param name="Types">The instrumented classes, by definition.</param>
/// <param name="Fields">The fields that are treated in a way of their own, by definition.</param>
/// <param name="Roots">The root rules in the order of the configuration.</param>
/// <param name="Methods">The distributed methods, by definition.</param>
public sealed record WeavePlan(
    ImmutableArray<AssemblyPlan> Assemblies,
    ImmutableDictionary<TypeDefinition, TypePlan> Types,
    ImmutableDictionary<FieldDefinition, FieldPlan> Fields,
    ImmutableArray<RootPlan> Roots,
    ImmutableDictionary<MethodDefinition, DistributedMethodPlan> Methods)
{
    /// <summary>The structs that may be changed in a box of shared state.</summary>
    public ImmutableArray<BoxedStruct> Boxed { get; init; } = [];
}

/// <summary>What happens to one assembly.</summary>
/// <param name="Assembly">The assembly.</param>
/// <param name="Rewrite">Whether it is written anew.</param>
/// <param name="Reason">Why, in words for the log.</param>
/// <param name="Types">Its instrumented classes in metadata order.</param>
/// <param name="Bodies">Its bodies that have sites, in metadata order.</param>
/// <param name="NamedLocks">Its static lock fields and locked types that become named cluster locks.</param>
public sealed record AssemblyPlan(
    AssemblyDefinition Assembly,
    bool Rewrite,
    string Reason,
    ImmutableArray<TypePlan> Types,
    ImmutableArray<BodyPlan> Bodies,
    ImmutableArray<NamedLockPlan> NamedLocks)
{
    /// <summary>Its methods whose <c>[MethodImpl(Synchronized)]</c> becomes a lock that the cluster sees.</summary>
    public ImmutableArray<MethodDefinition> Synchronized { get; init; } = [];

    /// <summary>Its methods that take a lock by name.</summary>
    public ImmutableArray<(MethodDefinition Method, NamedLockRule Lock)> Named { get; init; } = [];

    /// <summary>Finalizers that a thread of the runtime runs.</summary>
    public ImmutableArray<HandedFinalizer> Finalizers { get; init; } = [];
}

/// <summary>One instrumented class: one whose instances may be shared.</summary>
/// <param name="Type">The class.</param>
/// <param name="OwnsHeader">Whether it is the first woven class of its hierarchy, which gets header and state byte.</param>
/// <param name="HeaderOwner">The class of its hierarchy that has them, as seen from this class (generic arguments substituted).</param>
/// <param name="FirstIndex">Index of its first field in the object: the number of indexed fields in its base classes.</param>
/// <param name="Fields">The instance fields that it declares, in metadata order.</param>
/// <param name="OnLoad">What fills its transient fields, in order.</param>
/// <param name="Reason">The rule that made it instrumented (the root that reaches it, or the include line).</param>
public sealed record TypePlan(
    TypeDefinition Type,
    bool OwnsHeader,
    TypeReference HeaderOwner,
    int FirstIndex,
    ImmutableArray<FieldPlan> Fields,
    ImmutableArray<OnLoadStep> OnLoad,
    string Reason)
{
    /// <summary>The way from the root or rule to this class, step by step.</summary>
    public ImmutableArray<string> Path { get; init; } = [];

    /// <summary>The rule that the way begins with.</summary>
    public SourcePosition? Rule { get; init; }
}

/// <summary>How a field is treated.</summary>
public enum FieldTreatment
{
    /// <summary>Replicated; read and written through its accessors.</summary>
    Shared,

    /// <summary>Local to each node; an access makes the object resident first, then is plain.</summary>
    Transient,

    /// <summary>A static field that is a root.</summary>
    StaticRoot,

    /// <summary>An instance field that is a root on instances of one subtype, and treated as <see cref="Shared"/> on others (or plain, where its class is not instrumented).</summary>
    InstanceRoot,
}

/// <summary>One field.</summary>
/// <param name="Field">The field.</param>
/// <param name="Treatment">How it is treated.</param>
/// <param name="Index">Its index in the object; -1 where it has none (transient fields, static roots).</param>
/// <param name="Roots">The root rules that name it; empty for others.</param>
/// <param name="Reason">The rule, in words for <c>explain</c>.</param>
public sealed record FieldPlan(FieldDefinition Field, FieldTreatment Treatment, int Index, ImmutableArray<RootPlan> Roots, string Reason)
{
    /// <summary>The rule of the configuration that decides; null where none is needed.</summary>
    public SourcePosition? Rule { get; init; }

    /// <summary>Whether it is a root whose type is copied, which the cluster has as an array of one element.</summary>
    public bool IsValueRoot => !Roots.IsEmpty && Portability.IsValue(Field.FieldType);

    /// <summary>Whether it holds a collection that its class replaces at each write, so that the difference is published.</summary>
    public bool IsReplaced { get; init; }
}

/// <summary>One root rule.</summary>
/// <param name="Field">The field.</param>
/// <param name="On">Only instances of this class; null for static fields, and for instance roots on every instance.</param>
/// <param name="Name">Name in the cluster.</param>
/// <param name="Policy">Policy: the value of the runtime's <c>RootPolicy</c>.</param>
/// <param name="Eager">Looked up when the node joins.</param>
/// <param name="Key">The getter or field that gives the key; null without.</param>
public sealed record RootPlan(FieldDefinition Field, TypeDefinition? On, string Name, int Policy, bool Eager, IMemberDefinition? Key)
{
    /// <summary>Where the rule stands.</summary>
    public SourcePosition? Rule { get; init; }
}

/// <summary>One step of on-load, carried out by a generated method of the declaring class.</summary>
public abstract record OnLoadStep
{
    /// <summary>Runs again the initializer of a field, copied from a constructor.</summary>
    /// <param name="Field">The transient field.</param>
    /// <param name="Constructor">The constructor that holds it.</param>
    /// <param name="First">First instruction after the <c>ldarg.0</c> that starts the store.</param>
    /// <param name="Store">The <c>stfld</c>.</param>
    public sealed record Initializer(FieldDefinition Field, MethodDefinition Constructor, Instruction First, Instruction Store) : OnLoadStep;

    /// <summary>Makes the field's value with a parameterless constructor.</summary>
    public sealed record New(FieldDefinition Field, MethodReference Constructor) : OnLoadStep;

    /// <summary>Calls an instance method.</summary>
    public sealed record Method(MethodDefinition Target) : OnLoadStep;

    /// <summary>Stores what a static factory returns; the factory takes the instance or nothing.</summary>
    public sealed record Factory(FieldDefinition Field, MethodReference Target) : OnLoadStep;
}

/// <summary>One distributed method.</summary>
/// <param name="Method">The method: it becomes a stub, its body moves beside it.</param>
/// <param name="RunOn">The value of the runtime's <c>RunOn</c>.</param>
/// <param name="Where">The transient field that must not be null where the body runs; null without.</param>
/// <param name="WireName">The method's name in the cluster.</param>
public sealed record DistributedMethodPlan(MethodDefinition Method, int RunOn, FieldDefinition? Where, string WireName)
{
    /// <summary>Where the rule stands.</summary>
    public SourcePosition? Rule { get; init; }
}

/// <summary>A static lock field, or a locked type, that is a cluster lock.</summary>
/// <param name="Field">The field; null for a locked type.</param>
/// <param name="Type">The type; null for a field.</param>
/// <param name="Name">Name in the cluster.</param>
/// <param name="Reason">A write to shared state that it covers, in words for <c>explain</c>.</param>
public sealed record NamedLockPlan(FieldDefinition? Field, TypeDefinition? Type, string Name, string Reason);

/// <summary>The sites of one body, in the order of its instructions.</summary>
public sealed record BodyPlan(MethodDefinition Method, ImmutableArray<SitePlan> Sites)
{
    /// <summary>The instructions that work on addresses which the sites of action <see cref="SiteAction.Lend"/> and <see cref="SiteAction.LendAtomic"/> lend, and those of action <see cref="SiteAction.CallOnBox"/>, in order.</summary>
    public ImmutableArray<BorrowedUse> Uses { get; init; } = [];

    /// <summary>The stretches whose accesses to shared fields are guarded together, in order.</summary>
    public ImmutableArray<AccessRegion> Regions { get; init; } = [];
}

/// <summary>One site: an instruction (with its prefixes) and what becomes of it.</summary>
/// <param name="Instruction">The instruction.</param>
/// <param name="Action">What is done.</param>
/// <param name="Field">The field's plan; null for others.</param>
/// <param name="Replacement">The contract's method that is called instead, open: the transform closes it over the site's generic arguments; null for others.</param>
/// <param name="Consumers">For addresses: the instructions that end the use of the address, by path.</param>
/// <param name="Rule">The rule, in words for <c>explain</c>.</param>
public sealed record SitePlan(
    Instruction Instruction,
    SiteAction Action,
    FieldPlan? Field,
    MethodReference? Replacement,
    ImmutableArray<Instruction> Consumers,
    string Rule)
{
    /// <summary>For a lock that is taken at a level other than write: the level, which the replacement takes behind the arguments.</summary>
    public LockLevel Level { get; init; }

    /// <summary>Whether a constructor works on the root of its own instance: on the field, which is a candidate; where the instance is no owner of the root, as ever.</summary>
    public bool IsOwn { get; init; }

    /// <summary>For an object that is handed over: the type parameter whose value it is, which is boxed to be looked at; null for an object of a known class.</summary>
    public GenericParameter? Generic { get; init; }

    /// <summary>For an object that is handed over: whether all that it shows is.</summary>
    public bool Whole { get; init; }

    /// <summary>For a place that is lent to an atomic call: whether the call works on it in several operations.</summary>
    public bool Stepped { get; init; }
}

/// <summary>What becomes of an instruction.</summary>
public enum SiteAction
{
    /// <summary><c>ldfld</c>/<c>ldsfld</c> becomes a call of the read accessor.</summary>
    Read,

    /// <summary><c>stfld</c>/<c>stsfld</c> becomes a call of the write accessor.</summary>
    Write,

    /// <summary><c>stsfld</c> in a type initializer nominates a root.</summary>
    Nominate,

    /// <summary><c>ldflda</c> whose consumer only reads: copied out.</summary>
    CopyOut,

    /// <summary><c>ldflda</c> or <c>ldelema</c> whose consumer may write: lent and taken back.</summary>
    Lend,

    /// <summary><c>ldflda</c> or <c>ldsflda</c> of a root whose consumer is an atomic operation: that becomes a call of an accessor, which takes the owner, if there is one, instead of the address.</summary>
    AtomicOnRoot,

    /// <summary><c>ldflda</c> or <c>ldelema</c> whose consumer is an atomic operation: lent under the lease of the place and taken back.</summary>
    LendAtomic,

    /// <summary><c>ldflda</c> whose consumer only reads, but may keep the address: the object is made resident, the address is the field's own.</summary>
    View,

    /// <summary><c>ldflda</c> whose consumer may keep the address: the field is compared with what is known of it when the thread next publishes.</summary>
    Expose,

    /// <summary>An instruction may have written through an address that was kept: it is published, where the thread is in no section.</summary>
    Wrote,

    /// <summary>An atomic operation on an address that was kept: the place is lent under its lease, if it turns out to be shared.</summary>
    LendKept,

    /// <summary><c>ldflda</c> of a transient field: the object is made resident, the address is the field's own.</summary>
    MakeResident,

    /// <summary>A call, or the target of <c>ldftn</c>, goes to a shim instead.</summary>
    Shim,

    /// <summary>A call of the base collection's own member, passing over overrides: it goes to the shim where the object is shared.</summary>
    ShimBase,

    /// <summary>A call that may change a struct in its box: it is compared afterwards.</summary>
    CallOnBox,

    /// <summary><c>newobj</c> of a framework collection goes to a factory.</summary>
    Create,

    /// <summary><c>stelem</c> goes to the array barrier.</summary>
    StoreElement,

    /// <summary>An array is handed to code that may write it unseen.</summary>
    ExposeArray,

    /// <summary>An object that may be hollow is handed to code that may read its fields: it is made resident.</summary>
    Hand,

    /// <summary><c>stsfld</c> of a static lock object registers it as a named lock.</summary>
    NameLock,

    /// <summary>The list that a base constructor has made for a collection is replaced by one that is replicated.</summary>
    OwnItems,
}
