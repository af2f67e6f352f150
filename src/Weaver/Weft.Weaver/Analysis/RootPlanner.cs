using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>Finds the fields, subtypes and keys that the root rules name.</summary>
internal sealed class RootPlanner(WeaveContext context, ApplicationTypes types, TransientFields transients)
{
    private readonly DiagnosticBag _diagnostics = context.Diagnostics;

    /// <summary>The rules that hold, in the order of the configuration.</summary>
    public ImmutableArray<RootPlan> Plan()
    {
        ImmutableArray<RootPlan>.Builder roots = ImmutableArray.CreateBuilder<RootPlan>();
        foreach (RootRule rule in context.Configuration.Roots)
        {
            if (types.FindField(rule.Field, Codes.RootFieldUnknown) is not var (field, named) || !Suits(field, rule))
                continue;
            TypeDefinition? on = Subtype(rule, field, named);
            if (rule.On is not null && on is null)
                continue;
            IMemberDefinition? key = rule.Key is null ? null : Key(rule.Key, field, on ?? field.DeclaringType);
            if (rule.Key is not null && key is null)
                continue;
            if (roots.Any(other => other.Field == field && other.On == on))
                _diagnostics.Error(Codes.RootTwice, rule.Field.Position, $"{TypeNames.Display(field)} is a root by an earlier rule already; keep one of them");
            else
                roots.Add(new(field, on, rule.Name, (int)rule.Policy, rule.Eager, key) { Rule = rule.Field.Position });
        }
        return roots.ToImmutable();
    }

    private bool Suits(FieldDefinition field, RootRule rule)
    {
        string name = TypeNames.Display(field);
        SourcePosition position = rule.Field.Position;
        TypeReference type = field.FieldType.WithoutModifiers();
        if (!context.Workspace.IsOwn(field))
            _diagnostics.Error(Codes.RootFieldUnknown, position, $"{name} is declared in {field.Module.Assembly.Name.Name}, which is not woven");
        else if (field.HasConstant || field.HasAttribute("System.Runtime.CompilerServices.DecimalConstantAttribute"))
            _diagnostics.Error(Codes.RootTypeNotSupported, position, $"{name} is a constant");
        else if (field.HasAttribute("System.ThreadStaticAttribute"))
            _diagnostics.Error(Codes.RootThreadStatic, position, $"{name} is [ThreadStatic]: it has a value for each thread and cannot be a root");
        else if (field is { IsStatic: false, DeclaringType.IsValueType: true })
            _diagnostics.Error(Codes.RootTypeNotSupported, position, $"{name} is a field of a struct, of which each copy has its own; name a static field, or one of a class");
        else if (field.DeclaringType.HasGenericParameters)
            _diagnostics.Error(Codes.RootInGenericClass, position, $"{name} is declared in a generic class, which this version of Weft does not support for roots; move it to a class that is not generic");
        else if (Portability.WhyNever(type) is { } why)
            _diagnostics.Error(Codes.RootTypeNotSupported, position, $"{name} holds {why}, which cannot be shared");
        else if (rule.Policy == RootPolicy.Error && Portability.IsValue(type))
            _diagnostics.Error(Codes.RootPolicyUnsuitable, position, $"{name} holds a value of type {type.FullName}: such a root is a variable that every node writes, so 'policy: error' cannot hold; leave the policy out");
        else if (!field.IsStatic && transients.Named.ContainsKey(field))
            _diagnostics.Error(Codes.RootIsTransient, position, $"{name} is declared transient too; it is one or the other");
        else
            return true;
        return false;
    }

    /// <summary>The class of <c>on:</c>; for a field that was named through a subtype, that subtype.</summary>
    private TypeDefinition? Subtype(RootRule rule, FieldDefinition field, TypeDefinition named)
    {
        if (rule.On is null)
            return named == field.DeclaringType || field.IsStatic ? null : named;
        if (types.Find(QualifiedName.Of(rule.On), rule.On.Position, Codes.UnknownType) is not { } on)
            return null;
        if (field.IsStatic)
            _diagnostics.Error(Codes.RootOnUnsuitable, rule.On.Position, $"{TypeNames.Display(field)} is static; 'on' belongs to instance fields");
        else if (!on.IsOrDerivesFrom(field.DeclaringType))
            _diagnostics.Error(Codes.RootOnUnsuitable, rule.On.Position, $"{on.FullName} does not derive from {field.DeclaringType.FullName}, which declares the field");
        else if (on.HasGenericParameters)
            _diagnostics.Error(Codes.RootOnUnsuitable, rule.On.Position, $"{on.FullName} is generic; name a class that is not");
        else
            return on;
        return null;
    }

    private IMemberDefinition? Key(Positioned key, FieldDefinition field, TypeDefinition owner)
    {
        if (field.IsStatic)
        {
            _diagnostics.Error(Codes.RootKeyUnsuitable, key.Position, $"{TypeNames.Display(field)} is static; 'key' belongs to instance fields");
            return null;
        }
        TypeDefinition[] hierarchy = [owner, .. owner.Bases()];
        PropertyDefinition? property = hierarchy.SelectMany(type => type.Properties).FirstOrDefault(item => item.Name == key.Text && item.GetMethod is { IsStatic: false, Parameters.Count: 0 });
        IMemberDefinition? member = property?.GetMethod
            ?? (IMemberDefinition?)hierarchy.SelectMany(type => type.Fields).FirstOrDefault(item => !item.IsStatic && item.Name == key.Text)
            ?? hierarchy.SelectMany(type => type.Methods).FirstOrDefault(item => !item.IsStatic && item.Name == key.Text && item.Parameters.Count == 0);
        TypeReference? value = member switch { FieldDefinition own => own.FieldType, MethodDefinition method => method.ReturnType, _ => null };
        if (member is null)
        {
            IEnumerable<string> names = hierarchy.SelectMany(type => type.Properties.Select(item => item.Name).Concat(type.Fields.Select(item => item.Name)));
            _diagnostics.Error(Codes.RootKeyUnsuitable, key.Position, $"{owner.FullName} has no property or field '{key.Text}'{NearestName.Hint(key.Text, names)}");
        }
        else if (!Portability.IsLiteral(value!))
        {
            _diagnostics.Error(Codes.RootKeyUnsuitable, key.Position, $"'{key.Text}' is of type {value!.FullName}; a key must be a literal such as a string or a number");
        }
        else
        {
            return member;
        }
        return null;
    }
}
