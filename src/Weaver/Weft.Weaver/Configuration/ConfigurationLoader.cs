using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Configuration;

/// <summary>Finds, reads and validates <c>weft.yaml</c>; reports all its errors, not the first alone.</summary>
public static class ConfigurationLoader
{
    /// <summary>The file's usual name.</summary>
    public const string FileName = "weft.yaml";

    /// <summary>Loads the file that a request names or that lies beside its inputs; null, with messages, where it has errors.</summary>
    public static WeaveConfiguration? Load(WeaveRequest request, DiagnosticBag diagnostics)
    {
        DiagnosticBag own = new();
        WeaveConfiguration? result = Read(request, own);
        foreach (Diagnostic diagnostic in own.InOrder())
            diagnostics.Add(diagnostic);
        return own.HasErrors ? null : result;
    }

    /// <summary>As <see cref="Load"/>, but where the file has errors, with the rules that have none; null where it cannot be read at all.</summary>
    internal static WeaveConfiguration? Read(WeaveRequest request, DiagnosticBag diagnostics)
    {
        if (Find(request) is not { } file)
        {
            string place = request.Inputs.IsDefaultOrEmpty ? "the input" : $"'{request.Inputs[0]}'";
            diagnostics.Error(Codes.ConfigurationNotFound, null, request.ConfigurationFile is { } named
                ? $"there is no configuration file '{named}'"
                : $"there is no {FileName} beside {place} or in the folders above it; name one with -c");
            return null;
        }
        using StreamReader reader = File.OpenText(file);
        return ReadText(file, reader, diagnostics);
    }

    /// <summary>Reads a configuration from text.</summary>
    public static WeaveConfiguration? Parse(string file, TextReader text, DiagnosticBag diagnostics)
    {
        DiagnosticBag own = new();
        WeaveConfiguration? result = ReadText(file, text, own);
        foreach (Diagnostic diagnostic in own.InOrder())
            diagnostics.Add(diagnostic);
        return own.HasErrors ? null : result;
    }

    private static WeaveConfiguration? ReadText(string file, TextReader text, DiagnosticBag diagnostics)
    {
        DiagnosticBag own = new();
        WeaveConfiguration? result = YamlTree.Read(file, text, own) is { } tree ? Read(file, tree, own) : null;
        foreach (Diagnostic diagnostic in own.Sorted())
            diagnostics.Add(diagnostic);
        return result;
    }

    private static string? Find(WeaveRequest request)
    {
        if (request.ConfigurationFile is { } named)
            return File.Exists(named) ? named : null;
        if (request.Inputs.IsDefaultOrEmpty)
            return null;
        string input = Path.GetFullPath(request.Inputs[0]);
        for (string? folder = Directory.Exists(input) ? input : Path.GetDirectoryName(input); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string candidate = Path.Combine(folder, FileName);
            if (File.Exists(candidate))
                return candidate;
        }
        return null;
    }

    private static WeaveConfiguration Read(string file, YamlNode tree, DiagnosticBag diagnostics)
    {
        MapReader map = new(tree, "the file", diagnostics);
        Version(map, diagnostics);
        RuleReader rules = new(diagnostics);
        string unlockedWrites = map.Word("unlocked-writes", "autocommit", ("autocommit", "autocommit"), ("error", "error"));
        WeaveConfiguration configuration = new()
        {
            File = file,
            ClusterLines = ClusterSection.Read(map.Node("cluster"), unlockedWrites, diagnostics),
            Roots = RuleReader.Each(map.List("roots"), rules.Root),
            Include = RuleReader.Each(map.List("include"), rules.Type),
            Exclude = RuleReader.Each(map.List("exclude"), rules.Type),
            Transients = RuleReader.Each(map.List("transients"), rules.Transient),
            HonorNonSerialized = map.Flag("honor-nonserialized", true),
            DistributedMethods = RuleReader.Each(map.List("distributed-methods"), rules.DistributedMethod),
            Locks = RuleReader.Each(map.List("locks"), rules.Lock),
            Collections = RuleReader.Each(map.List("collections"), rules.Collection),
            WeavingHash = "",
        };
        map.NotSupported("node-local", "declare the fields that refer to such types transient");
        map.NotSupported("on-change", "make the method that changes the object call a distributed method");
        map.NotSupported("guards", "keep the guarded method from running while other nodes use its receiver by means of the program");
        map.NotSupported("leave-on", "a node leaves when its process ends");
        map.Finish();
        return configuration with { WeavingHash = ConfigurationHash.Of(configuration) };
    }

    private static void Version(MapReader map, DiagnosticBag diagnostics)
    {
        if (map.Text("version", required: true) is { } version && version.Text != "1")
            diagnostics.Error(Codes.UnsupportedVersion, version.Position, $"this version of Weft reads version 1 of the file, not '{version.Text}'");
    }
}
