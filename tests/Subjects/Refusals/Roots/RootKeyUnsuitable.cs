namespace Refusals.Roots;

public partial class Holder
{
    public int Id { get; set; }
    public Item Linked { get; set; }
}
