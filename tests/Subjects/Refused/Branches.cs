namespace Refused;

/// <summary>The address of one of two fields, chosen by a conditional operator.</summary>
public sealed partial class Shared
{
    public void Branches(bool left)
    {
        Set(ref left ? ref _pair.Left : ref _pair.Right); // WEFT1601
    }

    private static void Set(ref int place) => place = 1;
}
