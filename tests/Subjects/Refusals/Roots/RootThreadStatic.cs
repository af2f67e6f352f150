namespace Refusals.Roots;

public partial class Holder
{
    [ThreadStatic] public static Item PerThread;
}
