namespace Refusals.Roots;

public partial class Holder
{
    public static readonly object Gate = new();
}
