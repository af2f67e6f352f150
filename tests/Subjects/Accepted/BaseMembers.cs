namespace Accepted;

/// <summary>Protected methods of a base class and read-only addresses, beside fields and elements that are lent in the same call.</summary>
public sealed class BaseMembers : Filler
{
    private readonly Dictionary<string, int> _sizes = [];
    private string[] _texts = ["a", "b", "c"];
    private Size _size;
    public int Number;

    public override string Act()
    {
        Fill("first", out _texts[0]);
        Fill("number", out Number);
        Action fromClosure = () => Fill("closure", out _texts[1]);
        fromClosure();
        Size size = new() { Width = 4, Height = 5 };
        Take(in size, ref Number);
        return new Pair(in size, _texts).Text;
    }

    public override string Show() => $"{string.Join(",", _texts)} {Number} {_size.Width}x{_size.Height} {_sizes.Count}";

    /// <summary>The address that comes in may not be written through, and goes on to a call that is given a lent one too.</summary>
    private void Take(in Size size, ref int number)
    {
        Copy(in size, out _size);
        Copy(in size.Height, out _texts[2]);
        number += size.Width;
    }

    private sealed class Pair
    {
        private string _text = "";

        public Pair(in Size size, string[] texts)
        {
            Copy(in size.Width, out _text);
            Copy(in size.Height, out texts[2]);
        }

        public string Text => _text;
    }
}

public abstract class Filler : Construct
{
    protected void Fill(string value, out string place) => place = GetType().Name + value;

    protected void Fill(string value, out int place) => place = value.Length;

    protected static void Copy(in Size size, out Size place) => place = size;

    protected internal static void Copy(in int number, out string place) => place = $"<{number}>";
}
