namespace Refusals.Methods;

public partial class Target
{
    public int shared;
    public void Plain(string text, int number) { }
    public int Returning() => shared;
    public static void Static(string text) { }
    public static Target Root;
}
