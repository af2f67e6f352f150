namespace Refusals.Roots;

public partial class Holder
{
    public Item item;
}
public class Special : Holder { }

public class Stranger { public int number; }
