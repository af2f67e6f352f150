using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>Decides what fills the transient fields of an instance that was faulted in.</summary>
internal sealed class OnLoadPlanner(WeaveContext context, ApplicationTypes types, TransientFields transients)
{
    private readonly DiagnosticBag _diagnostics = context.Diagnostics;

    /// <summary>The steps for the fields that a class declares, in their order.</summary>
    public ImmutableArray<OnLoadStep> Plan(TypeDefinition type)
    {
        ImmutableArray<OnLoadStep>.Builder steps = ImmutableArray.CreateBuilder<OnLoadStep>();
        foreach (FieldDefinition field in type.Fields)
        {
            if (field.IsStatic || transients.Why(field) is not { } reason)
                continue;
            OnLoadStep? step = reason.OnLoad switch
            {
                { Kind: OnLoadKind.None } => null,
                { Kind: OnLoadKind.New } => New(field),
                { Kind: OnLoadKind.Method, Target: { } target } => Method(field, target),
                { Kind: OnLoadKind.Factory, Target: { } target } => Factory(field, target),
                _ => Initializer(field),
            };
            if (step is not null && !steps.Contains(step))
                steps.Add(step);
        }
        return steps.ToImmutable();
    }

    private OnLoadStep.Initializer? Initializer(FieldDefinition field)
    {
        ImmutableArray<FieldInitializer> found = FieldInitializers.Of(field);
        string name = TypeNames.Display(field);
        const string remedy = "give the field another 'on-load': none, new, a method or a factory";
        if (found.IsEmpty)
        {
            if (FieldInitializers.AssignedInBody(field) && transients.Why(field)?.OnLoad is null && !Portability.IsDelegate(field.FieldType))
                _diagnostics.Warning(Codes.AssignedInConstructor, MemberPositions.Of(field), $"{name} is transient and is assigned by a constructor, which does not run on nodes that receive the object, so it is {Default(field)} there; {remedy}");
            return null;
        }
        FieldInitializer first = found[0];
        if (found.Length != FieldInitializers.InitializingConstructors(field.DeclaringType).Count() || found.Any(other => !first.SameAs(other)))
            _diagnostics.Refuse(Codes.InitializersDiffer, MemberPositions.Of(field), $"the constructors of {field.DeclaringType.FullName} initialize {name} in different ways; {remedy}", field);
        else if (first.WhyNotReplayable() is { } why)
            _diagnostics.Refuse(Codes.InitializerNotReplayable, MemberPositions.Of(field), $"the initializer of the transient field {name} cannot run on other nodes: {why}; {remedy}", field);
        else
            return new(field, first.Constructor, first.First, first.Store);
        return null;
    }

    private static string Default(FieldDefinition field) => field.FieldType.IsValueType ? "the default value" : "null";

    private OnLoadStep.New? New(FieldDefinition field)
    {
        TypeReference type = field.FieldType.WithoutModifiers();
        TypeDefinition? definition = type is ArrayType or GenericParameter ? null : type.Resolve();
        bool usable = definition is { IsValueType: false, IsAbstract: false, IsInterface: false }
            && definition.Methods.Any(method => method is { IsConstructor: true, IsStatic: false, Parameters.Count: 0 } && (method.IsPublic || definition.Module == field.Module));
        if (!usable)
        {
            _diagnostics.Error(Codes.OnLoadTargetUnsuitable, MemberPositions.Of(field), $"'on-load: new' needs a class with a parameterless constructor, and {TypeNames.Display(field)} is of type {type.FullName}; name a factory");
            return null;
        }
        return new(field, new MethodReference(".ctor", field.Module.TypeSystem.Void, type) { HasThis = true });
    }

    private OnLoadStep.Method? Method(FieldDefinition field, Positioned target)
    {
        IEnumerable<MethodDefinition> methods = new[] { field.DeclaringType }.Concat(field.DeclaringType.Bases()).SelectMany(type => type.Methods);
        MethodDefinition[] named = [.. methods.Where(method => method.Name == target.Text)];
        if (named.FirstOrDefault(method => method is { IsStatic: false, Parameters.Count: 0, HasGenericParameters: false } && method.ReturnType.MetadataType == MetadataType.Void) is { } found
            && context.Workspace.IsOwn(found))
        {
            return new(found);
        }
        string why = named.Length > 0
            ? $"{TypeNames.Display(named[0])} must be an instance method without parameters that returns nothing"
            : $"{field.DeclaringType.FullName} has no method '{target.Text}'{NearestName.Hint(target.Text, methods.Select(method => method.Name))}";
        _diagnostics.Error(Codes.OnLoadTargetUnsuitable, target.Position, why);
        return null;
    }

    private OnLoadStep.Factory? Factory(FieldDefinition field, Positioned target)
    {
        if (types.FindOwner(target, Codes.OnLoadTargetUnsuitable) is not var (owner, name))
            return null;
        MethodDefinition[] named = [.. owner.Methods.Where(method => method.Name == name)];
        MethodDefinition? found = named.FirstOrDefault(method => method is { IsStatic: true, HasGenericParameters: false, Parameters.Count: 0 or 1 }
            && !owner.HasGenericParameters && Fits(method.ReturnType, field.FieldType)
            && (method.Parameters.Count == 0 || Fits(field.DeclaringType, method.Parameters[0].ParameterType)));
        if (found is not null)
            return new(field, found);
        _diagnostics.Error(Codes.OnLoadTargetUnsuitable, target.Position, named.Length > 0
            ? $"{target.Text} must be static, take nothing or a {field.DeclaringType.FullName}, and return a {field.FieldType.FullName}"
            : $"{owner.FullName} has no method '{name}'{NearestName.Hint(name, owner.Methods.Select(method => method.Name))}");
        return null;
    }

    private static bool Fits(TypeReference from, TypeReference to) => from.FullName == to.WithoutModifiers().FullName
        || (from is not (GenericInstanceType or ArrayType) && from.Resolve() is { IsValueType: false } definition
            && definition.SelfBasesAndInterfaces().Any(type => type.FullName == to.WithoutModifiers().FullName));
}
