using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Weft.Weaver.Tests.Debugging;

/// <summary>Where the instructions of a body begin, and where the last one ends.</summary>
internal static class IlOffsets
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    internal static HashSet<int> Of(MethodBodyBlock body)
    {
        HashSet<int> offsets = [];
        BlobReader reader = body.GetILReader();
        while (reader.RemainingBytes > 0)
        {
            offsets.Add(reader.Offset);
            int code = reader.ReadByte();
            if (code == 0xfe)
                code = 0xfe00 | reader.ReadByte();
            reader.Offset += Operands[code] switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => Targets(reader),
                _ => 4,
            };
        }
        offsets.Add(reader.Offset);
        return offsets;
    }

    private static int Targets(BlobReader reader) => 4 + 4 * reader.ReadInt32();
}
