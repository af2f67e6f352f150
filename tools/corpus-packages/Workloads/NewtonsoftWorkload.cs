using System.Collections.ObjectModel;
using System.Xml.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace Weft.Corpus.Packages.Workloads;

/// <summary>Round trips of a graph with cycles, collections and subtypes; queries; XML.</summary>
internal static class NewtonsoftWorkload
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        Formatting = Formatting.Indented,
        PreserveReferencesHandling = PreserveReferencesHandling.Objects,
        TypeNameHandling = TypeNameHandling.Auto,
        ContractResolver = new CamelCasePropertyNamesContractResolver(),
    };

    public static async Task Run(TextWriter output)
    {
        Department sales = new("Sales", [new Manager("Ada", 7), new Employee("Bob"), new Employee("Cleo")]) { Budget = { ["travel"] = 10.5m, ["rent"] = 300 } };
        foreach (Employee employee in sales.Staff)
            employee.Department = sales;
        string text = JsonConvert.SerializeObject(sales, Settings);
        await output.WriteLineAsync(text);
        Department copy = JsonConvert.DeserializeObject<Department>(text, Settings)!;
        await output.WriteLineAsync($"{copy.Name} {copy.Staff.Count} {copy.Staff[0].GetType().Name} {ReferenceEquals(copy, copy.Staff[2].Department)} {copy.Budget["travel"]}");
        await output.WriteLineAsync((JsonConvert.SerializeObject(copy, Settings) == text).ToString());

        JObject document = JObject.Parse("""{"items":[{"n":1,"t":["a","b"]},{"n":2,"t":[]},{"n":3,"t":["c"]}],"when":"2020-01-02T03:04:05Z"}""");
        await output.WriteLineAsync(string.Join(",", document.SelectTokens("$.items[?(@.n > 1)].t[*]")));
        document["items"]![1]!["t"] = new JArray("x", 1.25, null!, true);
        document.Add("sum", document["items"]!.Sum(item => (int)item["n"]!));
        document.Merge(JObject.Parse("""{"items":[{"n":9}],"extra":{"deep":[[1],[2,[3]]]}}"""), new() { MergeArrayHandling = MergeArrayHandling.Union });
        await output.WriteLineAsync(document.ToString(Formatting.None));
        await output.WriteLineAsync(JToken.DeepEquals(document, document.DeepClone()).ToString());
        await output.WriteLineAsync(JsonConvert.SerializeXNode(XElement.Parse("<a x='1'><b>t</b><b/><c><![CDATA[<>]]></c></a>"), Formatting.None));
        try
        {
            JsonConvert.DeserializeObject<Department>("{\"name\": [1}");
        }
        catch (JsonException exception)
        {
            await output.WriteLineAsync(exception.Message);
        }
    }

    internal class Employee(string name)
    {
        public string Name { get; } = name;

        public Department? Department { get; set; }
    }

    internal sealed class Manager(string name, int reports) : Employee(name)
    {
        public int Reports { get; } = reports;
    }

    internal sealed class Department(string name, Collection<Employee>? staff)
    {
        public string Name { get; } = name;

        public Collection<Employee> Staff { get; } = staff ?? [];

        public SortedDictionary<string, decimal> Budget { get; } = [];
    }
}
