using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Output;
using Weft.Weaver.Verification;

namespace Weft.Weaver.Tests.Metadata;

/// <summary>Nonsense that would overflow the stack or take all memory is told as damage; none of it ends the process.</summary>
public sealed class MetadataLimitsTests
{
    private const byte Field = 0x06;
    private const byte SZArray = 0x1d;
    private const byte Int32 = 0x08;
    private const byte Class = 0x12;
    private const byte Enumeration = 0x11;
    private const byte Object = 0x1c;

    [TestCaseSource(nameof(Damages))]
    [TestCaseSource(nameof(AttributeDamages))]
    public void Is_told(object damage)
    {
        (string _, string told, Action<MetadataBuilder> plant) = (Planted)damage;
        using TemporaryFolder folder = new();
        string file = Write(folder["in/Damaged.dll"], plant);
        Diagnostic found = FileVerifier.Verify([file], []).Findings.First(item => item.Severity == Severity.Error);
        Assert.That((found.Code, found.Position!.File), Is.EqualTo((Codes.DamagedAssembly, file)));
        Assert.That(found.Message, Does.Contain(told));
    }

    [TestCaseSource(nameof(Oddities))]
    public void Is_no_damage_and_ends_nothing(object oddity)
    {
        (string _, string _, Action<MetadataBuilder> plant) = (Planted)oddity;
        using TemporaryFolder folder = new();
        FileVerification verified = FileVerifier.Verify([Write(folder["in/Odd.dll"], plant)], []);
        Assert.That(verified.Assemblies, Is.EqualTo(1), string.Join('\n', verified.Findings));
    }

