using System.Globalization;
using System.Security.Cryptography;
using Weft.Weaver.Tests.Output;
using WovenSubject = Weft.Weaver.Tests.Weaving.Subject;

namespace Weft.Weaver.Tests.Determinism;

/// <summary>The same input gives the same bytes: in any folder, in any order, under any culture, beside other weaves.</summary>
public sealed class BytesTests
{
    private const string Name = "Apart";

    private static readonly string[] Inputs = [.. Directory.GetFiles(WovenSubject.Folder(Name), "Apart*.dll").Order(StringComparer.Ordinal)];

    [Test]
    public void In_another_folder_with_files_made_in_another_order()
    {
        using TemporaryFolder folder = new();
        string[] files = Directory.GetFiles(WovenSubject.Folder(Name));
        Copy(files, folder["a"]);
        Copy(files.Reverse(), folder["somewhere/else/b"]);
        Weave([folder["a"]], folder["out-a"]);
        Weave([folder["somewhere/else/b"]], folder["x/y/out-b"]);
        Assert.That(Content(folder["x/y/out-b"]), Is.EqualTo(Content(folder["out-a"])));
    }

    [Test]
    public void With_the_inputs_named_in_another_order()
    {
        using TemporaryFolder folder = new();
        Weave(Inputs, folder["a"]);
        Weave([.. Inputs.Reverse()], folder["b"]);
        Assert.That(Inputs, Has.Length.GreaterThan(1));
        Assert.That(Content(folder["b"]), Is.EqualTo(Content(folder["a"])));
    }

    [TestCase("tr-TR")]
    [TestCase("ar-SA")]
    public void Under_another_culture(string name)
    {
        using TemporaryFolder folder = new();
        Weave(Inputs, folder["a"]);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(name);
            Weave(Inputs, folder["b"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
        Assert.That(Content(folder["b"]), Is.EqualTo(Content(folder["a"])));
    }

    [Test]
    public void Beside_other_weaves_in_the_process()
    {
        using TemporaryFolder folder = new();
        Weave(Inputs, folder["alone"]);
        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 6 }, number => Weave(Inputs, folder["beside" + number]));
        for (int number = 0; number < 6; number++)
            Assert.That(Content(folder["beside" + number]), Is.EqualTo(Content(folder["alone"])));
    }

    [Test]
    public void A_second_weave_leaves_every_file_as_it_is()
    {
        using TemporaryFolder folder = new();
        Copy(Directory.GetFiles(WovenSubject.Folder(Name)), folder["app"]);
        WeaveInPlace(folder["app"]);
        (string, string, DateTime)[] first = Stamps(folder["app"]);
        WeaveResult again = WeaveInPlace(folder["app"]);
        Assert.That(Stamps(folder["app"]), Is.EqualTo(first));
        Assert.That(again.Assemblies.Select(item => item.Fate), Is.All.EqualTo(AssemblyFate.Left));
    }

    [Test]
    public void A_weave_of_what_is_woven_copies_it()
    {
        using TemporaryFolder folder = new();
        Weave([WovenSubject.Folder(Name)], folder["once"]);
        Weave([folder["once"]], folder["twice"]);
        Assert.That(Content(folder["twice"]), Is.EqualTo(Content(folder["once"])));
    }

    private static void Weave(string[] inputs, string output)
    {
        WeaveResult result = WeaverEngine.Weave(Request(inputs) with { OutputFolder = output });
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
    }

    private static WeaveResult WeaveInPlace(string folder)
    {
        WeaveResult result = WeaverEngine.Weave(Request([folder]));
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        return result;
    }

    private static WeaveRequest Request(string[] inputs) => Subject.Request(inputs) with { ConfigurationFile = WovenSubject.Source(Name, "weft.yaml") };

    private static void Copy(IEnumerable<string> files, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in files)
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    private static (string, string)[] Content(string folder) => [.. Stamps(folder).Select(item => (item.Item1, item.Item2))];

    private static (string, string, DateTime)[] Stamps(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(folder, file), Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))), File.GetLastWriteTimeUtc(file))),
    ];
}
