using System.Security.Cryptography;

namespace Weft.Weaver.Tests.Compiling;

/// <summary>Key pairs of strong names.</summary>
internal static class Keys
{
    internal static byte[] New()
    {
        using RSACryptoServiceProvider rsa = new(2048);
        byte[] key = rsa.ExportCspBlob(includePrivateParameters: true);
        // The algorithm that compilers write for signing keys.
        BitConverter.GetBytes(0x2400).CopyTo(key, 4);
        return key;
    }
}
