using System.Runtime.InteropServices;
using Mono.Cecil;
using Weft.Weaver.Metadata;
using Weft.Weaver.Verification;

namespace Weft.Weaver.Tests.Verification;

/// <summary>In code that is sound nothing is found: what compilers make, code with pointers included.</summary>
public sealed class SoundCodeTests
{
    private const string WholeFramework = "WEFT_WHOLE_FRAMEWORK";

    /// <summary>Assemblies that differ much: code with pointers and vectors, interpreters, generics over ref structs, Visual Basic, F# style tail calls, source generators.</summary>
    private static readonly string[] Cut =
    [
        "System.Linq.dll", "System.Collections.dll", "System.Collections.Immutable.dll", "System.Text.RegularExpressions.dll", "Microsoft.VisualBasic.Core.dll",
        "System.Net.Security.dll", "Microsoft.AspNetCore.Http.dll", "Microsoft.AspNetCore.Components.dll", "Microsoft.AspNetCore.SignalR.Core.dll", "Microsoft.Extensions.DependencyInjection.dll",
    ];

    private static readonly string Core = RuntimeEnvironment.GetRuntimeDirectory();

    private static readonly string Web = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Core)))!, "Microsoft.AspNetCore.App", Path.GetFileName(Path.TrimEndingDirectorySeparator(Core)));

    [TestCaseSource(nameof(Frameworks))]
    public void Nothing_is_found_in_the_shared_framework(string file)
    {
        AssemblyResolver resolver = new([Core, Web]);
        AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(file, resolver.Parameters);
        resolver.Register(assembly);
        Assert.That(Verifier.Verify(assembly, file), Is.Empty);
    }

    [TestCase("Constructs")]
    [TestCase("Constructs.Optimized", "Constructs")]
    [TestCase("Apart")]
    [TestCase("Apart.Library")]
    [TestCase("Refusals")]
    [TestCase("Refused")]
    [TestCase("Specimens")]
    public void Nothing_is_found_in_a_subject(string project, string? assembly = null)
    {
        string file = Path.Combine(Weaving.Subject.Folder(project == "Apart.Library" ? "Apart" : project), (assembly ?? project) + ".dll");
        FileVerification found = FileVerifier.Verify([file], []);
        Assert.Multiple(() =>
        {
            Assert.That(found.Findings, Is.Empty);
            Assert.That(found.Methods, Is.GreaterThan(5));
        });
    }

    [TestCase(typeof(Verifier), TestName = "Nothing_is_found_in_the_weaver")]
    [TestCase(typeof(ModuleDefinition), TestName = "Nothing_is_found_in_Cecil")]
    [TestCase(typeof(YamlDotNet.Core.Parser), TestName = "Nothing_is_found_in_YamlDotNet")]
    [TestCase(typeof(Assert), TestName = "Nothing_is_found_in_NUnit")]
    public void Nothing_is_found_in_a_library(Type type) =>
        Assert.That(FileVerifier.Verify([type.Assembly.Location], []).Findings, Is.Empty);

    private static IEnumerable<TestCaseData> Frameworks()
    {
        IEnumerable<string> files = new[] { Core, Web }.Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder, "*.dll"));
        files = Environment.GetEnvironmentVariable(WholeFramework) == "1"
            ? files.Where(file => PortableExecutable.Inspect(file) == PortableExecutableKind.Managed)
            : files.Where(file => Cut.Contains(Path.GetFileName(file)));
        return files.Order(StringComparer.Ordinal).Select(file => new TestCaseData(file).SetArgDisplayNames(Path.GetFileName(file)));
    }
}
