namespace Golden;

internal static class Program
{
    private static void Main() => Console.WriteLine(Roots.Read());
}