    private static IEnumerable<Planted> Damages()
    {
        yield return new("A type that is nested without end", "nested more than 500 deep", metadata => AddField(metadata, [Field, .. Enumerable.Repeat(SZArray, 200_000), Int32]));
        yield return new("Arguments of a generic type that are not there", "promises 536870911 types", metadata => AddField(metadata, [Field, 0x15, Class, 0x08, 0xdf, 0xff, 0xff, 0xff, Int32]));
        yield return new("Parameters that are not there", "promises 268435455 types", metadata => AddMethod(metadata, [0x00, 0xcf, 0xff, 0xff, 0xff, 0x01]));
        yield return new("A generic parameter of a high number", "generic parameters", metadata => AddField(metadata, [Field, 0x13, 0xdf, 0xff, 0xff, 0xff]));
        yield return new("An array of many dimensions", "dimensions", metadata => AddField(metadata, [Field, 0x14, Int32, 0xdf, 0xff, 0xff, 0xff, 0x00, 0x00]));
        yield return new("A type that is named in itself", "named by rows of their own", metadata =>
        {
            // The first row of TypeSpec, as a coded index: 1 << 2 | 2.
            metadata.AddTypeSpecification(metadata.GetOrAddBlob(new byte[] { SZArray, Class, 0x06 }));
            AddField(metadata, [Field, Class, 0x06]);
        });
        yield return new("A class that derives from itself", "derive from each other", metadata =>
            metadata.AddTypeDefinition(TypeAttributes.Class, default, metadata.GetOrAddString("Loop"), MetadataTokens.TypeDefinitionHandle(3), MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1)));
        yield return new("A class that is nested in itself", "classes are nested", metadata => metadata.AddNestedType(MetadataTokens.TypeDefinitionHandle(2), MetadataTokens.TypeDefinitionHandle(2)));
        yield return new("A reference to a type that is nested in itself", "references to types are nested", metadata =>
            metadata.AddTypeReference(MetadataTokens.TypeReferenceHandle(2), default, metadata.GetOrAddString("Loop")));
    }

    private static IEnumerable<Planted> AttributeDamages()
    {
        yield return new("An array in an attribute that is not there", "promises 268435456 elements", metadata => AddAttribute(metadata, [SZArray, Int32], [0x00, 0x00, 0x00, 0x10]));
        yield return new("An array behind an enumeration of another assembly", "promises 286331153 elements", metadata => AddAttribute(metadata, [Enumeration, 0x05, SZArray, Int32], [.. Enumerable.Repeat<byte>(0x11, 20)]));
        yield return new("An array in a property of an attribute", "promises 268435456 elements", metadata => AddAttribute(metadata, [], [0x01, 0x00, 0x54, SZArray, 0x08, 0x01, (byte)'P', 0x00, 0x00, 0x00, 0x10]));
        yield return new("A type in an attribute that is nested without end", "nested more than 500 deep", metadata => AddAttribute(metadata, [Object], [.. Enumerable.Repeat(SZArray, 200_000), Int32]));
        yield return new("Arrays in an attribute that hold arrays without end", "nested more than 500 deep", metadata =>
            AddAttribute(metadata, [Object], [.. Enumerable.Repeat<byte[]>([SZArray, 0x51, 0x01, 0x00, 0x00, 0x00], 30_000).SelectMany(level => level)]));
    }

    private static IEnumerable<Planted> Oddities()
    {
        yield return new("An attribute with a short enumeration of another assembly", "", metadata => AddAttribute(metadata, [Enumeration, 0x05, SZArray, Int32], [0x11, 0x11, 0x01, 0x00, 0x00, 0x00, 0x07, 0x00, 0x00, 0x00]));
        yield return new("An attribute whose arguments end too early", "", metadata => AddAttribute(metadata, [SZArray, Int32], [0x10, 0x00, 0x00, 0x00]));
        yield return new("An attribute without an array", "", metadata => AddAttribute(metadata, [SZArray, Int32], [0xff, 0xff, 0xff, 0xff]));
        yield return new("A type that is nested deep", "", metadata => AddField(metadata, [Field, .. Enumerable.Repeat(SZArray, 400), Int32]));
        yield return new("An interface that extends itself", "", metadata =>
        {
            metadata.AddTypeDefinition(TypeAttributes.Interface | TypeAttributes.Abstract, default, metadata.GetOrAddString("Circle"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
            metadata.AddInterfaceImplementation(MetadataTokens.TypeDefinitionHandle(3), MetadataTokens.TypeDefinitionHandle(3));
        });
        yield return new("Parameters that constrain each other", "", metadata =>
        {
            metadata.AddGenericParameter(MetadataTokens.TypeDefinitionHandle(2), default, metadata.GetOrAddString("T"), 0);
            metadata.AddGenericParameter(MetadataTokens.TypeDefinitionHandle(2), default, metadata.GetOrAddString("U"), 1);
            metadata.AddTypeSpecification(metadata.GetOrAddBlob(new byte[] { 0x13, 0x00 }));
            metadata.AddTypeSpecification(metadata.GetOrAddBlob(new byte[] { 0x13, 0x01 }));
            metadata.AddGenericParameterConstraint(MetadataTokens.GenericParameterHandle(1), MetadataTokens.TypeSpecificationHandle(2));
            metadata.AddGenericParameterConstraint(MetadataTokens.GenericParameterHandle(2), MetadataTokens.TypeSpecificationHandle(1));
            AddField(metadata, [Field, 0x13, 0x00]);
        });
    }

    private static void AddField(MetadataBuilder metadata, byte[] signature) => metadata.AddFieldDefinition(FieldAttributes.Public, metadata.GetOrAddString("field"), metadata.GetOrAddBlob(signature));

    /// <summary>Adds an attribute to the assembly: the parameters of its constructor, and the arguments without what stands before and behind them.</summary>
    private static void AddAttribute(MetadataBuilder metadata, byte[] parameters, byte[] arguments)
    {
        int count = parameters.Count(each => each is Enumeration or SZArray or Object);
        byte[] signature = [0x20, (byte)count, 0x01, .. parameters];
        MemberReferenceHandle constructor = metadata.AddMemberReference(MetadataTokens.TypeReferenceHandle(1), metadata.GetOrAddString(".ctor"), metadata.GetOrAddBlob(signature));
        metadata.AddCustomAttribute(EntityHandle.AssemblyDefinition, constructor, metadata.GetOrAddBlob((byte[])[0x01, 0x00, .. arguments, 0x00, 0x00]));
    }

    private static void AddMethod(MetadataBuilder metadata, byte[] signature) =>
        metadata.AddMethodDefinition(MethodAttributes.Public | MethodAttributes.Static | MethodAttributes.Abstract, MethodImplAttributes.IL, metadata.GetOrAddString("Method"), metadata.GetOrAddBlob(signature), -1, default);

    /// <summary>An assembly with a class of its own, the second after <c>&lt;Module&gt;</c>, and what a test plants.</summary>
    private static string Write(string file, Action<MetadataBuilder> plant)
    {
        MetadataBuilder metadata = new();
        string name = Path.GetFileNameWithoutExtension(file);
        metadata.AddModule(0, metadata.GetOrAddString(name + ".dll"), metadata.GetOrAddGuid(Guid.NewGuid()), default, default);
        metadata.AddAssembly(metadata.GetOrAddString(name), new(1, 0, 0, 0), default, default, 0, default);
        AssemblyReferenceHandle runtime = metadata.AddAssemblyReference(metadata.GetOrAddString("System.Runtime"), new(10, 0, 0, 0), default, default, 0, default);
        TypeReferenceHandle root = metadata.AddTypeReference(runtime, metadata.GetOrAddString("System"), metadata.GetOrAddString("Object"));
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        metadata.AddTypeDefinition(TypeAttributes.Public | TypeAttributes.Abstract, default, metadata.GetOrAddString("Class"), root, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        plant(metadata);
        BlobBuilder image = new();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata, suppressValidation: true), new BlobBuilder()).Serialize(image);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, image.ToArray());
        return file;
    }

    private sealed record Planted(string Name, string Told, Action<MetadataBuilder> Plant)
    {
        public override string ToString() => Name;
    }
}
