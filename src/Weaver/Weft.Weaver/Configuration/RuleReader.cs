using System.Collections.Immutable;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Configuration;

/// <summary>Reads the items of the sections that are lists. An item with an error reads as null and is left out.</summary>
internal sealed class RuleReader(DiagnosticBag diagnostics)
{
    /// <summary>Reads each item.</summary>
    public static ImmutableArray<T> Each<T>(IReadOnlyList<YamlNode> items, Func<YamlNode, T?> read) where T : class =>
        [.. items.Select(read).Where(item => item is not null).Select(item => item!)];

    /// <summary>An item of <c>roots:</c>.</summary>
    public RootRule? Root(YamlNode node)
    {
        MapReader map = new(node, "an item of 'roots'", diagnostics);
        Positioned? field = Member(map.Text("field", required: true), "field");
        Positioned? on = Type(map.Text("on"), "on");
        Positioned? name = map.Text("name");
        RootPolicy policy = map.Word("policy", RootPolicy.FirstWins,
            ("first-wins", RootPolicy.FirstWins), ("replaceable", RootPolicy.Replaceable), ("error", RootPolicy.Error));
        bool eager = map.Word("load", false, ("lazy", false), ("eager", true));
        Positioned? key = map.Text("key");
        map.NotSupported("bind", "a root is bound when its field is first assigned");
        map.Finish();
        if (name is { Text.Length: 0 })
            diagnostics.Error(Codes.BadValue, name.Position, "'name' must not be empty");
        return field is null ? null : new(field, on, name?.Text ?? field.Text, policy, eager, key);
    }

    /// <summary>A pattern of types.</summary>
    public TypePattern? Type(YamlNode node)
    {
        if (node is not YamlScalar { Text: { } text })
        {
            diagnostics.Error(Codes.WrongShape, node.Position, "a pattern of types must be a single value");
            return null;
        }
        return Type(new Positioned(text, node.Position));
    }

    /// <summary>An item of <c>transients:</c>.</summary>
    public TransientRule? Transient(YamlNode node)
    {
        MapReader map = new(node, "an item of 'transients'", diagnostics);
        Positioned? field = Member(map.Text("field"), "field");
        Positioned? type = map.Text("type");
        OnLoadRule? onLoad = OnLoad(map.Node("on-load"));
        map.NotSupported("entry", "keep the values that must stay local in a dictionary of their own, in a transient field");
        map.NotSupported("keys", "it belongs to 'entry', which this version does not have");
        bool refused = map.Has("entry") || map.Has("keys");
        map.Finish();
        if (refused || !map.IsMap)
            return null;
        if ((field is null && !map.Has("field")) == (type is null && !map.Has("type")))
        {
            diagnostics.Error(Codes.MissingKey, map.Position, "an item of 'transients' needs one of 'field' and 'type'");
            return null;
        }
        TypePattern? pattern = type is null ? null : Type(type);
        return field is null && pattern is null ? null : new(field, pattern, onLoad, map.Position);
    }

    /// <summary>An item of <c>distributed-methods:</c>.</summary>
    public DistributedMethodRule? DistributedMethod(YamlNode node)
    {
        MapReader map = new(node, "an item of 'distributed-methods'", diagnostics);
        Positioned? method = map.Text("method", required: true);
        RunOn runOn = map.Word("run-on", RunOn.All, ("all", RunOn.All), ("holders", RunOn.Holders), ("others", RunOn.Others));
        Positioned? where = map.Text("where");
        map.Finish();
        return Method(method) is { } pattern ? new(pattern, runOn, where) : null;
    }

    private static readonly (string Word, LockLevel Value)[] Levels =
        [("write", LockLevel.Write), ("read", LockLevel.Read), ("concurrent", LockLevel.Concurrent), ("synchronous-write", LockLevel.SynchronousWrite)];

