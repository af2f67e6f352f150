using System.IO.MemoryMappedFiles;

namespace Weft.Cli.Verification;

/// <summary>
/// Where the child process is. It lies in a mapped file, which outlives a process that the JIT brings down and costs two stores for each method.
/// </summary>
internal sealed class PreparationPosition : IDisposable
{
    private const int AssemblyAt = 0;
    private const int MethodAt = 4;
    private const int TokenAt = 8;
    private const int PreparedAt = 12;
    private const int Size = 16;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public PreparationPosition(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, mapName: null, Size);
        _view = _file.CreateViewAccessor(0, Size);
    }

    /// <summary>Index of the assembly.</summary>
    public int Assembly => _view.ReadInt32(AssemblyAt);

    /// <summary>Ordinal of the method in the assembly.</summary>
    public int Method => _view.ReadInt32(MethodAt);

    /// <summary>Metadata token of the method; 0 before the first.</summary>
    public int Token => _view.ReadInt32(TokenAt);

    /// <summary>Number of method instantiations prepared by all children so far.</summary>
    public int Prepared => _view.ReadInt32(PreparedAt);

    public void Enter(int assembly, int method, int token)
    {
        _view.Write(AssemblyAt, assembly);
        _view.Write(MethodAt, method);
        _view.Write(TokenAt, token);
    }

    public void CountOne() => _view.Write(PreparedAt, Prepared + 1);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
