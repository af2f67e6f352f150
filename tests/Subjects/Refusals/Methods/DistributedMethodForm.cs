namespace Refusals.Methods;

public partial class Target
{
    public void Generic<T>(T value) { }
    public ref int Place() => ref shared;
}

public abstract class Shape { public abstract void Draw(); }
