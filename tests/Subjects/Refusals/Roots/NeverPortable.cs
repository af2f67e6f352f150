namespace Refusals.Roots;

public partial class Holder
{
    public static (int, Timer) Timed;
}
