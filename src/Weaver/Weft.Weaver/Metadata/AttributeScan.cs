using System.Reflection.Metadata;

namespace Weft.Weaver.Metadata;

/// <summary>
/// Goes through the arguments of one custom attribute before Cecil reads them: it makes an array of whatever length they name, and calls itself for each type inside another one. What makes no
/// sense in other ways gives an exception there, and only where somebody asks for the attribute.
/// </summary>
internal sealed class AttributeScan(MetadataReader metadata)
{
    private const int DeepestValue = 500;
    private const int LongestArrayWithoutContent = ushort.MaxValue;
    private const byte Enumeration = 0x55;
    private const byte TypeName = 0x50;
    private const byte Boxed = 0x51;
    private const byte Array = (byte)SignatureTypeCode.SZArray;
    private const byte Text = (byte)SignatureTypeCode.String;

    // How many bytes an enumeration of another assembly takes is not known: one of these.
    private static readonly int[] EnumerationSizes = [4, 1, 2, 8];

    private readonly HashSet<(BlobHandle Signature, BlobHandle Value)> _seen = [];
    private int _enumerationSize;
    private int _unknown;

    /// <summary>The form of a value: what its type begins with, and for arrays the form of their elements.</summary>
    private sealed record Form(byte Code, Form? Element = null, int Size = 0);

    /// <summary>Throws <see cref="BadImageFormatException"/> where an attribute passes a limit.</summary>
    internal void Attribute(CustomAttributeHandle handle)
    {
        CustomAttribute attribute = metadata.GetCustomAttribute(handle);
        // Shorter ones have no arguments.
        if (metadata.GetBlobReader(attribute.Value).Length <= 5 || !_seen.Add((SignatureOf(attribute.Constructor), attribute.Value)))
            return;
        BadImageFormatException? first = null;
        foreach (int size in EnumerationSizes)
        {
            (_enumerationSize, _unknown) = (size, 0);
            if (Problem(attribute) is not { } problem)
                return;
            first ??= problem;
            if (_unknown == 0)
                break;
        }
        // Two of unknown size may have two sizes, so that none of these readings is the right one.
        if (_unknown < 2)
            throw first!;
    }

    private BlobHandle SignatureOf(EntityHandle constructor) => constructor.Kind switch
    {
        HandleKind.MethodDefinition => metadata.GetMethodDefinition((MethodDefinitionHandle)constructor).Signature,
        HandleKind.MemberReference => metadata.GetMemberReference((MemberReferenceHandle)constructor).Signature,
        _ => default,
    };

    private BadImageFormatException? Problem(CustomAttribute attribute)
    {
        BlobReader signature = metadata.GetBlobReader(SignatureOf(attribute.Constructor));
        BlobReader value = metadata.GetBlobReader(attribute.Value);
        try
        {
            if (signature.Length < 3 || value.ReadUInt16() != 1)
                return null;
            signature.ReadSignatureHeader();
            int parameters = signature.ReadCompressedInteger();
            signature.ReadByte();
            for (; parameters > 0; parameters--)
            {
                if (Parameter(ref signature) is not { } form)
                    return null;
                Value(ref value, form, 0);
            }
            Named(ref value);
            return null;
        }
        catch (LimitException exception)
        {
            return new(exception.Message);
        }
        catch (BadImageFormatException)
        {
            // It ends too early, which Cecil tells itself.
            return null;
        }
    }

    private void Named(ref BlobReader value)
    {
        for (int count = value.ReadUInt16(); count > 0; count--)
        {
            value.ReadByte();
            Form form = Written(ref value, 0);
            value.ReadSerializedString();
            Value(ref value, form, 0);
        }
    }

    /// <summary>The form of a constructor's parameter; null for what no attribute can have.</summary>
    private Form? Parameter(ref BlobReader signature)
    {
        byte code = signature.ReadByte();
        switch (code)
        {
            case Array:
                return Parameter(ref signature) is { } element ? new(Array, element) : null;
            case (byte)SignatureTypeCode.Object:
                return new(Boxed);
            case (byte)SignatureTypeKind.Class:
                signature.ReadTypeHandle();
                return new(TypeName);
            case (byte)SignatureTypeKind.ValueType:
                return new(Enumeration, Size: SizeOf(signature.ReadTypeHandle()));
            default:
                return code is >= (byte)SignatureTypeCode.Boolean and <= Text ? new(code) : null;
        }
    }

    /// <summary>The form that the arguments themselves tell, for what is boxed or named.</summary>
    private static Form Written(ref BlobReader value, int depth)
    {
        if (depth > DeepestValue)
            throw new LimitException($"types are nested more than {DeepestValue} deep in the arguments of an attribute");
        byte code = value.ReadByte();
        if (code == Enumeration)
            value.ReadSerializedString();
        return code == Array ? new(Array, Written(ref value, depth + 1)) : new(code);
    }

    private void Value(ref BlobReader value, Form form, int depth)
    {
        if (depth > DeepestValue)
            throw new LimitException($"values are nested more than {DeepestValue} deep in the arguments of an attribute");
        switch (form.Code)
        {
            case Array:
                Elements(ref value, form.Element!, depth);
                break;
            case Boxed:
                Value(ref value, Written(ref value, 0), depth + 1);
                break;
            case TypeName or Text:
                value.ReadSerializedString();
                break;
            default:
                value.Offset += Size(form);
                break;
        }
    }

    private void Elements(ref BlobReader value, Form element, int depth)
    {
        uint count = value.ReadUInt32();
        if (count == uint.MaxValue)
            return;
        // Each element takes a byte at least.
        if (count > value.RemainingBytes && count > LongestArrayWithoutContent)
            throw new LimitException($"an attribute promises {count} elements and ends {value.RemainingBytes} bytes further on");
        for (; count > 0; count--)
            Value(ref value, element, depth + 1);
    }

    private int Size(Form form)
    {
        switch ((SignatureTypeCode)form.Code)
        {
            case SignatureTypeCode.Boolean or SignatureTypeCode.SByte or SignatureTypeCode.Byte:
                return 1;
            case SignatureTypeCode.Char or SignatureTypeCode.Int16 or SignatureTypeCode.UInt16:
                return 2;
            case SignatureTypeCode.Int32 or SignatureTypeCode.UInt32 or SignatureTypeCode.Single:
                return 4;
            case SignatureTypeCode.Int64 or SignatureTypeCode.UInt64 or SignatureTypeCode.Double:
                return 8;
            default:
                if (form.Code != Enumeration)
                    throw new BadImageFormatException();
                if (form.Size != 0)
                    return form.Size;
                _unknown++;
                return _enumerationSize;
        }
    }

    /// <summary>How many bytes an enumeration of this assembly takes; 0 for others.</summary>
    private int SizeOf(EntityHandle type)
    {
        if (type.Kind != HandleKind.TypeDefinition)
            return 0;
        foreach (FieldDefinitionHandle handle in metadata.GetTypeDefinition((TypeDefinitionHandle)type).GetFields())
        {
            FieldDefinition field = metadata.GetFieldDefinition(handle);
            if ((field.Attributes & System.Reflection.FieldAttributes.Static) != 0)
                continue;
            BlobReader signature = metadata.GetBlobReader(field.Signature);
            signature.ReadSignatureHeader();
            byte code = signature.ReadByte();
            return code is >= (byte)SignatureTypeCode.Boolean and <= (byte)SignatureTypeCode.Double ? Size(new(code)) : 0;
        }
        return 0;
    }

    /// <summary>Damage that is told, other than that of a blob which ends too early.</summary>
    private sealed class LimitException(string message) : Exception(message);
}
