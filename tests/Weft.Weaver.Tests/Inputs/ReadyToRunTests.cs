using System.Reflection.PortableExecutable;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Compiling;

namespace Weft.Weaver.Tests.Inputs;

/// <summary>Assemblies with precompiled code, of which the shared framework consists: the code goes, which is said, and what is left runs.</summary>
public sealed class ReadyToRunTests
{
    private const string Name = "System.Collections.Specialized";

    private const string Program = """
        namespace App
        {
            public class Item { public string Text = "<a>"; }
            public static class Program
            {
                private static Item s_root = new Item();
                public static void Main()
                {
                    System.Collections.Specialized.ListDictionary list = new();
                    list["x"] = s_root.Text;
                    list["y"] = 1;
                    list.Remove("x");
                    foreach (System.Collections.DictionaryEntry entry in list)
                        System.Console.WriteLine($"{entry.Key} {entry.Value} {list.Count}");
                    System.Console.WriteLine(list.GetType().Assembly.Location.StartsWith(System.AppContext.BaseDirectory, System.StringComparison.Ordinal));
                }
            }
        }
        """;

    [Test]
    public async Task The_native_code_is_dropped_and_told()
    {
        using Application application = new("roots:\n  - field: App.Program.s_root\ninclude:\n  - System.Collections.Specialized.ListDictionary\n");
        application.AddProgram(new("App", Program));
        string library = Path.Combine(application.Input, Name + ".dll");
        File.Copy(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, Name + ".dll"), library);
        // The copy beside the program is newer than the framework's, so that the host takes it.
        File.WriteAllText(Path.Combine(application.Input, "App.deps.json"), $$"""
            {
              "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" },
              "targets": { ".NETCoreApp,Version=v10.0": {
                "App/1.0.0": { "dependencies": { "{{Name}}": "10.9.0" }, "runtime": { "App.dll": {} } },
                "{{Name}}/10.9.0": { "runtime": { "lib/net10.0/{{Name}}.dll": { "assemblyVersion": "10.0.0.0", "fileVersion": "99.0.0.0" } } } } },
              "libraries": { "App/1.0.0": { "type": "project", "serviceable": false, "sha512": "" }, "{{Name}}/10.9.0": { "type": "package", "serviceable": false, "sha512": "" } }
            }
            """);
        WeaveResult result = application.Weave();
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        Assert.That(result.Diagnostics.Where(item => item.Code == Codes.ReadyToRunAssembly).Select(item => item.Position!.File).Distinct(), Is.EqualTo(new[] { library }));
        using PEReader before = new(File.OpenRead(library));
        using PEReader after = new(File.OpenRead(Path.Combine(application.Output, Name + ".dll")));
        Assert.Multiple(() =>
        {
            Assert.That(before.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size, Is.Not.Zero);
            Assert.That(after.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size, Is.Zero);
            Assert.That(after.PEHeaders.CorHeader.Flags & CorFlags.ILOnly, Is.Not.Zero);
        });
        Assert.That(await Weaving.Subject.RunAsync(Path.Combine(application.Output, "App.dll")), Is.EqualTo("y 1 1\nTrue\n"));
    }
}
