namespace Refusals.Roots;

public partial class Holder
{
    public static Item Plain;
}
