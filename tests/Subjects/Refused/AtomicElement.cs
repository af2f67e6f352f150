namespace Refused;

/// <summary>Atomic work on an element in a method of the application's own.</summary>
public sealed partial class Shared
{
    public int OfElement() => AddTo(ref _numbers[0]); // warning WEFT1605

    private static int AddTo(ref int place) => Interlocked.Add(ref place, 2);
}
