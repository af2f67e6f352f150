using Microsoft.Win32.SafeHandles;

namespace Weft.Bench.Storage;

/// <summary>The yardstick: bytes behind those of before, and a flush, as a log that does nothing else would do.</summary>
internal sealed class FlushLoop(string folder) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(Path.Combine(folder, "flushed"), FileMode.Create, FileAccess.Write);
    private long _position;

    public void Write(byte[] bytes)
    {
        RandomAccess.Write(_file, bytes, _position);
        _position += bytes.Length;
        RandomAccess.FlushToDisk(_file);
    }

    public void Dispose() => _file.Dispose();
}
