using Weft.Weaver.Tests.Compiling;

namespace Weft.Weaver.Tests.Visibility;

/// <summary>What weaving adds is not seen by serializers, by <c>ToString</c> of records, and by reflection but for what no program looks at.</summary>
public sealed class VisibilityTests
{
    private const string Model = """
        using System;
        using System.Collections.Generic;
        using System.Runtime.Serialization;
        namespace App
        {
            public class Customer
            {
                public int number;
                protected string hidden = "h";
                private readonly List<string> _notes = new List<string>();
                [NonSerialized] public int skipped = 5;
                public string Name { get; set; } = "";
                public Address Home { get; set; } = new Address();
                public List<Order> Orders { get; set; } = new List<Order>();
                public Dictionary<string, int> Counts { get; set; } = new Dictionary<string, int>();
                public void Note(string text) { _notes.Add(text); hidden += text; }
                public event EventHandler? Changed;
                public void Raise() => Changed?.Invoke(this, EventArgs.Empty);
            }
            public class VipCustomer : Customer, IComparable<VipCustomer>
            {
                public int Level { get; set; }
                public int CompareTo(VipCustomer? other) => Level.CompareTo(other?.Level);
            }
            [Serializable, DataContract] public class Address { [DataMember] public string Street = ""; [DataMember] private int _zip = 1; public int Zip() => _zip; }
            public record Order(string Item, decimal Price) { public int Quantity; public int Pieces { get; init; } = 1; }
            public record Rush(string Item, decimal Price, int Hours) : Order(Item, Price);
        }
        """;

    private const string Program = """
        using System;
        using System.IO;
        using System.Linq;
        using System.Reflection;
        using System.Runtime.Serialization;
        using System.Runtime.Serialization.Json;
        using System.Text;
        using System.Text.Json;
        using System.Xml.Serialization;
        namespace App
        {
            public static class Program
            {
                private static Customer s_root = new Customer();

                public static void Main(string[] arguments)
                {
                    Customer customer = new VipCustomer { Name = "Ada", number = 3, Level = 2 };
                    customer.Home.Street = "Main";
                    customer.Counts["x"] = 1;
                    customer.Orders.Add(new Order("pen", 1.5m) { Quantity = 2 });
                    customer.Orders.Add(new Rush("ink", 2.5m, 4) { Pieces = 3 });
                    customer.Note("n");
                    s_root = customer;
                    Json(customer);
                    Newton(customer);
                    Contracts(customer);
                    Xml(customer);
                    Records(customer);
                    Reflect();
                }

                private static void Json(Customer customer)
                {
                    JsonSerializerOptions options = new() { IncludeFields = true, WriteIndented = true };
                    string text = JsonSerializer.Serialize(customer, customer.GetType(), options);
                    Console.WriteLine(text);
                    Console.WriteLine(JsonSerializer.Serialize(customer));
                    VipCustomer back = JsonSerializer.Deserialize<VipCustomer>(text, options)!;
                    Console.WriteLine(back.Name + back.number + back.Orders.Count + back.Level + back.Home.Street);
                }

                private static void Newton(Customer customer)
                {
                    foreach (Newtonsoft.Json.Serialization.IContractResolver resolver in new Newtonsoft.Json.Serialization.IContractResolver[]
                    {
                        new Newtonsoft.Json.Serialization.DefaultContractResolver(),
                        new Newtonsoft.Json.Serialization.DefaultContractResolver { IgnoreSerializableAttribute = false },
                        new Newtonsoft.Json.Serialization.CamelCasePropertyNamesContractResolver(),
                    })
                    {
                        Newtonsoft.Json.JsonSerializerSettings settings = new() { ContractResolver = resolver, TypeNameHandling = Newtonsoft.Json.TypeNameHandling.Auto };
                        string text = Newtonsoft.Json.JsonConvert.SerializeObject(customer, Newtonsoft.Json.Formatting.Indented, settings);
                        Console.WriteLine(text);
                        VipCustomer back = Newtonsoft.Json.JsonConvert.DeserializeObject<VipCustomer>(text, settings)!;
                        Console.WriteLine(back.Name + back.number + back.Orders[1] + back.Level);
                    }
                }

                private static void Contracts(Customer customer)
                {
                    Type[] known = { typeof(VipCustomer), typeof(Rush) };
                    Write("contract", stream => new DataContractSerializer(typeof(Address)).WriteObject(stream, customer.Home));
                    Write("json contract", stream => new DataContractJsonSerializer(typeof(Address)).WriteObject(stream, customer.Home));
                    Write("plain contract", stream => new DataContractSerializer(typeof(Plain)).WriteObject(stream, new Plain { Number = 4, Text = "t" }));
                    Write("plain json contract", stream => new DataContractJsonSerializer(typeof(Plain)).WriteObject(stream, new Plain { Number = 4, Text = "t" }));
                    Write("serializable", stream => new DataContractSerializer(typeof(Legacy)).WriteObject(stream, new Legacy { Number = 4 }));
                }

                private static void Xml(Customer customer)
                {
                    Write("xml", stream => new XmlSerializer(typeof(Plain)).Serialize(stream, new Plain { Number = 4, Text = "t", Inner = new Plain() }));
                    using MemoryStream stream = new(Encoding.UTF8.GetBytes("<Plain><Number>7</Number><Text>x</Text></Plain>"));
                    Plain back = (Plain)new XmlSerializer(typeof(Plain)).Deserialize(stream)!;
                    Console.WriteLine(back.Number + back.Text);
                }

                private static void Write(string what, Action<Stream> serialize)
                {
                    using MemoryStream stream = new();
                    serialize(stream);
                    Console.WriteLine(what + ": " + Encoding.UTF8.GetString(stream.ToArray()));
                }

                private static void Records(Customer customer)
                {
                    foreach (Order order in customer.Orders)
                        Console.WriteLine(order + " " + (order == (order with { })) + " " + order.Equals(order with { Quantity = 9 }) + " " + (order with { Item = "cap" }));
                    Console.WriteLine(new Order("a", 1m).GetHashCode() == new Order("a", 1m).GetHashCode());
                    Console.WriteLine(new { customer.Name, customer.number });
                }

                private static FieldInfo[] Serializable(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Where(field => !field.Attributes.HasFlag(FieldAttributes.NotSerialized)).ToArray();

                private static void Reflect()
                {
                    foreach (Type type in new[] { typeof(Customer), typeof(VipCustomer), typeof(Address), typeof(Order), typeof(Rush), typeof(Plain), typeof(Program) })
                    {
                        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;
                        Console.WriteLine(type.FullName + ": " + string.Join(" ", type.GetMembers(Public).Select(member => member.ToString()).OrderBy(text => text, StringComparer.Ordinal)));
                        Console.WriteLine("serializable: " + string.Join(" ", Serializable(type).Select(member => member.Name).OrderBy(text => text, StringComparer.Ordinal)));
                        Console.WriteLine("properties: " + string.Join(" ", type.GetProperties(Public | BindingFlags.NonPublic).Select(member => member.ToString()).OrderBy(text => text, StringComparer.Ordinal)));
                        Console.WriteLine("attributes: " + string.Join(" ", type.GetCustomAttributesData().Select(data => data.AttributeType.Name).OrderBy(text => text, StringComparer.Ordinal)));
                        foreach (MemberInfo member in type.GetMembers(BindingFlags.DeclaredOnly | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static).OrderBy(member => member.Name, StringComparer.Ordinal))
                            Console.WriteLine("hidden member: " + type.Name + " " + member.Name);
                        foreach (Type contract in type.GetInterfaces().OrderBy(contract => contract.FullName, StringComparer.Ordinal))
                            Console.WriteLine("interface: " + type.Name + " " + contract);
                    }
                    Console.WriteLine("exported: " + string.Join(" ", typeof(Program).Assembly.GetExportedTypes().Select(type => type.FullName)));
                    foreach (Type type in typeof(Program).Assembly.GetTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
                        Console.WriteLine("type: " + type.FullName);
                }
            }

            public class Plain { public int Number; public string? Text { get; set; } public Plain? Inner; internal int unseen = 3; public int Unseen() => unseen; }

            [Serializable] public class Legacy { public int Number; private string _text = "t"; [NonSerialized] private int _local = 3; public string Text() => _text + _local; }
        }
        """;

