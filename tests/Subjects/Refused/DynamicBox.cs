namespace Refused;

/// <summary>A struct that a <c>dynamic</c> call changes in its box.</summary>
public static class DynamicBox
{
    public interface IPushed
    {
        int Weight { get; set; }

        void Push();
    }

    public struct Pushed : IPushed
    {
        public int Weight { get; set; }

        public void Push() => Weight++;
    }

    public static void Push(Shared shared)
    {
        shared.Pushed = new Pushed();
        dynamic anything = shared.Pushed;
        anything.Push(); // warning WEFT1607
        int weight = anything.Weight;
    }
}

public sealed partial class Shared
{
    public DynamicBox.IPushed? Pushed;
}
