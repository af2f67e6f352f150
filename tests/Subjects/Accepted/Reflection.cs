using System.Reflection;

namespace Accepted;

/// <summary>Fields read and written by reflection.</summary>
public sealed class Reflection : Construct
{
    private int _number = 1;
    private string? _text;
    private readonly int _fixed = 2;
    private Size _size;
    private Inherited _inherited = new();
    private static int s_plain = 3;

    public class Base
    {
        protected long Hidden = 4;

        public long Read => Hidden;
    }

    public sealed class Inherited : Base
    {
        public List<int> Items = [1];
    }

    public override string Act()
    {
        FieldInfo number = Field("_number"), text = Field("_text"), size = Field("_size"), plain = Field("s_plain");
        number.SetValue(this, (int)number.GetValue(this)! + 10);
        number.SetValue(this, (short)((int)number.GetValue(this)! * 2));
        text.SetValue(this, "reflected");
        size.SetValue(this, new Size { Width = 3, Height = 4 });
        plain.SetValue(null, 30);
        typeof(Base).GetField("Hidden", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(_inherited, 44L);
        ((List<int>)typeof(Inherited).GetField("Items")!.GetValue(_inherited)!).Add(2);
        string log = $"{number.GetValue(this)} {Field("_fixed").GetValue(this)} {s_plain}";
        foreach (Action action in new Action[] { () => number.SetValue(this, "text"), () => number.GetValue(null), () => number.SetValue(new object(), 1) })
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                log += " " + e.GetType().Name;
            }
        }
        return log;
    }

    public override string Show() => $"{_number} {_text} {_fixed} {_size.Width}x{_size.Height} {_inherited.Read} {string.Join(",", _inherited.Items)}";

    private static FieldInfo Field(string name) => typeof(Reflection).GetField(name, BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic)!;
}
