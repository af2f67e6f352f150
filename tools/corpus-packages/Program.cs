using Weft.Corpus.Packages.Workloads;

// Each workload prints what it computes, and nothing that differs from run to run.
SortedDictionary<string, Func<TextWriter, Task>> workloads = new(StringComparer.Ordinal)
{
    ["Akka"] = AkkaWorkload.Run,
    ["AngleSharp"] = AngleSharpWorkload.Run,
    ["ASP.NET Core"] = WebWorkload.Run,
    ["Autofac"] = AutofacWorkload.Run,
    ["CsvHelper"] = CsvHelperWorkload.Run,
    ["Dapper"] = DapperWorkload.Run,
    ["Jint"] = JintWorkload.Run,
    ["Lucene.Net"] = LuceneWorkload.Run,
    ["Markdig"] = MarkdigWorkload.Run,
    ["MimeKit"] = MimeKitWorkload.Run,
    ["MQTTnet"] = MqttWorkload.Run,
    ["Newtonsoft.Json"] = NewtonsoftWorkload.Run,
    ["Polly"] = PollyWorkload.Run,
    ["Serilog"] = SerilogWorkload.Run,
    ["YamlDotNet"] = YamlWorkload.Run,
};

if (args is ["list"])
{
    foreach (string name in workloads.Keys)
        Console.WriteLine(name);
    return 0;
}
if (args is not [var wanted] || !workloads.TryGetValue(wanted, out Func<TextWriter, Task>? workload))
{
    Console.Error.WriteLine("One argument: 'list', or the name of a workload.");
    return 2;
}
await using StreamWriter output = new(Console.OpenStandardOutput());
await workload(output);
return 0;
