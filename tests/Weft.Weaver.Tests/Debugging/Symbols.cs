using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Weft.Weaver.Tests.Debugging;

/// <summary>The symbols of one assembly, read by the framework's own reader and put into words that can be compared.</summary>
internal sealed class Symbols : IDisposable
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
    private static readonly Guid TypeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private readonly PEReader _image;
    private readonly MetadataReaderProvider _provider;
    private readonly MetadataReader _types;
    private readonly MetadataReader _symbols;

    internal Symbols(string file)
    {
        _image = new(new MemoryStream(File.ReadAllBytes(file)));
        Assert.That(_image.TryOpenAssociatedPortablePdb(file, path => File.Exists(path) ? new MemoryStream(File.ReadAllBytes(path)) : null, out MetadataReaderProvider? provider, out _), Is.True, "the image names its symbols by their id");
        _provider = provider!;
        _types = _image.GetMetadataReader();
        _symbols = _provider.GetMetadataReader();
    }

    /// <summary>Names of the documents, in the order of the table.</summary>
    internal string[] Documents => [.. _symbols.Documents.Select(handle => Name(handle))];

    /// <summary>Hash and embedded text of each document.</summary>
    internal string[] DocumentContents => [.. _symbols.Documents.Select(handle =>
        $"{Name(handle)} {Convert.ToHexString(_symbols.GetBlobBytes(_symbols.GetDocument(handle).Hash))} {Information(handle, EmbeddedSource)}")];

    internal string? Link => Information(EntityHandle.ModuleDefinition, SourceLink);

    /// <summary>Which documents each type stands in that has no code to tell it.</summary>
    internal string[] DocumentsOfTypes => [.. _types.TypeDefinitions.Select(handle => (Name: TypeName(handle), Blob: Blob(handle, TypeDocuments))).Where(item => item.Blob is not null)
        .Select(item => item.Name + ": " + string.Join(", ", DocumentNumbers(item.Blob!.Value).Select(number => Name(MetadataTokens.DocumentHandle(number)))))];

    /// <summary>The sequence points that a debugger stops at, by method and document, without the offsets, which weaving changes.</summary>
    internal string[] Points => [.. Methods().SelectMany(method => _symbols.GetMethodDebugInformation(method.Handle).GetSequencePoints().Where(point => !point.IsHidden)
        .Select(point => $"{Place(method.Name)}: {Name(point.Document)}({point.StartLine},{point.StartColumn})-({point.EndLine},{point.EndColumn})")).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The local variables by scope, without the offsets.</summary>
    internal string[] Locals => [.. Methods().SelectMany(method => _symbols.GetLocalScopes(method.Handle).SelectMany(scope => _symbols.GetLocalScope(scope).GetLocalVariables())
        .Select(local => $"{Place(method.Name)}: {_symbols.GetString(_symbols.GetLocalVariable(local).Name)}")).Order(StringComparer.Ordinal)];

    /// <summary>The methods that state machines belong to.</summary>
    internal string[] StateMachines => [.. Methods().Where(method => !_symbols.GetMethodDebugInformation(method.Handle).GetStateMachineKickoffMethod().IsNil)
        .Select(method => $"{method.Name} by {MethodName(_symbols.GetMethodDebugInformation(method.Handle).GetStateMachineKickoffMethod())}").Order(StringComparer.Ordinal)];

    /// <summary>Kinds of debug information and how often methods have them: asynchronous steps, scopes of hoisted variables, closures.</summary>
    internal string[] Kinds => [.. _symbols.CustomDebugInformation.Select(handle => _symbols.GetCustomDebugInformation(handle))
        .Where(item => item.Parent.Kind is HandleKind.MethodDefinition or HandleKind.ModuleDefinition or HandleKind.LocalVariable)
        .Select(item => $"{item.Parent.Kind} {_symbols.GetGuid(item.Kind)}").GroupBy(text => text).Select(group => $"{group.Key} {group.Count()}").Order(StringComparer.Ordinal)];

    /// <summary>Offsets at which points, scopes and steps begin that are no instruction of their method.</summary>
    internal string[] LostOffsets => [.. Methods().SelectMany(method =>
    {
        HashSet<int> instructions = IlOffsets.Of(_image.GetMethodBody(_types.GetMethodDefinition(method.Handle).RelativeVirtualAddress));
        IEnumerable<int> points = _symbols.GetMethodDebugInformation(method.Handle).GetSequencePoints().Select(point => point.Offset);
        IEnumerable<int> scopes = _symbols.GetLocalScopes(method.Handle).Select(_symbols.GetLocalScope).SelectMany(scope => new[] { scope.StartOffset, scope.EndOffset });
        return points.Concat(scopes).Where(offset => !instructions.Contains(offset)).Select(offset => $"{method.Name} {offset:x4}");
    })];

    public void Dispose()
    {
        _provider.Dispose();
        _image.Dispose();
    }

    /// <summary>A moved body keeps its place in the source under another name.</summary>
    private static string Place(string method) => method.Replace("$weft_body_", "", StringComparison.Ordinal).Replace("$weft_locked_", "", StringComparison.Ordinal);

    private IEnumerable<(MethodDefinitionHandle Handle, string Name)> Methods() =>
        _types.MethodDefinitions.Where(handle => _types.GetMethodDefinition(handle).RelativeVirtualAddress != 0).Select(handle => (handle, MethodName(handle)));

    private string MethodName(MethodDefinitionHandle handle)
    {
        MethodDefinition method = _types.GetMethodDefinition(handle);
        return $"{TypeName(method.GetDeclaringType())}.{_types.GetString(method.Name)}";
    }

    private string TypeName(TypeDefinitionHandle handle) => _types.GetString(_types.GetTypeDefinition(handle).Name);

    private string Name(DocumentHandle handle) => handle.IsNil ? "" : _symbols.GetString(_symbols.GetDocument(handle).Name);

    private string? Information(EntityHandle parent, Guid kind) => Blob(parent, kind) is { } blob ? Convert.ToHexString([.. blob]) : null;

    private ImmutableArray<byte>? Blob(EntityHandle parent, Guid kind)
    {
        foreach (CustomDebugInformationHandle handle in _symbols.GetCustomDebugInformation(parent))
        {
            CustomDebugInformation information = _symbols.GetCustomDebugInformation(handle);
            if (_symbols.GetGuid(information.Kind) == kind)
                return _symbols.GetBlobContent(information.Value);
        }
        return null;
    }

    private static IEnumerable<int> DocumentNumbers(ImmutableArray<byte> blob)
    {
        // Each number is a compressed integer; those of these tests need one byte.
        foreach (byte number in blob)
            yield return number;
    }
}
