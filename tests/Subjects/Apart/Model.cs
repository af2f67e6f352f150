using Apart.Library;

namespace Apart.Model;

public class Pair<TLeft, TRight> : Node<TRight>
{
    public TLeft? Left;

    public Pair<TLeft, TRight> Set(TLeft left, TRight right)
    {
        Left = left;
        Last = Value = right;
        Items.Add(right);
        Version++;
        return this;
    }

    public string Describe() => $"{Left} {Value} {Last} {Items.Count} {Version} {Tag} {Rank}";

    public Func<TRight?> Reader() => () =>
    {
        Version++;
        Origin.Move(2);
        return Last;
    };
}

public class Leaf : Pair<int, string>
{
    private int _renamed;

    public string Name = "leaf";

    public Leaf() => Version += 10;

    public void Rename(string name)
    {
        Name = name;
        _renamed++;
        Bump(ref Version);
        Bump(ref Origin.Y);
        Bump(ref Place.X);
        Origin.X += Origin.Move(3);
        Items[0] += name;
    }

    public override int Weight() => base.Weight() + _renamed + Origin.X + Origin.Y;

    public IEnumerable<int> Versions(int count)
    {
        for (int i = 0; i < count; i++)
            yield return Version++ + base.Weight();
    }

    public async Task<string> ChangeAsync(string text)
    {
        Last = text;
        await Task.Yield();
        Tag += Last + Version++;
        Secret <<= 1;
        await Task.Delay(1);
        return Tag + Secret + Rank++;
    }

    private static void Bump(ref int place) => place += 100;
}
