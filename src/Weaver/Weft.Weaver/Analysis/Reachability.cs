using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Emit;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>
/// Walks from the roots and the included types over the types of shared fields, and reports each field whose type cannot be shared.
/// What it has reached are the classes to instrument.
/// </summary>
internal sealed class Reachability(WeaveContext context, ApplicationTypes types, TransientFields transients)
{
    private const int DeepestNesting = 8;
    private readonly DiagnosticBag _diagnostics = context.Diagnostics;
    private readonly Queue<(TypeReference Type, Cause Cause)> _open = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<TypeDefinition> _order = [];
    private readonly Dictionary<TypeDefinition, Cause> _reasons = [];

    /// <summary>The reached classes in the order of discovery, with the reason of each.</summary>
    public IEnumerable<ReachedClass> Classes => _order.Select(type => new ReachedClass(type, _reasons[type].Text, _reasons[type].Path, _reasons[type].Rule));

    /// <summary>Whether a class was reached.</summary>
    public bool Contains(TypeDefinition type) => _reasons.ContainsKey(type);

    /// <summary>Starts from a root.</summary>
    public void AddRoot(RootPlan root, SourcePosition rule) =>
        Visit(root.Field.FieldType, new(root.Field, new($"reached from root '{root.Name}'", rule, [$"root '{root.Name}' is {TypeNames.Display(root.Field)}{(root.On is null ? "" : $" on {root.On.FullName}")}"])), 0);

    /// <summary>Starts from the types that a pattern of <c>include:</c> matches.</summary>
    public void AddIncluded(TypePattern pattern)
    {
        bool matched = transients.Delegates.IsRule(pattern, types);
        foreach (TypeDefinition type in types.All)
        {
            if (!pattern.Matches(type))
                continue;
            matched = true;
            if (type.IsInterface || type.IsValueType || type.IsStaticClass() || type.IsDelegate() || type.IsCompilerGenerated() || IsExcluded(type))
                continue;
            if (pattern.IsWide && WhyBaseUnsuitable(type) is { } why)
                _diagnostics.Information(Codes.LeftOut, MemberPositions.Of(type), $"{type.FullName} is left out of '{pattern}': {why}");
            else
                Enqueue(type, new($"included by '{pattern}'", pattern.Position, [$"included by '{pattern}'"]));
        }
        if (!matched)
            RuleChecks.ReportNoMatch(pattern, pattern.TypeName, pattern.Assembly, types, _diagnostics);
    }

    /// <summary>Starts from the classes that were instrumented in builds of their own.</summary>
    public void AddLower()
    {
        foreach (ApplicationAssembly assembly in context.Workspace.Assemblies.Where(assembly => assembly.Manifest is { IsWoven: true }))
        {
            HashSet<string> classes = new(assembly.Manifest!.Classes, StringComparer.Ordinal);
            SourcePosition manifest = new(assembly.File, 0, 0);
            foreach (TypeDefinition type in assembly.Definition.MainModule.GetTypes().Where(type => classes.Contains(type.FullName)))
                Enqueue(type, new($"instrumented in the build of {assembly.Name}", manifest, [$"instrumented in the build of {assembly.Name}"]));
        }
    }

