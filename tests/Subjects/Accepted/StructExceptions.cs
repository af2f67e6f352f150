namespace Accepted;

/// <summary>What a struct's method has written before it throws is kept, and a null owner is found before the arguments are computed.</summary>
public sealed class StructExceptions : Construct
{
    private Risky _risky;
    private StructExceptions? _none;

    public struct Risky
    {
        public int Number;

        public int Fail(int value)
        {
            Number = value;
            throw new InvalidOperationException("failed");
        }
    }

    public override string Act()
    {
        string caught = "";
        try
        {
            _risky.Number = 1;
            _risky.Fail(9);
        }
        catch (InvalidOperationException e) when (_risky.Number == 9)
        {
            caught = e.Message;
        }
        foreach (Action action in new Action[] { () => _none!._risky.Fail(1), () => _none!._risky.Number = Never(), () => _none!._risky.Number++ })
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                caught += " " + e.GetType().Name;
            }
        }
        return caught;
    }

    public override string Show() => _risky.Number.ToString();

    private static int Never() => throw new ArgumentException("computed too early");
}
