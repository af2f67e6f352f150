using Mono.Cecil;

namespace Weft.Weaver.Diagnostics;

/// <summary>How grave a diagnostic is. Errors stop the weave before anything is written.</summary>
public enum Severity
{
    /// <summary>For the log.</summary>
    Information,

    /// <summary>Weaving goes on.</summary>
    Warning,

    /// <summary>Nothing is written.</summary>
    Error,
}

/// <summary>A place in a source or configuration file. Lines and columns count from 1; 0 means unknown.</summary>
public sealed record SourcePosition(string File, int Line, int Column)
{
    /// <summary>The attribute that is meant by this place; null where the place itself says what is meant.</summary>
    internal string? Attribute { get; init; }

    /// <summary>The place of a rule for people: <c>weft.yaml(3)</c>, or the attribute <c>[Transient]</c>.</summary>
    internal string RuleName => Attribute is null ? $"{Path.GetFileName(File)}({Line})" : $"[{Attribute}]";
}

/// <summary>One message to the user.</summary>
/// <param name="Code">Stable code, <c>WEFT1203</c>.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Message">What is wrong and what to do about it.</param>
/// <param name="Position">Where; null where there is no better place than the message's own words.</param>
public sealed record Diagnostic(string Code, Severity Severity, string Message, SourcePosition? Position)
{
    /// <summary>The type, field or method that was refused; null where the message is about something else.</summary>
    internal IMemberDefinition? Subject { get; init; }

    /// <summary>MSBuild's canonical form: <c>file(line,col): error WEFT1203: text</c>.</summary>
    public override string ToString()
    {
        string severity = Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" };
        string place = Position switch
        {
            null => "weft",
            { Line: 0 } => Position.File,
            _ => $"{Position.File}({Position.Line},{Position.Column})",
        };
        return $"{place}: {severity} {Code}: {Message}";
    }
}
