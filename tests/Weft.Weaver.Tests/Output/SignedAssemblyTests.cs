using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Tests.Output;

/// <summary>Assemblies with a strong name, and with symbols inside.</summary>
public sealed class SignedAssemblyTests : IDisposable
{
    private const string File = "Refusals.dll";
    private const string Configuration = "version: 1\nroots:\n  - field: Refusals.Locks.Counter.Root\n";

    private readonly TemporaryFolder _folder = new();
    private byte[] _key = null!;
    private byte[] _token = null!;

    [OneTimeSetUp]
    public void Sign()
    {
        _key = NewKey();
        Directory.CreateDirectory(_folder["signed"]);
        _folder.Write("weft.yaml", Configuration);
        System.IO.File.WriteAllBytes(_folder["key.snk"], _key);
        System.IO.File.WriteAllBytes(_folder["other.snk"], NewKey());
        _folder.Write("damaged.snk", "no key");
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(Subject.AssemblyFile("Refusals"), new ReaderParameters { ReadSymbols = true });
        assembly.Write(_folder["signed/" + File], new WriterParameters { StrongNameKeyBlob = _key, WriteSymbols = true, SymbolWriterProvider = new EmbeddedPortablePdbWriterProvider() });
        _token = assembly.Name.PublicKeyToken;
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public void With_its_key_an_assembly_is_signed_again_under_the_same_name()
    {
        WeaveResult result = Weave("key.snk", "again");
        Assert.That(result.Success, Is.True, string.Join("\n", result.Diagnostics));
        string woven = _folder["again/" + File];
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(woven);
        Assert.Multiple(() =>
        {
            Assert.That(assembly.Name.PublicKeyToken, Is.EqualTo(_token));
            Assert.That(assembly.MainModule.Attributes & ModuleAttributes.StrongNameSigned, Is.Not.Zero);
            Assert.That(SignatureHolds(woven), Is.True);
            Assert.That(result.Diagnostics.Select(item => item.Code), Has.None.EqualTo(Codes.StrongNameKept));
        });
    }

    [Test]
    public void Without_a_key_the_name_stays_and_the_signature_is_told_to_be_void()
    {
        WeaveResult result = Weave(null, "unsigned");
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(_folder["unsigned/" + File]);
        Assert.Multiple(() =>
        {
            Assert.That(assembly.Name.PublicKeyToken, Is.EqualTo(_token));
            Assert.That(result.Diagnostics.Select(item => item.Code), Has.Exactly(1).EqualTo(Codes.StrongNameKept));
        });
    }

    [TestCase("other.snk")]
    [TestCase("damaged.snk")]
    public void A_key_that_does_not_fit_is_refused_and_nothing_is_written(string key)
    {
        WeaveResult result = Weave(key, "refused");
        Assert.Multiple(() =>
        {
            Assert.That(result.Diagnostics.Where(item => item.Severity == Severity.Error).Select(item => item.Code), Is.EqualTo(new[] { Codes.KeyUnsuitable }));
            Assert.That(Directory.Exists(_folder["refused"]), Is.False);
        });
    }

    [Test]
    public void Symbols_inside_the_assembly_stay_there()
    {
        Assert.That(Weave("key.snk", "symbols").Success, Is.True);
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(_folder["symbols/" + File], new ReaderParameters { ReadSymbols = true, SymbolReaderProvider = new EmbeddedPortablePdbReaderProvider() });
        MethodDefinition method = assembly.MainModule.GetType("Refusals.Locks.Counter").Methods.Single(item => item.Name == "Increment");
        Assert.Multiple(() =>
        {
            Assert.That(method.DebugInformation.SequencePoints, Is.Not.Empty);
            Assert.That(System.IO.File.Exists(_folder["symbols/Refusals.pdb"]), Is.False);
        });
    }

    private WeaveResult Weave(string? key, string output) => WeaverEngine.Weave(Subject.Request(_folder["signed/" + File]) with
    {
        ConfigurationFile = _folder["weft.yaml"],
        OutputFolder = _folder[output],
        KeyFile = key is null ? null : _folder[key],
    });

    private static byte[] NewKey()
    {
        using RSACryptoServiceProvider rsa = new(2048);
        return rsa.ExportCspBlob(includePrivateParameters: true);
    }

    /// <summary>Checks a strong name: the hash is that of the headers and sections without the signature, which is stored with its last byte first.</summary>
    private bool SignatureHolds(string file)
    {
        byte[] image = System.IO.File.ReadAllBytes(file);
        using PEReader reader = new(new MemoryStream(image));
        PEHeaders headers = reader.PEHeaders;
        Assert.That(headers.TryGetDirectoryOffset(headers.CorHeader!.StrongNameSignatureDirectory, out int signature), Is.True);
        int length = headers.CorHeader.StrongNameSignatureDirectory.Size;
        const int sectionHeaderSize = 40;
        int headerEnd = headers.PEHeaderStartOffset + headers.CoffHeader.SizeOfOptionalHeader + headers.SectionHeaders.Length * sectionHeaderSize;
        int start = headers.SectionHeaders.Min(section => section.PointerToRawData);
#pragma warning disable CA5350 // What strong names are made with.
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        hash.AppendData(image, 0, headerEnd);
        hash.AppendData(image, start, signature - start);
        hash.AppendData(image, signature + length, image.Length - signature - length);
        using RSACryptoServiceProvider rsa = new();
        rsa.ImportCspBlob(_key);
        byte[] bytes = [.. image.AsSpan(signature, length)];
        Array.Reverse(bytes);
        return rsa.VerifyHash(hash.GetHashAndReset(), bytes, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
    }
}
