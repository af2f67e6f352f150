using System.Text.Json;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Tests.Configuration;

/// <summary>Holds config/weft.schema.json, the loader, config/reference.yaml and the samples together.</summary>
public class SchemaTests
{
    private const string NoKey = "0123456789012345678901234567890123456789";
    private const string NotSupportedYet = "Not supported yet.";

    private static readonly SchemaKeys Schema = SchemaKeys.Read(Path.Combine(Subject.Root, "config", "weft.schema.json"));

    public static string[] Mappings => [.. Schema.Mappings.Keys];

    public static string[] Files =>
        [.. Directory.GetFiles(Path.Combine(Subject.Root, "config"), "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Subject.Root, file)).Order()];

    [TestCaseSource(nameof(Mappings))]
    public void The_schema_has_the_keys_of_the_loader(string path)
    {
        DiagnosticBag diagnostics = Load(YamlWithKey(path, NoKey));
        string? unknown = diagnostics.Sorted().SingleOrDefault(item => item.Code == Codes.UnknownKey)?.Message;
        if (unknown is null)
        {
            Assert.That(diagnostics.Sorted().Select(item => item.Code), Does.Contain(Codes.NotSupportedYet), $"the loader neither reads '{path}' nor refuses it");
            Assert.That(Schema.IsSupported(path), Is.False, $"the schema does not say of '{path}' that it is not supported yet");
            return;
        }
        string list = unknown.Substring(unknown.IndexOf("it has ", StringComparison.Ordinal) + "it has ".Length);
        string[] keys = list.Replace(" or ", ", ", StringComparison.Ordinal).Split(", ", StringSplitOptions.TrimEntries);
        Assert.That(keys.Select(key => key.Trim('\'')), Is.EquivalentTo(Schema.Mappings[path]));
    }

    [Test]
    public void What_the_schema_calls_unsupported_is_refused()
    {
        Assert.That(Schema.Unsupported, Is.Not.Empty);
        Assert.Multiple(() =>
        {
            foreach (string path in Schema.Unsupported)
            {
                int slash = path.LastIndexOf('/');
                string yaml = YamlWithKey(slash < 0 ? "" : path.Substring(0, slash), path.Substring(slash + 1));
                Assert.That(Load(yaml).Sorted().Select(item => item.Code), Does.Contain(Codes.NotSupportedYet), path);
            }
        });
    }

    [Test]
    public void The_reference_has_every_key_that_is_supported()
    {
        HashSet<string> used = [];
        string file = Path.Combine(Subject.Root, "config", "reference.yaml");
        using StreamReader reader = File.OpenText(file);
        Collect(YamlTree.Read(file, reader, new())!, "", used);
        string[] keys = [.. Schema.Mappings.SelectMany(mapping => mapping.Value.Select(key => mapping.Key.Length == 0 ? key : $"{mapping.Key}/{key}"))];
        // A field is filled in one way, and the reference's comment names this one.
        Assert.That(used, Is.EquivalentTo(keys.Where(Schema.IsSupported).Except(["transients/on-load/factory"])));
    }

    [TestCaseSource(nameof(Files))]
    public void A_file_of_the_folder_loads(string file)
    {
        DiagnosticBag diagnostics = Load(File.ReadAllText(Path.Combine(Subject.Root, file)));
        Assert.That(diagnostics.Sorted().Where(item => item.Code != Codes.NotSupportedYet), Is.Empty);
    }

    private static DiagnosticBag Load(string yaml)
    {
        DiagnosticBag diagnostics = new();
        ConfigurationLoader.Parse("weft.yaml", new StringReader(yaml), diagnostics);
        return diagnostics;
    }

    private static string YamlWithKey(string path, string key)
    {
        string yaml = $"{{ {key}: a }}";
        for (string rest = path; rest.Length > 0;)
        {
            int slash = rest.LastIndexOf('/');
            yaml = Schema.Lists.Contains(rest) ? $"{{ {rest.Substring(slash + 1)}: [{yaml}] }}" : $"{{ {rest.Substring(slash + 1)}: {yaml} }}";
            rest = slash < 0 ? "" : rest.Substring(0, slash);
        }
        return yaml;
    }

    private static void Collect(YamlNode node, string path, HashSet<string> used)
    {
        foreach (YamlNode item in node is YamlList list ? list.Items : [])
            Collect(item, path, used);
        foreach ((YamlScalar key, YamlNode value) in node is YamlMap map ? map.Entries : [])
        {
            string inner = path.Length == 0 ? key.Text! : $"{path}/{key.Text}";
            used.Add(inner);
            Collect(value, inner, used);
        }
    }

    /// <summary>The keys of each mapping of a schema, by the mapping's path: <c>transients/on-load</c>.</summary>
    private sealed class SchemaKeys(JsonElement root)
    {
        public SortedDictionary<string, SortedSet<string>> Mappings { get; } = new(StringComparer.Ordinal);

        /// <summary>Paths at which a list of mappings stands.</summary>
        public HashSet<string> Lists { get; } = [];

        public SortedSet<string> Unsupported { get; } = new(StringComparer.Ordinal);

        public static SchemaKeys Read(string file)
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
            SchemaKeys keys = new(document.RootElement);
            keys.Walk(document.RootElement, "");
            return keys;
        }

        public bool IsSupported(string path) => !Unsupported.Any(item => path == item || path.StartsWith(item + "/", StringComparison.Ordinal));

        private void Walk(JsonElement schema, string path)
        {
            if (schema.TryGetProperty("$ref", out JsonElement reference))
                Walk(root.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1]), path);
            if (schema.TryGetProperty("items", out JsonElement items))
            {
                Lists.Add(path);
                Walk(items, path);
            }
            foreach (JsonElement alternative in schema.TryGetProperty("oneOf", out JsonElement alternatives) ? alternatives.EnumerateArray() : default)
                Walk(alternative, path);
            if (schema.TryGetProperty("properties", out JsonElement properties))
                WalkProperties(schema, properties, path);
        }

        private void WalkProperties(JsonElement schema, JsonElement properties, string path)
        {
            Assert.That(schema.GetProperty("additionalProperties").GetBoolean(), Is.False, $"'{path}' allows unknown keys");
            if (!Mappings.TryGetValue(path, out SortedSet<string>? keys))
                Mappings.Add(path, keys = new(StringComparer.Ordinal));
            foreach (JsonProperty property in properties.EnumerateObject())
            {
                keys.Add(property.Name);
                string inner = path.Length == 0 ? property.Name : $"{path}/{property.Name}";
                if (property.Value.TryGetProperty("description", out JsonElement text) && text.GetString()!.StartsWith(NotSupportedYet, StringComparison.Ordinal))
                    Unsupported.Add(inner);
                Walk(property.Value, inner);
            }
        }
    }
}
