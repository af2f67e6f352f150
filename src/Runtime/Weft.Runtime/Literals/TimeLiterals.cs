using Weft.Protocol;

namespace Weft.Runtime.Literals;

/// <summary>Ticks and kind as they are: a local time keeps its clock reading on a node in another time zone.</summary>
internal readonly struct DateTimeLiteral : ILiteral<DateTime>
{
    public static void Write(WireWriter writer, DateTime value)
    {
        writer.Byte((byte)ValueTag.DateTime);
        writer.Unsigned((ulong)value.Ticks);
        writer.Byte((byte)value.Kind);
    }

    public static DateTime Read(ref WireReader reader)
    {
        Tagged.Expect(ref reader, ValueTag.DateTime, typeof(DateTime));
        ulong ticks = reader.Unsigned();
        byte kind = reader.Byte();
        if (ticks > (ulong)DateTime.MaxValue.Ticks || kind > (byte)DateTimeKind.Local)
            throw Tagged.OutOfRange(typeof(DateTime), $"{ticks} ticks of kind {kind}", reader.Position);
        return new DateTime((long)ticks, (DateTimeKind)kind);
    }
}

internal readonly struct DateTimeOffsetLiteral : ILiteral<DateTimeOffset>
{
    public static void Write(WireWriter writer, DateTimeOffset value)
    {
        writer.Byte((byte)ValueTag.DateTimeOffset);
        writer.Unsigned((ulong)value.Ticks);
        writer.Signed(value.TotalOffsetMinutes);
    }

    public static DateTimeOffset Read(ref WireReader reader)
    {
        Tagged.Expect(ref reader, ValueTag.DateTimeOffset, typeof(DateTimeOffset));
        ulong ticks = reader.Unsigned();
        long minutes = reader.Signed();
        if (ticks > (ulong)DateTime.MaxValue.Ticks || minutes is < -14 * 60 or > 14 * 60)
            throw Tagged.OutOfRange(typeof(DateTimeOffset), $"{ticks} ticks at {minutes} minutes", reader.Position);
        try
        {
            return new DateTimeOffset((long)ticks, TimeSpan.FromMinutes(minutes));
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new ProtocolException($"{ticks} ticks at {minutes} minutes before byte {reader.Position} are outside the range of {typeof(DateTimeOffset)}.", e);
        }
    }
}

internal readonly struct TimeSpanLiteral : ILiteral<TimeSpan>
{
    public static void Write(WireWriter writer, TimeSpan value) => Tagged.Ticks(writer, value.Ticks);

    public static TimeSpan Read(ref WireReader reader) => new(Tagged.Ticks(ref reader, typeof(TimeSpan), long.MinValue, long.MaxValue));
}

internal readonly struct DateOnlyLiteral : ILiteral<DateOnly>
{
    public static void Write(WireWriter writer, DateOnly value) => Tagged.Ticks(writer, value.DayNumber);

    public static DateOnly Read(ref WireReader reader) =>
        DateOnly.FromDayNumber((int)Tagged.Ticks(ref reader, typeof(DateOnly), DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));
}

internal readonly struct TimeOnlyLiteral : ILiteral<TimeOnly>
{
    public static void Write(WireWriter writer, TimeOnly value) => Tagged.Ticks(writer, value.Ticks);

    public static TimeOnly Read(ref WireReader reader) => new(Tagged.Ticks(ref reader, typeof(TimeOnly), TimeOnly.MinValue.Ticks, TimeOnly.MaxValue.Ticks));
}
