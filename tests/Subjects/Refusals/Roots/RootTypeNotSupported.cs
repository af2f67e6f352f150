namespace Refusals.Roots;

public partial class Holder
{
    public static nint Place;
    public const int Limit = 3;
    public const decimal Share = 0.5m;
}
