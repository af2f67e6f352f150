using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using Mono.Cecil;

namespace Weft.Build.Tests;

/// <summary>What the build signs is signed anew when it is woven; what it only names keeps its name.</summary>
public sealed class SigningTests
{
    private const string Assembly = "App/bin/Debug/net10.0/App.dll";

    [Test]
    public void A_strong_name_outlives_weaving()
    {
        using Solution solution = new("signed");
        solution.Project("App", "<OutputType>Exe</OutputType><SignAssembly>true</SignAssembly><AssemblyOriginatorKeyFile>../key.snk</AssemblyOriginatorKeyFile>")
            .Write("App/Program.cs", Program).Write("App/weft.yaml", "version: 1\nroots:\n  - field: App.Program.s_till\n    name: till\n");
        File.WriteAllBytes(solution["key.snk"], NewKey());

        solution.Succeed("App", "build");
        Expect(solution, signed: true);
        byte[] first = Signature(solution[Assembly]);
        solution.Replace("App/weft.yaml", "name: till", "name: counter");
        Outcome outcome = solution.Succeed("App", "build", "--no-restore");
        Assert.That((outcome.Compiled, outcome.Woven), Is.EqualTo((false, true)), outcome.Text);
        Expect(solution, signed: true);
        Assert.That(Signature(solution[Assembly]), Is.Not.EqualTo(first), "other bytes have another signature");

        // Only half of the pair is there: whoever has the other one signs what is woven.
        using (AssemblyDefinition built = AssemblyDefinition.ReadAssembly(solution[Assembly]))
            File.WriteAllBytes(solution["public.snk"], built.Name.PublicKey);
        solution.Replace("App/App.csproj", "key.snk", "public.snk");
        solution.Replace("App/App.csproj", "<SignAssembly>", "<DelaySign>true</DelaySign><SignAssembly>");
        solution.Succeed("App", "build", "--no-restore");
        Expect(solution, signed: false);
        solution.Replace("App/App.csproj", "<DelaySign>true</DelaySign>", "<PublicSign>true</PublicSign>");
        solution.Succeed("App", "build", "--no-restore");
        Expect(solution, signed: true);

        // A key that is no pair cannot sign: that is an error, not an assembly with another name.
        outcome = solution.Run("App", "build", "--no-restore", "-p:WeftKeyFile=../public.snk");
        Assert.That(outcome.Messages("error").Single(), Does.Contain("WEFT1037").And.Contain("cannot be signed"), outcome.Text);
    }

    private const string Program = """
        namespace App;
        public class Till { public int Total; }
        public static class Program
        {
            private static readonly Till s_till = new();
            public static void Main()
            {
                lock (s_till)
                    s_till.Total++;
                System.Console.WriteLine("total " + s_till.Total);
            }
        }
        """;

    private static void Expect(Solution solution, bool signed)
    {
        Assert.That(solution.IsWoven(Assembly), Is.True);
        using AssemblyDefinition woven = AssemblyDefinition.ReadAssembly(solution[Assembly]), pristine = AssemblyDefinition.ReadAssembly(solution["App/obj/Debug/net10.0/weft/App.dll"]);
        Assert.That(woven.Name.PublicKeyToken, Has.Length.EqualTo(8).And.EqualTo(pristine.Name.PublicKeyToken));
        Assert.That((woven.MainModule.Attributes & ModuleAttributes.StrongNameSigned) != 0, Is.EqualTo(signed));
        Assert.That(solution.Start(Assembly), Is.EqualTo("total 1"));
    }

    private static byte[] Signature(string file)
    {
        byte[] content = File.ReadAllBytes(file);
        using PEReader image = new(new MemoryStream(content));
        Assert.That(image.PEHeaders.TryGetDirectoryOffset(image.PEHeaders.CorHeader!.StrongNameSignatureDirectory, out int offset), Is.True);
        byte[] signature = content.AsSpan(offset, image.PEHeaders.CorHeader.StrongNameSignatureDirectory.Size).ToArray();
        Assert.That(signature, Has.Some.Not.Zero);
        return signature;
    }

    private static byte[] NewKey()
    {
        using RSACryptoServiceProvider rsa = new(2048);
        byte[] key = rsa.ExportCspBlob(includePrivateParameters: true);
        // The algorithm that compilers write for signing keys.
        BitConverter.GetBytes(0x2400).CopyTo(key, 4);
        return key;
    }
}
