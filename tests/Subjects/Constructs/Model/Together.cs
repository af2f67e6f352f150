namespace Constructs.Model;

public class Body
{
    public double X;
    public double Y;
    public double Mass;
    public int Count;
    public string? Label;
    public Body? Next;

    public override string ToString() => $"{X:0.000},{Y:0.000},{Mass:0.000},{Count},{Label}";
}

public sealed class Planet : Body
{
    public string Name = "";

    public int Moons { get; set; }

    public int Rings { get; set; } = 1;

    public string Describe(Planet other)
    {
        Count += other.Moons;
        Mass = Count;
        other.Name += Mass;
        Label = other.Name;
        return Name + Label + other.Count;
    }
}

public class Pair<TLeft, TRight>
{
    public TLeft Left = default!;

    public TRight Right { get; set; } = default!;

    public int Times;

    public string Turn(TLeft left, TRight right)
    {
        Left = left;
        Right = right;
        Times += Times;
        Times++;
        return $"{Left}{Right}{Times}";
    }

    public static string Turn(Pair<TLeft, TRight> pair, TLeft left, TRight right)
    {
        pair.Left = left;
        pair.Right = right;
        pair.Times += pair.Times + 1;
        return $"{pair.Left}{pair.Right}{pair.Times}";
    }
}
