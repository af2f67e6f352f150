using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Weft.Corpus.Packages.Workloads;

/// <summary>Objects out and in, anchors, the tree of nodes, events and errors.</summary>
internal static class YamlWorkload
{
    private const string Document = """
        %YAML 1.2
        ---
        base: &base { name: x, tags: [a, 'b c', "d\n"] }
        copy: *base
        text: |
          two
          lines
        folded: >-
          one
          line
        ? complex
        : [1, 2.5, ~, yes, 0x1F, !!str 12]
        --- # second
        - plain
        """;

    public static async Task Run(TextWriter output)
    {
        ISerializer serializer = new SerializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build();
        IDeserializer deserializer = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build();
        Node leaf = new() { DisplayName = "leaf: \"quoted\"\n", Weight = 0.1 };
        Node root = new() { DisplayName = "root", Children = [leaf, new Node { DisplayName = "1", Children = [leaf] }], Labels = { ["k"] = "v", ["empty"] = "" } };
        string text = serializer.Serialize(root);
        await output.WriteLineAsync(text);
        Node copy = deserializer.Deserialize<Node>(text);
        await output.WriteLineAsync($"{serializer.Serialize(copy) == text} {ReferenceEquals(copy.Children[0], copy.Children[1].Children[0])}");

        YamlStream stream = [];
        stream.Load(new StringReader(Document));
        foreach (YamlDocument document in stream.Documents)
            await output.WriteLineAsync($"{document.RootNode.NodeType} {document.AllNodes.Count()}: {document.RootNode}");
        YamlMappingNode mapping = (YamlMappingNode)stream.Documents[0].RootNode;
        mapping.Children.Remove("text");
        mapping.Add("added", new YamlSequenceNode("p", new YamlMappingNode("q", "r")));
        StringWriter saved = new() { NewLine = "\n" };
        stream.Save(saved, assignAnchors: true);
        await output.WriteLineAsync(saved.ToString());
        foreach (string bad in (string[])["a: [1", "a: b: c", "\t- x", "*missing", "{a: 1, a: 2}"])
        {
            try
            {
                await output.WriteLineAsync(string.Join(",", deserializer.Deserialize<Dictionary<string, object>>(bad).Keys));
            }
            catch (YamlException exception)
            {
                await output.WriteLineAsync($"{exception.Start} {exception.Message}");
            }
        }
    }

    internal sealed class Node
    {
        public string DisplayName { get; set; } = "";

        public double Weight { get; set; }

        public List<Node> Children { get; set; } = [];

        public Dictionary<string, string> Labels { get; set; } = [];
    }
}
