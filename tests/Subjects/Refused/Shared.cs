namespace Refused;

/// <summary>The root. The other files reach its fields, each in one way that cannot be woven or is warned of; the line that must get a diagnostic names its code.</summary>
public sealed partial class Shared
{
    public static Shared? s_root;

    private int _number;
    private long _big;
    private string? _text;
    private readonly int[] _numbers = [1, 2];
    private readonly List<int> _list = [];
}
