using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Output;

namespace Weft.Weaver.Tests.Weaving;

/// <summary>
/// Weaves the subject that uses each construct once and runs it without a hub: it must print what the unwoven program prints.
/// </summary>
public sealed class ConstructsTests : IDisposable
{
    private const string Name = "Constructs";
    private TemporaryFolder _folder = null!;
    private WeaveResult _result = null!;

    [OneTimeSetUp]
    public void Weave()
    {
        _folder = new();
        _result = Subject.Weave(Name, Subject.Folder(Name), _folder["woven"]);
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Every_construct_is_woven_without_an_error() =>
        Assert.That(_result.Diagnostics.Where(item => item.Severity == Severity.Error), Is.Empty);

    [Test]
    public async Task The_woven_program_prints_what_the_unwoven_one_prints()
    {
        string plain = await Subject.RunAsync(Path.Combine(Subject.Folder(Name), Name + ".dll"));
        string woven = await Subject.RunAsync(Path.Combine(_folder["woven"], Name + ".dll"));
        Assert.Multiple(() =>
        {
            Assert.That(plain.Split('\n'), Has.Length.GreaterThan(25));
            Assert.That(woven, Is.EqualTo(plain));
        });
    }

    [Test]
    public void The_same_input_gives_the_same_bytes_in_any_folder()
    {
        WeaveResult again = Subject.Weave(Name, Subject.Folder(Name), _folder["elsewhere/again"]);
        Assert.Multiple(() =>
        {
            Assert.That(again.Success, Is.True);
            foreach (string file in new[] { Name + ".dll", Name + ".pdb" })
                Assert.That(File.ReadAllBytes(Path.Combine(_folder["elsewhere/again"], file)), Is.EqualTo(File.ReadAllBytes(Path.Combine(_folder["woven"], file))), file);
        });
    }

    [Test]
    public void A_second_weave_with_the_same_configuration_leaves_the_bytes_as_they_are()
    {
        WeaveResult again = Subject.Weave(Name, _folder["woven"], _folder["second"]);
        Assert.Multiple(() =>
        {
            Assert.That(again.Diagnostics.Where(item => item.Severity == Severity.Error), Is.Empty);
            Assert.That(File.ReadAllBytes(Path.Combine(_folder["second"], Name + ".dll")), Is.EqualTo(File.ReadAllBytes(Path.Combine(_folder["woven"], Name + ".dll"))));
        });
    }

    [Test]
    public void No_public_member_is_added()
    {
        using Mono.Cecil.AssemblyDefinition plain = Mono.Cecil.AssemblyDefinition.ReadAssembly(Path.Combine(Subject.Folder(Name), Name + ".dll"));
        using Mono.Cecil.AssemblyDefinition woven = Mono.Cecil.AssemblyDefinition.ReadAssembly(Path.Combine(_folder["woven"], Name + ".dll"));
        Assert.That(PublicMembers(woven), Is.EqualTo(PublicMembers(plain)));
    }

    private static List<string> PublicMembers(Mono.Cecil.AssemblyDefinition assembly) =>
    [
        .. assembly.MainModule.GetTypes().Where(type => !type.IsNotPublic).SelectMany(type => type.Methods.Where(method => method.IsPublic).Select(method => $"{method.Attributes} {method.FullName}")
            .Concat(type.Fields.Where(field => field.IsPublic).Select(field => field.FullName))),
    ];
}
