using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Collections.Generic;

namespace Weft.Weaver.Output;

/// <summary>
/// Writes symbols in the kind they came in. What Cecil tells of types while it writes is looked up by their new tokens and belongs to other types, so it is remembered from before.
/// </summary>
internal sealed class SymbolWriting : ISymbolWriterProvider
{
    private readonly bool _embedded;
    private readonly Dictionary<TypeDefinition, Collection<CustomDebugInformation>> _ofTypes = [];

    internal SymbolWriting(ModuleDefinition module, bool embedded)
    {
        _embedded = embedded;
        foreach (TypeDefinition type in module.GetTypes())
        {
            if (type.HasCustomDebugInformations)
                _ofTypes.Add(type, type.CustomDebugInformations);
        }
    }

    // The embedding provider asks for a file name, which it does not use and a memory stream does not have.
    public ISymbolWriter GetSymbolWriter(ModuleDefinition module, string fileName) => new Writer(_embedded
        ? new EmbeddedPortablePdbWriterProvider().GetSymbolWriter(module, module.Name)
        : new PortablePdbWriterProvider().GetSymbolWriter(module, fileName), _ofTypes);

    public ISymbolWriter GetSymbolWriter(ModuleDefinition module, Stream symbolStream) => new Writer(_embedded
        ? new EmbeddedPortablePdbWriterProvider().GetSymbolWriter(module, symbolStream)
        : new PortablePdbWriterProvider().GetSymbolWriter(module, symbolStream), _ofTypes);

    private sealed class Writer(ISymbolWriter inner, Dictionary<TypeDefinition, Collection<CustomDebugInformation>> ofTypes) : ISymbolWriter
    {
        public ISymbolReaderProvider GetReaderProvider() => inner.GetReaderProvider();

        public ImageDebugHeader GetDebugHeader() => inner.GetDebugHeader();

        public void Write(MethodDebugInformation info) => inner.Write(info);

        public void Write(ICustomDebugInformationProvider provider)
        {
            if (provider is not TypeDefinition type)
                inner.Write(provider);
            else if (ofTypes.TryGetValue(type, out Collection<CustomDebugInformation>? known))
                inner.Write(new Remembered(type, known));
        }

        public void Write() => inner.Write();

        public void Dispose() => inner.Dispose();
    }

    /// <summary>What a type had, under the token that it has now.</summary>
    private sealed class Remembered(TypeDefinition type, Collection<CustomDebugInformation> known) : ICustomDebugInformationProvider
    {
        public MetadataToken MetadataToken { get => type.MetadataToken; set => type.MetadataToken = value; }

        public bool HasCustomDebugInformations => known.Count > 0;

        public Collection<CustomDebugInformation> CustomDebugInformations => known;
    }
}
