using Weft.Protocol;
using Weft.Runtime.Values;

namespace Weft.Runtime.Invocation;

/// <summary>The fixed part of a call's entry, after the kind.</summary>
internal readonly record struct CallHeader(ulong CallId, ulong MethodId, byte RunOn)
{
    internal static CallHeader Read(ref WireReader reader) => new(reader.Fixed64(), reader.Fixed64(), reader.Byte());

    internal void Write(WireWriter writer)
    {
        writer.Fixed64(CallId);
        writer.Fixed64(MethodId);
        writer.Byte(RunOn);
    }

    /// <summary>Skips a whole call: header, receiver, type and arguments.</summary>
    internal static void Skip(ref WireReader reader, WireValue.ReferenceHandler? onReference = null)
    {
        reader.Raw(17);
        reader.SkipValue(onReference);
        reader.Raw(8);
        reader.SkipValues(reader.Count(), onReference);
    }
}
