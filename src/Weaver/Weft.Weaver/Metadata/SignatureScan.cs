using System.Reflection.Metadata;

namespace Weft.Weaver.Metadata;

/// <summary>
/// Goes through one signature without recursion, before Cecil reads it: Cecil calls itself for each type inside another one, and takes every number in it for the length of an
/// array to make.
/// </summary>
internal sealed class SignatureScan
{
    private const int DeepestType = 500;
    private const int MostRanks = 32;
    private const int MostGenericParameters = ushort.MaxValue;
    private readonly Stack<(int Remaining, bool HasShape)> _open = new();

    /// <summary>The rows of <c>TypeSpec</c> that the last signature names.</summary>
    internal List<int> TypeSpecifications { get; } = [];

    /// <summary>Scans a signature that begins with the kind of member that it is of.</summary>
    internal void Member(BlobReader reader)
    {
        TypeSpecifications.Clear();
        SignatureHeader header = reader.ReadSignatureHeader();
        switch (header.Kind)
        {
            case SignatureKind.Field:
                Types(ref reader, 1);
                break;
            case SignatureKind.LocalVariables or SignatureKind.MethodSpecification:
                Types(ref reader, Count(ref reader));
                break;
            default:
                if (header.IsGeneric)
                    GenericParameter(ref reader);
                Types(ref reader, Count(ref reader) + 1);
                break;
        }
    }

    /// <summary>Scans a type that stands alone.</summary>
    internal void Type(BlobReader reader)
    {
        TypeSpecifications.Clear();
        Types(ref reader, 1);
    }

    private void Types(ref BlobReader reader, int count)
    {
        _open.Clear();
        Open(count);
        while (_open.Count > 0)
        {
            (int remaining, bool hasShape) = _open.Pop();
            if (remaining == 0)
            {
                if (hasShape)
                    Shape(ref reader);
                continue;
            }
            SignatureTypeCode code = (SignatureTypeCode)reader.ReadByte();
            // The sign that the arguments of a variable list begin stands among them.
            _open.Push((code == SignatureTypeCode.Sentinel ? remaining : remaining - 1, hasShape));
            Type(ref reader, code);
        }
    }

    private void Type(ref BlobReader reader, SignatureTypeCode code)
    {
        switch (code)
        {
            case SignatureTypeCode.Pointer or SignatureTypeCode.ByReference or SignatureTypeCode.SZArray or SignatureTypeCode.Pinned:
                Open(1);
                break;
            case SignatureTypeCode.RequiredModifier or SignatureTypeCode.OptionalModifier:
                Token(ref reader);
                Open(1);
                break;
            case (SignatureTypeCode)SignatureTypeKind.Class or (SignatureTypeCode)SignatureTypeKind.ValueType:
                Token(ref reader);
                break;
            case SignatureTypeCode.GenericTypeParameter or SignatureTypeCode.GenericMethodParameter:
                GenericParameter(ref reader);
                break;
            case SignatureTypeCode.Array:
                Open(1, hasShape: true);
                break;
            case SignatureTypeCode.GenericTypeInstance:
                reader.ReadByte();
                Token(ref reader);
                Open(Count(ref reader));
                break;
            case SignatureTypeCode.FunctionPointer:
                if (reader.ReadSignatureHeader().IsGeneric)
                    GenericParameter(ref reader);
                Open(Count(ref reader) + 1);
                break;
        }
    }

    private void Open(int types, bool hasShape = false)
    {
        if (_open.Count >= DeepestType)
            throw new BadImageFormatException($"types are nested more than {DeepestType} deep in a signature");
        _open.Push((types, hasShape));
    }

    private void Token(ref BlobReader reader)
    {
        int token = reader.ReadCompressedInteger();
        if ((token & 3) == 2)
            TypeSpecifications.Add(token >> 2);
    }

    /// <summary>Each of the things that are counted takes a byte at least.</summary>
    private static int Count(ref BlobReader reader)
    {
        int count = reader.ReadCompressedInteger();
        return count <= reader.RemainingBytes ? count : throw new BadImageFormatException($"a signature promises {count} types and ends {reader.RemainingBytes} bytes further on");
    }

    private static void GenericParameter(ref BlobReader reader) => Limited(ref reader, MostGenericParameters, "generic parameters");

    private static void Shape(ref BlobReader reader)
    {
        Limited(ref reader, MostRanks, "dimensions");
        for (int sizes = Limited(ref reader, MostRanks, "sizes"); sizes > 0; sizes--)
            reader.ReadCompressedInteger();
        for (int bounds = Limited(ref reader, MostRanks, "bounds"); bounds > 0; bounds--)
            reader.ReadCompressedSignedInteger();
    }

    private static int Limited(ref BlobReader reader, int most, string what)
    {
        int number = reader.ReadCompressedInteger();
        return number <= most ? number : throw new BadImageFormatException($"a signature has {number} {what}");
    }
}