    /// <summary>Walks on until nothing new is reached.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        while (_open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (TypeReference type, Cause cause) = _open.Dequeue();
            Walk(type, type.Resolve(), cause);
        }
    }

    private bool IsExcluded(TypeDefinition type) => context.Configuration.Excludes(type) || context.Concessions.Excludes(type) || transients.IsTransientType(type);

    private void Enqueue(TypeReference type, Cause cause)
    {
        if (_seen.Add(TypeNames.Identity(type)))
            _open.Enqueue((type, cause));
    }

    private void Walk(TypeReference type, TypeDefinition definition, Cause cause)
    {
        if (!definition.IsInterface)
            WalkClass(type, definition, cause);
        foreach (TypeDefinition subtype in types.DirectSubtypes(definition))
        {
            if (!subtype.IsValueType && !IsExcluded(subtype) && !subtype.IsCompilerGenerated() && Portability.WhyNever(subtype) is null)
                Enqueue(subtype, definition.IsInterface ? cause.Then($"implements {definition.FullName}", subtype) : cause.Then($"derives from {definition.FullName}", subtype));
        }
    }

    private void WalkClass(TypeReference type, TypeDefinition definition, Cause cause)
    {
        if (!Contains(definition) && !Reach(definition, cause))
            return;
        if (definition.BaseType is { } parent && parent.Resolve() is { } parentDefinition && context.Workspace.IsOwn(parentDefinition) && !IsExcluded(parentDefinition))
            Enqueue(parent.Substitute(type, null), cause.Then($"base class of {definition.FullName}", parentDefinition));
        foreach (TypeReference element in Elements(definition.BaseType, type))
            Enqueue(element, cause.Then($"element of {definition.FullName}", element.Resolve()));
        foreach (FieldDefinition field in definition.Fields)
        {
            if (!field.IsStatic && transients.Why(field) is null)
                Visit(field.FieldType.Substitute(type, null), new(field, cause), 0);
        }
    }

    /// <summary>The application's own classes that a collection is closed over from which a class derives.</summary>
    private IEnumerable<TypeReference> Elements(TypeReference? parent, TypeReference type)
    {
        if (parent is not GenericInstanceType { GenericArguments: var arguments } || parent.Resolve() is not { } collection || context.Workspace.IsOwn(collection) && !Portability.IsShareableBase(collection))
            return [];
        return arguments.Select(argument => argument.Substitute(type, null)).SelectMany(OwnClassesIn);
    }

    private IEnumerable<TypeReference> OwnClassesIn(TypeReference type)
    {
        if (type is ArrayType array)
            return OwnClassesIn(array.ElementType);
        IEnumerable<TypeReference> inner = type is GenericInstanceType { GenericArguments: var arguments } ? arguments.SelectMany(OwnClassesIn) : [];
        return type is GenericParameter || type.Resolve() is not { IsValueType: false } definition || !context.Workspace.IsOwn(definition) || IsExcluded(definition) ? inner : inner.Prepend(type);
    }

    private bool Reach(TypeDefinition definition, Cause cause)
    {
        if (WhyBaseUnsuitable(definition) is { } why)
        {
            _diagnostics.Refuse(Codes.StatefulUnwovenBase, MemberPositions.Of(definition, cause.Rule), $"{definition.FullName} cannot be shared: {why} ({cause.Text}); exclude it, or declare the fields that refer to it transient", definition);
            return false;
        }
        if (definition.IsExplicitLayout)
            _diagnostics.Refuse(Codes.ExplicitLayout, MemberPositions.Of(definition, cause.Rule), $"{definition.FullName} has explicit layout, so its fields may overlap; it cannot be shared", definition);
        _reasons[definition] = cause;
        _order.Add(definition);
        return true;
    }

    /// <summary>Why a class cannot have a header because of the classes that it derives from; null where it can.</summary>
    private string? WhyBaseUnsuitable(TypeDefinition type)
    {
        if (UntypedBases.Replaced(type, parent => context.Workspace.IsOwn(parent) && !IsExcluded(parent)) is { } replaced)
            return replaced;
        if (Portability.StatefulBase(type, parent => context.Workspace.IsOwn(parent) && !IsExcluded(parent)) is not { } parent)
            return null;
        if (context.Workspace.IsOwn(parent))
            return $"its base class {parent.FullName} has instance fields and is excluded";
        return Portability.HidesFields(parent)
            ? $"its base class {parent.FullName} is known from a reference assembly of {parent.Module.Assembly.Name.Name} alone, which does not show private fields (name the folder with the real one with --reference)"
            : $"its base class {parent.FullName} has instance fields and belongs to {parent.Module.Assembly.Name.Name}, which is not woven";
    }

    private void Visit(TypeReference type, Origin origin, int depth)
    {
        type = type.WithoutModifiers();
        if (type is GenericParameter || depth > DeepestNesting)
            return;
        // Its receivers are shared as they are stored.
        if (transients.Delegates.Rule(origin.Field, type) is not null)
            return;
        if (Portability.WhyNever(type) is { } never)
        {
            Report(Codes.NeverPortable, origin, Portability.IsDelegate(type) ? $"delegates ({type.FullName}) are local to each node, unless 'include' names their type or the field" : $"{never} ({type.FullName}) can never be shared");
            return;
        }
        if (type is ArrayType array)
        {
            Visit(array.ElementType, origin, depth + 1);
            return;
        }
        if (type.Resolve() is not { } definition || Portability.IsLiteral(definition))
            return;
        if (depth > 0 && transients.IsTransientType(definition))
            Report(Codes.NotSupportedYet, origin, $"it holds elements of the transient type {definition.FullName}, which this version of Weft does not support");
        else if (definition.IsValueType)
            VisitStruct(type, definition, origin, depth);
        else if (context.Workspace.IsOwn(definition))
            VisitOwn(type, definition, origin);
        else
            VisitFramework(definition, origin, depth);

        if (type is GenericInstanceType { GenericArguments: var arguments } && !definition.IsValueType)
        {
            foreach (TypeReference argument in arguments)
                Visit(argument, origin, depth + 1);
        }
    }

    private void VisitStruct(TypeReference type, TypeDefinition definition, Origin origin, int depth)
    {
        if (definition.IsExplicitLayout)
        {
            Report(Codes.ExplicitLayout, origin, $"the struct {definition.FullName} has explicit layout, so its members may overlap");
            return;
        }
        // Such a struct has one field for many elements, so only the first would be shared. The runtime tells those of an inline array apart.
        if (definition.HasAttribute("System.Runtime.CompilerServices.UnsafeValueTypeAttribute"))
        {
            Report(Codes.ExplicitLayout, origin, $"the struct {definition.FullName} is a fixed buffer, whose elements are reached through pointers alone");
            return;
        }
        foreach (FieldDefinition field in definition.Fields)
        {
            if (!field.IsStatic && field.FieldType != definition)
                Visit(field.FieldType.Substitute(type, null), origin, depth + 1);
        }
    }

    private void VisitOwn(TypeReference type, TypeDefinition definition, Origin origin)
    {
        if (definition.DeclaringType is { } user && (definition.Name.Contains("__DisplayClass") || definition.Name.StartsWith("_Closure$__", StringComparison.Ordinal)))
            Report(Codes.ClosureShared, origin, $"it holds the captured variables of a lambda in {user.FullName}, which cannot be shared");
        else if (IsExcluded(definition))
            Report(Codes.ExcludedType, origin, $"its type {definition.FullName} is excluded from sharing");
        else
            Enqueue(type, origin.Cause.Through(origin.Field, definition));
    }

    private void VisitFramework(TypeDefinition definition, Origin origin, int depth)
    {
        if (CollectionExpressions.MayBeIn(definition, depth))
        {
            foreach (TypeDefinition made in types.MadeOfCollectionExpressions)
                Enqueue(made, origin.Cause.Through(origin.Field, made));
        }
        if (Portability.IsLockObject(definition) || Portability.IsSharedClass(definition))
            return;
        if (!definition.IsInterface)
            Report(Codes.FrameworkClassNotShared, origin, $"{definition.FullName} is not a type that this version of Weft shares");
        else if (definition.Namespace != "System" && !definition.Namespace.StartsWith("System.Collections", StringComparison.Ordinal) && !types.IsImplemented(definition))
            _diagnostics.Warning(Codes.InterfaceWithoutWovenClass, MemberPositions.Of(origin.Field, origin.Cause.Rule), $"{TypeNames.Display(origin.Field)} is shared, but no class of the application implements {definition.FullName}, so it can only hold objects that cannot be shared; declare it transient");
    }

    private void Report(string code, Origin origin, string what)
    {
        string name = TypeNames.Display(origin.Field);
        string remedy = origin.Field.IsStatic ? "name another field as root" : $"declare it transient ('transients: - field: {name}') or change its type";
        _diagnostics.Refuse(code, MemberPositions.Of(origin.Field, origin.Cause.Rule), $"{name} cannot be shared: {what} ({origin.Cause.Text}); {remedy}", origin.Field);
    }

    /// <summary>The field whose type is looked at, and why its class is shared.</summary>
    private readonly record struct Origin(FieldDefinition Field, Cause Cause);

    /// <summary>The rule that a class is shared by, and the way from there.</summary>
    private readonly record struct Cause(string Text, SourcePosition Rule, ImmutableArray<string> Path)
    {
        public Cause Then(string step, TypeDefinition type) => this with { Text = $"{step}, {Text}", Path = Path.Add($"{type.FullName} {Verb(step)}") };

        public Cause Through(FieldDefinition field, TypeDefinition type) => this with { Path = Path.Add($"{TypeNames.Display(field)} refers to {type.FullName}") };

        private static string Verb(string step) => step.StartsWith("base", StringComparison.Ordinal) ? "is the " + step : step;
    }
}

/// <summary>A class that was reached.</summary>
/// <param name="Type">The class.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Path">The way from the root or rule, step by step.</param>
/// <param name="Rule">The rule that the way begins with.</param>
internal sealed record ReachedClass(TypeDefinition Type, string Reason, ImmutableArray<string> Path, SourcePosition Rule);
