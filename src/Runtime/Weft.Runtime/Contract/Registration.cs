using System.ComponentModel;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Contract;

/// <summary>Returns the address of one field of an instance; generated for each woven field, static, with no target.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ref TField FieldRef<in TOwner, TField>(TOwner owner);

/// <summary>
/// Collects what one woven class declares. The generated method <c>static void $weft_describe(SectionBuilder)</c> of each woven
/// class is found by name and called once for each closed type, base class first, when the type is first shared or received.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SectionBuilder
{
    /// <summary>Adds a shared field.</summary>
    /// <param name="name">Declaring class and field, <c>Ns.Type::field</c>: the field's name on the wire, the same in every version of the class.</param>
    /// <param name="index">The index that the accessors pass to <see cref="FieldAccess"/>.</param>
    /// <param name="field">Returns the field's address.</param>
    /// <param name="attributes">How the field is treated.</param>
    public abstract void Field<TOwner, TField>(string name, int index, FieldRef<TOwner, TField> field, SharedFieldAttributes attributes)
        where TOwner : class;

    /// <summary>Adds what fills the transient fields that this class declares, run once on each instance that was faulted in.</summary>
    public abstract void OnLoad<TOwner>(Action<TOwner> run) where TOwner : class;
}

/// <summary>How a shared field is treated.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum SharedFieldAttributes
{
    /// <summary>An ordinary field.</summary>
    None = 0,

    /// <summary>Only constructors store it.</summary>
    ReadOnly = 1,

    /// <summary>Declared <c>volatile</c>.</summary>
    Volatile = 2,

    /// <summary>Atomic operations work on it somewhere in the program, so that each write of it needs the lease of the field.</summary>
    Atomic = 4,

    /// <summary>Holds a collection that the class replaces at each write: what differs from the one before is published, not the whole.</summary>
    Replaced = 8,
}

/// <summary>
/// What the module initializer of a woven assembly registers. Registration starts nothing and contacts nobody.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Registration
{
    /// <summary>The version of the contract between woven code and runtime; the weaver writes it into each woven assembly.</summary>
    public const int ContractVersion = 1;

    /// <summary>Registers a woven assembly. Called first by its module initializer.</summary>
    /// <param name="assembly">The assembly's simple name.</param>
    /// <param name="contractVersion">The contract version that it was woven against.</param>
    /// <param name="configurationHash">Hash of the sections that affect weaving; a hub refuses nodes that differ.</param>
    /// <param name="cluster">The <c>cluster:</c> section as <c>key=value</c> lines, durations with their unit, and <c>unlocked-writes</c>.</param>
    /// <exception cref="InvalidOperationException">The contract versions differ.</exception>
    public static void Assembly(string assembly, int contractVersion, string configurationHash, string cluster) =>
        WovenAssemblies.Add(assembly, contractVersion, configurationHash, cluster);

    /// <summary>Registers a woven class; generic classes by their open definition.</summary>
    /// <param name="type">The class.</param>
    public static void Class(RuntimeTypeHandle type) => WovenAssemblies.AddClass(type);

    /// <summary>Registers structs that the program may change in their box, so that a shared box is an object with an identity.</summary>
    /// <param name="structs">Their definitions' names, <c>Ns.Outer/Nested, Assembly</c>, separated by line feeds.</param>
    public static void Boxes(string structs) => BoxTypes.Add(structs);

    /// <summary>Registers a distributed method, so that a call which arrives finds it.</summary>
    public static void Method(DistributedMethod method) => WovenAssemblies.AddMethod(method);

    /// <summary>Registers a static lock field's object, or a <see cref="Type"/>, as the cluster lock of this name.</summary>
    /// <param name="lockObject">The object that the program locks; null is ignored.</param>
    /// <param name="name">The lock's name in the cluster.</param>
    public static void NamedLock(object? lockObject, string name) => WovenAssemblies.AddNamedLock(lockObject, name);
}

/// <summary>First instruction of a woven program.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EntryPoint
{
    /// <summary>
    /// Runs the module initializers of all woven assemblies, so that a class name which arrives always has its descriptor, and
    /// joins the cluster if there is one. Throws nothing where no hub is configured.
    /// </summary>
    /// <param name="assemblies">Simple names of the woven assemblies, separated by semicolons.</param>
    public static void Start(string assemblies) => WovenAssemblies.Start(assemblies);
}
