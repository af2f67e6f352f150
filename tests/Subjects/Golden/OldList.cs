using System.Collections;

namespace Golden;

/// <summary>A class that derives from a collection whose members can be overridden.</summary>
public class OldList : ArrayList
{
    public int Add(string text)
    {
        base.Clear();
        return base.Add(text) + base.Count;
    }

    public void Twice(string text)
    {
        base.Add(text);
        Add((object)text);
    }
}
