namespace Golden;

public static class Matrices
{
    public static int Load(int[,] array) => array[1, 2];

    public static void Store(int[,] array) => array[1, 2] = 3;

    public static void StoreReference(string[,,] array, string text) => array[0, 1, 2] = text;

    public static void Member(Size[,] array) => array[0, 1].Width = 4;

    public static void Change(int[,] array) => array[0, 1] += 5;

    public static void Lend(int[,] array) => Fill(ref array[0, 1]);

    public static int Atomic(int[,] array) => Interlocked.Increment(ref array[0, 1]);

    private static void Fill(ref int place) => place = 1;
}
