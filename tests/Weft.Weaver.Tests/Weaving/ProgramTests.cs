using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Output;

namespace Weft.Weaver.Tests.Weaving;

/// <summary>Programs of other shapes than one unoptimised assembly print the same woven and unwoven, without a hub.</summary>
public sealed class ProgramTests
{
    [TestCase("Constructs.Optimized", "Constructs", "Constructs", TestName = "Optimised_code")]
    [TestCase("Apart", "Apart", "Apart", TestName = "Classes_whose_library_for_netstandard_is_an_assembly_of_its_own")]
    public async Task The_woven_program_prints_what_the_unwoven_one_prints(string project, string configuration, string assembly)
    {
        using TemporaryFolder folder = new();
        WeaveResult result = Subject.Weave(configuration, Subject.Folder(project), folder["woven"]);
        Assert.That(result.Diagnostics.Where(item => item.Severity == Severity.Error), Is.Empty);
        string plain = await Subject.RunAsync(Path.Combine(Subject.Folder(project), assembly + ".dll"));
        string woven = await Subject.RunAsync(Path.Combine(folder["woven"], assembly + ".dll"));
        Assert.Multiple(() =>
        {
            Assert.That(plain.Split('\n'), Has.Length.GreaterThan(8));
            Assert.That(woven, Is.EqualTo(plain));
        });
    }
}
