using Weft.Weaver.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Weft.Weaver.Configuration;

/// <summary>A node of a YAML file with its position.</summary>
internal abstract record YamlNode(SourcePosition Position);

/// <summary>A single value; <paramref name="Text"/> is null for an empty one.</summary>
internal sealed record YamlScalar(string? Text, bool Quoted, SourcePosition Position) : YamlNode(Position);

/// <summary>A list.</summary>
internal sealed record YamlList(IReadOnlyList<YamlNode> Items, SourcePosition Position) : YamlNode(Position);

/// <summary>A mapping, in the file's order; keys given twice are all there.</summary>
internal sealed record YamlMap(IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries, SourcePosition Position) : YamlNode(Position);

/// <summary>Reads a file into nodes. YamlDotNet's own tree stops at the first key given twice, and this one does not.</summary>
internal sealed class YamlTree
{
    private readonly string _file;
    private readonly IParser _parser;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);

    private YamlTree(string file, IParser parser, DiagnosticBag diagnostics) => (_file, _parser, _diagnostics) = (file, parser, diagnostics);

    /// <summary>Reads the one document of a file; null, with a message, where it is not YAML. An empty file is an empty mapping.</summary>
    public static YamlNode? Read(string file, TextReader text, DiagnosticBag diagnostics)
    {
        try
        {
            Parser parser = new(text);
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return new YamlMap([], new(file, 1, 1));
            parser.Consume<DocumentStart>();
            YamlNode root = new YamlTree(file, parser, diagnostics).Node();
            parser.Consume<DocumentEnd>();
            if (parser.Accept<DocumentStart>(out DocumentStart? second))
                diagnostics.Error(Codes.ConfigurationSyntax, Place(file, second.Start), "the file holds more than one document; keep one");
            return root is YamlScalar { Text: null } ? new YamlMap([], root.Position) : root;
        }
        catch (YamlException exception)
        {
            diagnostics.Error(Codes.ConfigurationSyntax, Place(file, exception.Start), $"this is not YAML: {exception.InnerException?.Message ?? exception.Message}");
            return null;
        }
    }

    private static SourcePosition Place(string file, Mark mark) => new(file, (int)mark.Line, (int)mark.Column);

    private YamlNode Node()
    {
        ParsingEvent next = _parser.Consume<ParsingEvent>();
        SourcePosition position = Place(_file, next.Start);
        YamlNode node = next switch
        {
            Scalar scalar => Value(scalar, position),
            SequenceStart => new YamlList(Items(), position),
            MappingStart => new YamlMap(Entries(), position),
            AnchorAlias alias when _anchors.TryGetValue(alias.Value.Value, out YamlNode? target) => target,
            AnchorAlias alias => throw new YamlException(next.Start, next.End, $"nothing is anchored as '{alias.Value.Value}'"),
            _ => throw new YamlException(next.Start, next.End, "a value is missing"),
        };
        if (next is NodeEvent { Anchor.IsEmpty: false } anchored)
            _anchors[anchored.Anchor.Value] = node;
        return node;
    }

    private static YamlScalar Value(Scalar scalar, SourcePosition position)
    {
        bool quoted = scalar.Style is not ScalarStyle.Plain;
        return new(!quoted && scalar.Value is "" or "~" or "null" ? null : scalar.Value, quoted, position);
    }

    private List<YamlNode> Items()
    {
        List<YamlNode> items = [];
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node());
        return items;
    }

    private List<(YamlScalar, YamlNode)> Entries()
    {
        List<(YamlScalar, YamlNode)> entries = [];
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            YamlNode key = Node();
            YamlNode value = Node();
            if (key is YamlScalar { Text: not null } name)
                entries.Add((name, value));
            else
                _diagnostics.Error(Codes.WrongShape, key.Position, "a key must be a word");
        }
        return entries;
    }
}
