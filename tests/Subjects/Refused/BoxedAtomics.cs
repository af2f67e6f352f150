namespace Refused;

/// <summary>A struct that works on itself atomically, in a box.</summary>
public static class BoxedAtomics
{
    public interface IRing
    {
        void Ring();
    }

    public struct Bell : IRing
    {
        private int _rings;

        public void Ring() => Interlocked.Increment(ref _rings); // warning WEFT1609
    }

    public static void Ring(Shared shared)
    {
        shared.Rung = new Bell();
        shared.Rung.Ring();
    }
}

public sealed partial class Shared
{
    public BoxedAtomics.IRing? Rung;
}
