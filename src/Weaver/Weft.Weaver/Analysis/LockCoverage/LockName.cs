using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.LockCoverage;

/// <summary>What the name of a lock begins with.</summary>
public enum LockOrigin
{
    /// <summary>The instance whose method this is.</summary>
    This,

    /// <summary>A parameter of the method.</summary>
    Parameter,

    /// <summary>A static field.</summary>
    StaticField,

    /// <summary><c>typeof(T)</c>.</summary>
    Type,

    /// <summary>A lock of some caller, which this method has no name for.</summary>
    Caller,

    /// <summary>A lock by name.</summary>
    Named,

    /// <summary>Any other expression.</summary>
    Expression,
}

/// <summary>A lock by the way that code names it: where the name begins, and the fields that lead from there to the locked object.</summary>
/// <param name="Origin">What it begins with.</param>
/// <param name="Id">Tells names of one origin apart.</param>
/// <param name="Head">The beginning, in words.</param>
/// <param name="Steps">The fields, each by its full name and a semicolon.</param>
internal sealed record LockName(LockOrigin Origin, string Id, string Head, string Steps)
{
    internal static LockName This { get; } = new(LockOrigin.This, "", "this", "");

    /// <summary>The last field of the name, or the static field; null without.</summary>
    internal FieldDefinition? Last { get; private init; }

    internal static LockName Parameter(ParameterDefinition parameter) =>
        new(LockOrigin.Parameter, parameter.Index.ToString(System.Globalization.CultureInfo.InvariantCulture), $"parameter '{parameter.Name}'", "");

    internal static LockName Static(FieldDefinition field) => new(LockOrigin.StaticField, field.FullName, TypeNames.Display(field), "") { Last = field };

    internal static LockName Type(TypeReference type) => new(LockOrigin.Type, type.FullName, $"typeof({type.FullName})", "");

    internal static LockName Named(string name) => new(LockOrigin.Named, name, $"'{name}'", "");

    internal static LockName Expression(string id, string text) => new(LockOrigin.Expression, id, text, "");

    /// <summary>The name of a field of what this names.</summary>
    internal LockName Then(FieldDefinition field) => this with
    {
        Steps = $"{Steps}{field.FullName};",
        // The compiler's way from a lambda or a state machine to the instance is no step that anybody wrote.
        Head = field.Name is "<>4__this" or "$VB$Me" ? Head : $"{Head}.{TypeNames.SourceName(field.Name)}",
        Last = field,
    };

    /// <summary>The names by which a called method knows this lock, given those of its receiver and arguments.</summary>
    internal IEnumerable<LockName> In(MethodDefinition callee, ImmutableArray<LockName?> operands, TypeDefinition caller)
    {
        if (Origin is LockOrigin.StaticField or LockOrigin.Type or LockOrigin.Named or LockOrigin.Caller)
        {
            yield return this;
            yield break;
        }
        bool found = false;
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i] is not { } operand || operand.Origin != Origin || operand.Id != Id || !Steps.StartsWith(operand.Steps, StringComparison.Ordinal))
                continue;
            int parameter = callee.HasThis ? i - 1 : i;
            if (parameter >= callee.Parameters.Count)
                continue;
            LockName head = parameter < 0 ? This : Parameter(callee.Parameters[parameter]);
            string rest = Steps.Substring(operand.Steps.Length);
            found = true;
            yield return head with { Steps = rest, Head = head.Head + Head.Substring(Math.Min(operand.Head.Length, Head.Length)), Last = rest.Length == 0 ? null : Last };
        }
        if (!found && Last is not null)
            yield return new(LockOrigin.Caller, Last.FullName, $"{TypeNames.Display(Last)} in a caller", "") { Last = Last };
        else if (!found && Origin == LockOrigin.This)
            yield return new(LockOrigin.Caller, caller.FullName, $"the {caller.FullName} that calls", "");
    }

    /// <summary>Names are equal by what they lead to, not by how they are written.</summary>
    public bool Equals(LockName? other) => other is not null && Origin == other.Origin && Id == other.Id && Steps == other.Steps;

    /// <inheritdoc/>
    public override int GetHashCode() => (Origin, Id, Steps).GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Head;
}