    /// <summary>An item of <c>locks:</c>.</summary>
    public AutolockRule? Lock(YamlNode node)
    {
        MapReader map = new(node, "an item of 'locks'", diagnostics);
        Positioned? method = map.Text("method", required: true);
        (bool Enabled, LockLevel Level)? autolock = map.Word<(bool, LockLevel)?>("autolock", null, [.. Levels.Select(item => (item.Word, ((bool, LockLevel)?)(true, item.Value))), ("off", (false, LockLevel.Write))]);
        Positioned? named = map.Text("named");
        LockLevel level = map.Word("level", LockLevel.Write, Levels);
        bool synchronizes = map.Flag("synchronized", false);
        bool? synchronized = map.Has("synchronized") ? synchronizes : null;
        map.Finish();
        if (map.IsMap && !map.Has("autolock") && !map.Has("named") && synchronized is null)
            diagnostics.Error(Codes.MissingKey, map.Position, "an item of 'locks' needs 'autolock', 'named' or 'synchronized'");
        if (map.Has("level") && !map.Has("named"))
            diagnostics.Error(Codes.MissingKey, map.Position, "'level' is that of a lock by name: say 'named' too, or give the level of the method's own locks with 'autolock'");
        return Method(method) is { } pattern
            ? new(pattern, autolock?.Enabled, autolock?.Level ?? LockLevel.Write, synchronized, named is null ? null : new(named.Text, level))
            : null;
    }

    /// <summary>An item of <c>collections:</c>.</summary>
    public CollectionRule? Collection(YamlNode node)
    {
        MapReader map = new(node, "an item of 'collections'", diagnostics);
        Positioned? type = Type(map.Text("type", required: true), "type");
        CollectionShape? shape = map.Word<CollectionShape?>("as", null, ("list", CollectionShape.List), ("set", CollectionShape.Set), ("dictionary", CollectionShape.Dictionary));
        map.Finish();
        if (map.IsMap && !map.Has("as"))
            diagnostics.Error(Codes.MissingKey, map.Position, "an item of 'collections' needs 'as'");
        return type is null || shape is not { } known ? null : new(type, known);
    }

    private OnLoadRule? OnLoad(YamlNode? node)
    {
        switch (node)
        {
            case null:
                return null;
            case YamlScalar:
                return OnLoadWord(node);
            default:
                MapReader map = new(node, "'on-load'", diagnostics);
                Positioned? method = map.Text("method");
                Positioned? factory = Member(map.Text("factory"), "factory");
                map.Finish();
                if (map.IsMap && map.Has("method") == map.Has("factory"))
                    diagnostics.Error(Codes.MissingKey, node.Position, "'on-load' needs one of 'method' and 'factory'");
                return method is not null ? new(OnLoadKind.Method, method) : factory is not null ? new(OnLoadKind.Factory, factory) : null;
        }
    }

    private OnLoadRule? OnLoadWord(YamlNode node)
    {
        MapReader map = new(new YamlMap([(new("on-load", false, node.Position), node)], node.Position), "'on-load'", diagnostics);
        OnLoadKind? kind = map.Word<OnLoadKind?>("on-load", null,
            ("initializer", OnLoadKind.Initializer), ("none", OnLoadKind.None), ("new", OnLoadKind.New));
        return kind is { } known ? new(known, null) : null;
    }

    private TypePattern? Type(Positioned text)
    {
        if (TypePattern.Parse(text) is { } pattern)
            return pattern;
        diagnostics.Error(Codes.BadPattern, text.Position, $"'{text.Text}' is no pattern of types; write Ns.Type, Ns.*, Ns.**, Ns.Type+ or @Ns.Attribute, or one of these and ', Assembly'");
        return null;
    }

    private MethodPattern? Method(Positioned? text)
    {
        if (text is null)
            return null;
        if (MethodPattern.Parse(text) is { } pattern)
            return pattern;
        diagnostics.Error(Codes.BadPattern, text.Position, $"'{text.Text}' is no pattern of methods; write Ns.Type.Method, Ns.Type.Method(string, int), Ns.Type.Get* or @Ns.Attribute, or one of these and ', Assembly'");
        return null;
    }

    private Positioned? Member(Positioned? text, string key)
    {
        if (text is null)
            return null;
        if (QualifiedName.Parse(text.Text) is { } name && name.Name.LastIndexOf('.') is > 0 and int dot && dot < name.Name.Length - 1)
            return text with { Text = name.ToString() };
        diagnostics.Error(Codes.BadValue, text.Position, $"'{key}' must be a full name such as Ns.Type.member or 'Ns.Type.member, Assembly', not '{text.Text}'");
        return null;
    }

    private Positioned? Type(Positioned? text, string key)
    {
        if (text is null || QualifiedName.Parse(text.Text) is not null)
            return text;
        diagnostics.Error(Codes.BadValue, text.Position, $"'{key}' must be a full name such as Ns.Type or 'Ns.Type, Assembly', not '{text.Text}'");
        return null;
    }
}
