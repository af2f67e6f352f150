namespace Apart.Library;

public struct Point
{
    public int X;
    public int Y;

    public int Move(int by)
    {
        X += by;
        Y -= by;
        return X;
    }
}

public class Entity
{
    public int Id;
    public volatile int Hot;
    public Point Place;
    public string? Cache;
    protected int Version = 1;
    protected Point Origin;
    protected internal string Tag = "tag";
    private protected int Rank = 5;
    internal long Secret = 7;

    public int Number { get; set; }

    public virtual int Weight() => Id + Version + Rank;

    public int Touch(int by) => Version += by;
}

public class Node<T> : Entity
{
    public T? Value;
    public Node<T>? Next;
    protected List<T> Items = new();
    protected T? Last;
    private int _added;

    public Node<T> Add(T item)
    {
        Items.Add(item);
        Last = item;
        _added++;
        return this;
    }

    public override int Weight() => base.Weight() * 2 + _added + Items.Count;

    public IEnumerable<T> All()
    {
        for (Node<T>? node = this; node != null; node = node.Next)
        {
            foreach (T item in node.Items)
                yield return item;
        }
    }
}
