using System.Linq.Expressions;

namespace Refused;

/// <summary>A field named by an expression tree.</summary>
public sealed partial class Shared
{
    public static Expression<Func<Shared, int>> Tree() => shared => shared._number; // warning WEFT1604
}
