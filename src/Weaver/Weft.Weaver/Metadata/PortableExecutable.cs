namespace Weft.Weaver.Metadata;

/// <summary>What a file is, as far as weaving cares.</summary>
internal enum PortableExecutableKind
{
    /// <summary>Has a CLI header.</summary>
    Managed,

    /// <summary>A native library or executable.</summary>
    Native,

    /// <summary>A native host with a whole application inside.</summary>
    Bundle,

    /// <summary>Neither, or cut short.</summary>
    Unknown,
}

/// <summary>Looks at the first bytes of files, before a metadata reader does.</summary>
internal static class PortableExecutable
{
    private const int CliHeaderDirectory = 14;

    /// <summary>The host's marker of a bundle: eight bytes before it stand where the bundle begins, zero in a plain host.</summary>
    private static readonly byte[] BundleMarker =
    [
        0x8b, 0x12, 0x02, 0xb9, 0x6a, 0x61, 0x20, 0x38, 0x72, 0x7b, 0x93, 0x02, 0x14, 0xd7, 0xa0, 0x32,
        0x13, 0xf5, 0xb9, 0xe6, 0xef, 0xae, 0x33, 0x18, 0xee, 0x3b, 0x2d, 0xce, 0x24, 0xb3, 0x6a, 0xae,
    ];

    /// <summary>Tells what a file is.</summary>
    public static PortableExecutableKind Inspect(string file)
    {
        byte[] head = new byte[4096];
        int length;
        using (FileStream stream = File.OpenRead(file))
            length = ReadFully(stream, head);
        if (length >= 4 && ((head[0] == 0x7f && head[1] == (byte)'E') || (head[0] == 0xcf && head[1] == 0xfa)))
            return IsBundle(file) ? PortableExecutableKind.Bundle : PortableExecutableKind.Native;
        if (length < 0x40 || head[0] != 'M' || head[1] != 'Z')
            return PortableExecutableKind.Unknown;

        int header = BitConverter.ToInt32(head, 0x3c);
        if (header <= 0 || header + 24 + 112 + 8 * (CliHeaderDirectory + 1) > length || head[header] != 'P' || head[header + 1] != 'E')
            return PortableExecutableKind.Unknown;
        bool is64 = BitConverter.ToUInt16(head, header + 24) == 0x20b;
        int directory = header + 24 + (is64 ? 112 : 96) + 8 * CliHeaderDirectory;
        if (BitConverter.ToInt32(head, directory) != 0)
            return PortableExecutableKind.Managed;
        return IsBundle(file) ? PortableExecutableKind.Bundle : PortableExecutableKind.Native;
    }

    private static bool IsBundle(string file)
    {
        byte[] content = File.ReadAllBytes(file);
        int marker = content.AsSpan().IndexOf(BundleMarker);
        return marker >= 8 && BitConverter.ToInt64(content, marker - 8) != 0;
    }

    private static int ReadFully(Stream stream, byte[] buffer)
    {
        int total = 0;
        for (int read; total < buffer.Length && (read = stream.Read(buffer, total, buffer.Length - total)) > 0;)
            total += read;
        return total;
    }
}
