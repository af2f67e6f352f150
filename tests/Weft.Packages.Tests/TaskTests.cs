using System.Runtime.InteropServices;
using Mono.Cecil;

namespace Weft.Packages.Tests;

/// <summary>What MSBuild loads of <c>Weft.MSBuild</c>.</summary>
public sealed class TaskTests
{
    [TestCase("net10.0")]
    [TestCase("netstandard2.0")]
    public void The_tasks_find_all_that_they_refer_to_beside_them(string framework)
    {
        Dictionary<string, Version> beside = [];
        List<(string From, AssemblyNameReference To)> references = [];
        foreach (string entry in Feed.Entries(Feed.File("Weft.MSBuild")).Where(entry => entry.StartsWith($"tasks/{framework}/", StringComparison.Ordinal) && entry.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using ModuleDefinition module = ModuleDefinition.ReadModule(Feed.Content(Feed.File("Weft.MSBuild"), entry));
            beside.Add(module.Assembly.Name.Name, module.Assembly.Name.Version);
            references.AddRange(module.AssemblyReferences.Select(reference => (entry, reference)));
        }
        Assert.That(beside.Keys, Does.Contain("Weft.Weaver").And.Contain("Mono.Cecil").And.Contain("YamlDotNet"));
        // MSBuild has its own assemblies, and a program of its version; the runtime of a woven program is no part of the build.
        Assert.That(beside.Keys, Has.None.StartsWith("Microsoft.Build").And.None.EqualTo("Weft.Runtime"));
        Assert.That(references.Where(item => !IsOfHost(item.To.Name, framework) && !(beside.TryGetValue(item.To.Name, out Version? version) && version >= item.To.Version)).Select(item => $"{item.From}: {item.To.FullName}"), Is.Empty);
    }

    [Test]
    public void They_are_precompiled_for_the_platform_of_a_release_and_plain_beside_it()
    {
        string package = Feed.File("Weft.MSBuild"), precompiled = $"tasks/net10.0-{RuntimeInformation.RuntimeIdentifier}/";
        string[] Names(string folder) => [.. Feed.Entries(package).Where(entry => entry.StartsWith(folder, StringComparison.Ordinal)).Select(entry => entry[folder.Length..]).Order(StringComparer.Ordinal)];
        Assert.That(Names(precompiled), Is.EqualTo(Feed.IsPrecompiled ? Names("tasks/net10.0/") : []));
        foreach (string task in (string[])["Weft.MSBuild.dll", "Weft.Weaver.dll", "Mono.Cecil.dll", "YamlDotNet.dll"])
        {
            Assert.That(Feed.HasNativeCode(package, "tasks/net10.0/" + task), Is.False, task);
            Assert.That(!Feed.IsPrecompiled || Feed.HasNativeCode(package, precompiled + task), Is.True, task);
        }
    }

    [Test]
    public void What_they_rehearse_with_lies_beside_them() =>
        Assert.That(Feed.Entries(Feed.File("Weft.MSBuild")).Where(entry => entry.StartsWith("tasks/practice/", StringComparison.Ordinal)).Select(entry => Path.GetFileName(entry)),
            Is.EquivalentTo((string[])["Weft.Practice.dll", "Weft.Practice.pdb", "weft.yaml"]));

    /// <summary>Whether MSBuild or the framework brings an assembly: for .NET itself all of the framework, for .NET Standard 2.0 what is defined there.</summary>
    private static bool IsOfHost(string name, string framework) => name.StartsWith("Microsoft.Build", StringComparison.Ordinal)
        || (framework == "net10.0" ? name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard" or "mscorlib" : name is "netstandard");
}
