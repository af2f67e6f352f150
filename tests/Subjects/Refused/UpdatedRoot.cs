using System.Collections.Immutable;

namespace Refused;

/// <summary>A root that is replaced again and again, and whose policy keeps the first one.</summary>
public sealed partial class Shared
{
    public static bool UpdatedRoot() => ImmutableInterlocked.Update(ref s_root, static _ => new Shared()); // WEFT1603
}