    [Test]
    public async Task Serializers_records_and_reflection_see_what_they_saw()
    {
        using Application application = new("roots:\n  - field: App.Program.s_root\n    name: root\ninclude:\n  - App.Plain\n  - App.Legacy\ntransients:\n  - field: App.Customer.skipped\n");
        Directory.CreateDirectory(application.Input);
        string newtonsoft = Path.Combine(application.Input, "Newtonsoft.Json.dll");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Newtonsoft.Json.dll"), newtonsoft);
        string program = application.AddProgram(new("App", Program) { MoreFiles = [("Model.cs", Model)] }, "Newtonsoft.Json");
        WeaveResult result = application.Weave();
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        string[] plain = (await Weaving.Subject.RunAsync(program)).Split('\n');
        string[] woven = (await Weaving.Subject.RunAsync(Path.Combine(application.Output, "App.dll"))).Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(plain, Has.Some.StartsWith("xml: ").And.Some.StartsWith("interface: ").And.Some.StartsWith("Order { Item = pen"));
            Assert.That(woven.Except(plain), Is.All.Matches<string>(line => line is not null && IsPermitted(line)), "only hidden members, the hidden interface and types that are not public are new");
            Assert.That(woven.Where(line => plain.Contains(line)), Is.EqualTo(plain.Where(line => woven.Contains(line))).And.EqualTo(plain));
        });
    }

    /// <summary>A member that is not public, the one interface, and the classes that are not public.</summary>
    private static bool IsPermitted(string line) =>
        (line.StartsWith("hidden member: ", StringComparison.Ordinal) && (line.Contains(" $weft_", StringComparison.Ordinal) || line.Contains(" Weft.Runtime.Contract.IWoven.", StringComparison.Ordinal)))
        || (line.StartsWith("interface: ", StringComparison.Ordinal) && line.EndsWith(" Weft.Runtime.Contract.IWoven", StringComparison.Ordinal))
        || line is "type: <Weft>" or "type: System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute";
}
