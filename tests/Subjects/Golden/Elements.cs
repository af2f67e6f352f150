namespace Golden;

public static class Elements
{
    public static void Primitive(byte[] array) => array[0] = 1;

    public static void Reference(string[] array) => array[0] = "text";

    public static void Struct(Size[] array, Size size) => array[0] = size;

    public static void Exposed(int[] array) => Random.Shared.Shuffle(array);

    public static void Sort(int[] array) => Array.Sort(array);
}
