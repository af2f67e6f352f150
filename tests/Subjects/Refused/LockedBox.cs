namespace Refused;

/// <summary>A lock on a boxed value: also in one process it is another object each time.</summary>
public static class LockedBox
{
    public static void Count(Shared shared, int number)
    {
        Monitor.Enter((object)number); // warning WEFT1306
        shared.Numbered += number;
    }
}

public sealed partial class Shared
{
    public int Numbered;
}
