namespace Weft.Weaver.Metadata;

/// <summary>
/// Reads a referenced assembly, of which only the metadata is needed, piece by piece and holds no file open: a copy of the whole in memory would be most of what a weave allocates.
/// A file that changes meanwhile is an error, since earlier pieces would not fit later ones.
/// </summary>
internal sealed class LibraryStream : Stream
{
    private const int PieceSize = 16 * 1024;

    private readonly string _file;
    private readonly DateTime _written;
    private readonly byte[] _piece = new byte[PieceSize];
    private long _pieceStart;
    private int _pieceLength;

    internal LibraryStream(string file)
    {
        _file = file;
        FileInfo information = new(file);
        (Length, _written) = (information.Length, information.LastWriteTimeUtc);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int available = (int)Math.Min(count, Math.Max(0, Length - Position));
        if (available == 0)
            return 0;
        if (available >= PieceSize)
            return Advance(ReadFile(Position, buffer, offset, available));
        if (Position < _pieceStart || Position >= _pieceStart + _pieceLength)
            (_pieceStart, _pieceLength) = (Position, ReadFile(Position, _piece, 0, (int)Math.Min(PieceSize, Length - Position)));
        int start = (int)(Position - _pieceStart);
        int taken = Math.Min(available, _pieceLength - start);
        Buffer.BlockCopy(_piece, start, buffer, offset, taken);
        return Advance(taken);
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Current => Position,
        SeekOrigin.End => Length,
        _ => 0,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Advance(int count)
    {
        Position += count;
        return count;
    }

    private int ReadFile(long position, byte[] buffer, int offset, int count)
    {
        using FileStream stream = new(_file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1);
        if (stream.Length != Length || File.GetLastWriteTimeUtc(_file) != _written)
            throw new IOException($"{_file} has changed while it was read.");
        stream.Position = position;
        int total = 0;
        for (int read; total < count && (read = stream.Read(buffer, offset + total, count - total)) > 0;)
            total += read;
        return total;
    }
}
