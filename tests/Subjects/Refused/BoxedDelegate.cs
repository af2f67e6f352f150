namespace Refused;

/// <summary>A delegate over a member of an interface that changes a struct in its box: what calls it is not woven, or cannot be told from other calls.</summary>
public static class BoxedDelegate
{
    public interface IBump
    {
        void Bump();
    }

    public struct Bumper : IBump
    {
        private int _count;

        public void Bump() => _count++;
    }

    public static Action Bind(Shared shared)
    {
        shared.Bumped = new Bumper();
        shared.Bumped.Bump();
        Action free = () => shared.Bumped.Bump();
        free();
        return shared.Bumped.Bump; // warning WEFT1609
    }
}

public sealed partial class Shared
{
    public BoxedDelegate.IBump? Bumped;
}
