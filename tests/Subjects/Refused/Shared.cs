namespace Refused;

/// <summary>The root. Its fields are reached in the other files in ways that cannot be woven, one file for each; a line that must get a diagnostic names its code.</summary>
public sealed partial class Shared
{
    public static Shared? s_root;

    private int _number;
    private long _big;
    private string? _text;
    private (int Left, int Right) _pair;
    private readonly int[] _numbers = [1, 2];
    private readonly List<int> _list = [];
}
