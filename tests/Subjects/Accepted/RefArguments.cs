namespace Accepted;

/// <summary>Fields and elements given by <c>ref</c>, <c>out</c>, <c>in</c> and <c>ref readonly</c>, to own and to framework methods, and by <c>this ref</c>.</summary>
public sealed class RefArguments : Construct
{
    public int Left = 1;
    public int Right = 2;
    public string? Text;
    public Size Size;
    private RefArguments? _other;
    private int[] _numbers = [1, 2, 3];

    public override string Act()
    {
        Swap(ref Left, ref Right);
        Swap(ref Left, ref Size.Width);
        Fill(out Size.Height, 40);
        bool parsed = int.TryParse("17", out Right);
        Size.Grow(3);
        _other = new RefArguments { Left = 5 };
        Swap(ref Left, ref _other.Left);
        Swap(ref _numbers[0], ref _numbers[2]);
        Swap(ref _numbers[1], ref Right);
        Array.Resize(ref _numbers, 5);
        Append(ref Text, "appended", ref Size);
        string? local = Text;
        Append(ref local, "local", ref Size);
        return $"{parsed} {Sum(in Left, in Size, Right)} {Read(ref Left)} {local} {TryTake(out int taken, ref _other.Right)} {taken}";
    }

    public override string Show() => $"{Left} {Right} {Text} {Size.Width}x{Size.Height} {_other?.Left} {_other?.Right} {string.Join(",", _numbers)}";

    private static void Swap<T>(ref T left, ref T right) => (left, right) = (right, left);

    private static void Fill(out int place, int value) => place = value;

    private static int Sum(in int number, in Size size, in int more) => number + size.Width + size.Height + more;

    private static int Read(ref readonly int number) => number;

    private static void Append(ref string? text, string more, ref Size size)
    {
        text += more;
        size.Width += text.Length;
    }

    private static bool TryTake(out int taken, ref int from)
    {
        taken = from;
        from = 0;
        return taken != 0;
    }
}

public struct Size
{
    public int Width;
    public int Height;
}

public static class SizeExtensions
{
    public static void Grow(this ref Size size, int by)
    {
        size.Width += by;
        size.Height *= by;
    }
}
