namespace Accepted;

/// <summary>A shared object that uses one construct of a language.</summary>
public abstract class Construct
{
    /// <summary>Uses the construct to change the object's shared state; gives back what the program sees while it does.</summary>
    public abstract string Act();

    /// <summary>The shared state, as any node must see it afterwards.</summary>
    public abstract string Show();
}
