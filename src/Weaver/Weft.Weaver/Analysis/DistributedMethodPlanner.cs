using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>Finds the methods that the rules name, and refuses those whose form does not allow it.</summary>
internal sealed class DistributedMethodPlanner(WeaveContext context, ApplicationTypes types, TransientFields transients)
{
    private readonly DiagnosticBag _diagnostics = context.Diagnostics;

    /// <summary>The distributed methods.</summary>
    public ImmutableDictionary<MethodDefinition, DistributedMethodPlan> Plan()
    {
        var plans = ImmutableDictionary.CreateBuilder<MethodDefinition, DistributedMethodPlan>();
        foreach (DistributedMethodRule rule in context.Configuration.DistributedMethods)
        {
            MethodDefinition[] methods = [.. types.All.Where(type => !type.IsCompilerGenerated()).SelectMany(type => type.Methods).Where(rule.Method.Matches)];
            if (methods.Length == 0)
                ReportUnknown(rule.Method);
            foreach (MethodDefinition method in methods)
            {
                if (WhyNot(method) is var (code, why))
                    _diagnostics.Error(code, MemberPositions.Of(method, rule.Method.Position), $"{TypeNames.Display(method)} cannot be distributed: {why}");
                else if (plans.ContainsKey(method))
                    _diagnostics.Error(Codes.DistributedMethodTwice, rule.Method.Position, $"{TypeNames.Display(method)} is distributed by an earlier rule already; keep one of them");
                else if (plans.Values.FirstOrDefault(plan => plan.WireName == TypeNames.Wire(method)) is { } other)
                    _diagnostics.Error(Codes.DistributedMethodTwice, rule.Method.Position, $"{TypeNames.Display(method)} is in {other.Method.Module.Assembly.Name.Name} and in {method.Module.Assembly.Name.Name}, and nodes know a method by this name alone; limit the rule to one of them: '{rule.Method}, {method.Module.Assembly.Name.Name}'");
                else
                    plans.Add(method, new(method, (int)rule.RunOn, rule.Where is null ? null : Where(rule.Where, method), TypeNames.Wire(method)) { Rule = rule.Method.Position });
            }
        }
        return plans.ToImmutable();
    }

    private void ReportUnknown(MethodPattern pattern)
    {
        TypeDefinition? type = pattern.TypeName is { } name ? types.Named(name).FirstOrDefault(item => pattern.Assembly is null || item.Module.Assembly.Name.Name == pattern.Assembly) : null;
        if (type is null)
        {
            RuleChecks.ReportNoMatch(pattern, pattern.TypeName, pattern.Assembly, types, _diagnostics);
            return;
        }
        string overloads = string.Join(", ", type.Methods.Where(method => pattern.Text.StartsWith($"{type.FullName}.{method.Name}(", StringComparison.Ordinal))
            .Select(method => $"{method.Name}({string.Join(", ", method.Parameters.Select(parameter => parameter.ParameterType.Name))})"));
        string written = pattern.Text.Substring(type.FullName.Length + 1).Split('(', ',')[0];
        string hint = overloads.Length > 0 ? $"; it has {overloads}" : NearestName.Hint(written, type.Methods.Select(method => method.Name));
        _diagnostics.Error(Codes.DistributedMethodUnknown, pattern.Position, $"{type.FullName} has no method that '{pattern}' matches{hint}");
    }

    /// <summary>Why a method cannot be distributed; null where it can.</summary>
    internal static (string Code, string Why)? WhyNot(MethodDefinition method)
    {
        string? form = method switch
        {
            { IsConstructor: true } => "it is a constructor",
            { IsAbstract: true } => "it is abstract; name the methods that implement it",
            _ when !method.HasInstructions() => "it has no body",
            { HasGenericParameters: true } => "it is generic",
            { DeclaringType.HasGenericParameters: true } => "its class is generic, which this version of Weft does not support here",
            { DeclaringType.IsValueType: true } => "it is a method of a struct",
            { CallingConvention: MethodCallingConvention.VarArg } => "it takes a variable list of arguments",
            _ when method.ReturnType.WithoutModifiers() is ByReferenceType => "it returns a reference to a place",
            _ when Portability.WhyNever(method.ReturnType) is "a pointer" or "a ref struct" => $"it returns {Portability.WhyNever(method.ReturnType)}",
            _ => null,
        };
        if (form is not null)
            return (Codes.DistributedMethodForm, form);
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            if (parameter.ParameterType.WithoutModifiers() is ByReferenceType)
                return (Codes.DistributedMethodParameter, $"its parameter '{parameter.Name}' is passed by reference");
            if (Portability.WhyNever(parameter.ParameterType) is { } why)
                return (Codes.DistributedMethodParameter, $"its parameter '{parameter.Name}' is {why}, which cannot be sent");
        }
        return null;
    }

    private FieldDefinition? Where(Positioned where, MethodDefinition method)
    {
        if (method.IsStatic)
        {
            _diagnostics.Error(Codes.DistributedMethodWhere, where.Position, $"{TypeNames.Display(method)} is static and has no receiver; 'where' belongs to instance methods");
            return null;
        }
        if (types.FindField(method.DeclaringType, where.Text, where.Position, Codes.DistributedMethodWhere) is not { } field)
            return null;
        if (field.IsStatic || field.FieldType.IsValueType || transients.Why(field) is null)
        {
            _diagnostics.Error(Codes.DistributedMethodWhere, where.Position, $"{TypeNames.Display(field)} must be a transient instance field that can be null");
            return null;
        }
        return field;
    }
}
