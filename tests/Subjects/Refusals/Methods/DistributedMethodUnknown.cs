namespace Refusals.Methods;

public partial class Target
{
    public virtual void Overloaded(int number) { }
    public virtual void Overloaded(string text) { }
}
