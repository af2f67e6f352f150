using System.Collections.Immutable;
using Mono.Cecil;

namespace Weft.Weaver.Diagnostics;

/// <summary>Collects the messages of one weave; the same message at the same place is kept once.</summary>
public sealed class DiagnosticBag
{
    private readonly HashSet<Diagnostic> _seen = [];
    private readonly List<Diagnostic> _items = [];

    /// <summary>Whether an error was added.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Adds an error.</summary>
    public void Error(string code, SourcePosition? position, string message) => Add(new(code, Severity.Error, message, position));

    /// <summary>Adds the refusal of a member.</summary>
    internal void Refuse(string code, SourcePosition? position, string message, IMemberDefinition subject) =>
        Add(new(code, Severity.Error, message, position) { Subject = subject });

    /// <summary>Adds a warning.</summary>
    public void Warning(string code, SourcePosition? position, string message) => Add(new(code, Severity.Warning, message, position));

    /// <summary>Adds a line for the log.</summary>
    public void Information(string code, SourcePosition? position, string message) => Add(new(code, Severity.Information, message, position));

    /// <summary>Adds a message.</summary>
    public void Add(Diagnostic diagnostic)
    {
        if (!_seen.Add(diagnostic))
            return;
        _items.Add(diagnostic);
        HasErrors |= diagnostic.Severity == Severity.Error;
    }

    /// <summary>Takes warnings and lines for the log back.</summary>
    internal void Remove(Predicate<Diagnostic> match) => _items.RemoveAll(item => item.Severity != Severity.Error && match(item));

    /// <summary>All messages in the order in which they came.</summary>
    internal IReadOnlyList<Diagnostic> InOrder() => _items;

    /// <summary>All messages: by file, then by place in it; those without a place last, in the order in which they came.</summary>
    public ImmutableArray<Diagnostic> Sorted() =>
    [
        .. _items.OrderBy(item => item.Position is null)
            .ThenBy(item => item.Position?.File, StringComparer.Ordinal)
            .ThenBy(item => item.Position?.Line)
            .ThenBy(item => item.Position?.Column),
    ];
}
