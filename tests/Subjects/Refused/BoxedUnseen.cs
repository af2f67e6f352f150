using System.Collections;

namespace Refused;

/// <summary>Code that is not woven gets a collection of what it may change in their boxes.</summary>
public static class BoxedUnseen
{
    public struct Walker : IEnumerator<int>
    {
        private int _at;

        public readonly int Current => _at;

        readonly object IEnumerator.Current => _at;

        public bool MoveNext() => ++_at < 3;

        public void Reset() => _at = 0;

        public readonly void Dispose()
        {
        }
    }

    public static string Show(Shared shared)
    {
        shared.Walkers.Add(new Walker());
        return string.Join(",", shared.Walkers); // warning WEFT1609
    }
}

public sealed partial class Shared
{
    public readonly List<IEnumerator<int>> Walkers = [];
}
