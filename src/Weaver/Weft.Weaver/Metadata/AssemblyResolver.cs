using Mono.Cecil;

namespace Weft.Weaver.Metadata;

/// <summary>
/// Finds referenced assemblies: first those of the application, then the given files, then files in the given folders, in their order. Keeps no file open.
/// Assemblies that it cannot find are noted, so that they are reported where something depends on them.
/// </summary>
public sealed class AssemblyResolver : IAssemblyResolver
{
    private readonly Dictionary<string, AssemblyDefinition?> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _folders;
    private readonly ILookup<string, string> _files;
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);
    private readonly Dictionary<AssemblyDefinition, string> _libraryFiles = [];
    private readonly MetadataResolver _metadata;

    /// <summary>Makes a resolver that searches these folders, after these files.</summary>
    public AssemblyResolver(IEnumerable<string> folders, IEnumerable<string>? files = null)
    {
        _folders = [.. folders.Distinct(StringComparer.Ordinal)];
        Files = [.. (files ?? []).Distinct(StringComparer.Ordinal)];
        _files = Files.ToLookup(file => Path.GetFileNameWithoutExtension(file)!, StringComparer.OrdinalIgnoreCase);
        _metadata = new GuardedMetadataResolver(this);
    }

    /// <summary>The names of assemblies that were asked for and not found.</summary>
    public IReadOnlyCollection<string> Missing => _missing;

    /// <summary>The folders, in the order in which they are searched.</summary>
    public IReadOnlyList<string> Folders => _folders;

    /// <summary>Single files that come before the folders.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>How to read an assembly so that its references come here.</summary>
    public ReaderParameters Parameters => new(ReadingMode.Deferred)
    {
        AssemblyResolver = this,
        MetadataResolver = _metadata,
        InMemory = true,
    };

    /// <summary>Makes an assembly known by its own name.</summary>
    public void Register(AssemblyDefinition assembly) => _byName[assembly.Name.Name] = assembly;

    /// <inheritdoc/>
    public AssemblyDefinition? Resolve(AssemblyNameReference name) => Resolve(name, Parameters);

    /// <inheritdoc/>
    public AssemblyDefinition? Resolve(AssemblyNameReference name, ReaderParameters parameters)
    {
        if (_byName.TryGetValue(name.Name, out AssemblyDefinition? known))
            return known;
        AssemblyDefinition? found = Find(name.Name);
        if (found is null)
            _missing.Add(name.Name);
        _byName[name.Name] = found;
        return found;
    }

    /// <summary>The assembly of a name if there is one; does not note it as missing.</summary>
    public AssemblyDefinition? TryFind(string name)
    {
        if (!_byName.TryGetValue(name, out AssemblyDefinition? known))
            _byName[name] = known = Find(name);
        return known;
    }

    /// <summary>Where an assembly was read.</summary>
    public string FileOf(AssemblyDefinition assembly) => _libraryFiles.TryGetValue(assembly, out string? file) ? file : assembly.MainModule.FileName;

    /// <summary>Nothing is held open.</summary>
    public void Dispose() => _byName.Clear();

    /// <summary>Reads an assembly that is only looked at.</summary>
    private AssemblyDefinition ReadLibrary(string file)
    {
        ReaderParameters parameters = Parameters;
        parameters.InMemory = false;
        AssemblyDefinition library = AssemblyDefinition.ReadAssembly(new LibraryStream(file), parameters);
        _libraryFiles[library] = file;
        return library;
    }

    /// <summary>The first file of the name that has bodies; a reference assembly only where there is none.</summary>
    private AssemblyDefinition? Find(string name)
    {
        AssemblyDefinition? reference = null;
        foreach (string file in _files[name].Concat(_folders.Select(folder => Path.Combine(folder, name + ".dll"))))
        {
            if (!File.Exists(file) || PortableExecutable.Inspect(file) is not PortableExecutableKind.Managed)
                continue;
            try
            {
                AssemblyDefinition found = ReadLibrary(file);
                if (!found.IsReferenceAssembly())
                    return found;
                reference ??= found;
            }
            catch (BadImageFormatException)
            {
                // Another folder may hold a sound copy; if none does, the name is reported as missing.
                continue;
            }
        }
        return reference;
    }

    /// <summary>Type forwarders that point at each other would recurse for ever.</summary>
    private sealed class GuardedMetadataResolver(IAssemblyResolver assemblies) : MetadataResolver(assemblies)
    {
        private const int LongestForwarderChain = 32;
        private readonly Dictionary<TypeReference, TypeDefinition> _found = [];
        private int _depth;

        public override TypeDefinition? Resolve(TypeReference type)
        {
            type = type.GetElementType();
            if (type is TypeDefinition definition)
                return definition;
            if (_found.TryGetValue(type, out TypeDefinition? known))
                return known;
            if (_depth >= LongestForwarderChain)
                return null;
            _depth++;
            try
            {
                // A type that is forwarded costs a search through all forwarders of its assembly.
                if (base.Resolve(type) is { } found)
                    return _found[type] = found;
                return null;
            }
            finally
            {
                _depth--;
            }
        }
    }
}
